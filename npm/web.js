import { adviser } from "./advise.js";
import init, { adviseJson } from "./core/gloo-advisor-core.js";

await init();

export const advise = adviser(adviseJson);
