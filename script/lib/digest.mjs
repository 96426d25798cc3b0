import { createHash } from "node:crypto";

/** What bytes are, in the words of policies and of integrity: `sha384-` and the hash in base64. */
export const digest = (algorithm, bytes) => `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;
