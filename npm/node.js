import { readFileSync } from "node:fs";
import { adviser } from "./advise.js";
import { adviseJson, initSync } from "./core/gloo-advisor-core.js";

initSync({ module: readFileSync(new URL("./core/gloo-advisor-core_bg.wasm", import.meta.url)) });

export const advise = adviser(adviseJson);
