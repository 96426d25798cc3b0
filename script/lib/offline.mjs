// Writes into the service worker what it keeps: the files of the page, with what their bytes are.

import { createHash } from "node:crypto";
import { digest } from "./digest.mjs";
import { replacedOnce } from "./once.mjs";

/** Files that the page does without: those for hosts, the page as one file, and the worker itself. */
const NOT_KEPT = /^(embed\..*|frame-host\.js|gloo-advisor\.html|sw\.js|.*\.map)$/;

/** The worker for these files, bytes by name. The same files give the same worker. */
export function worker(script, files) {
  const kept = [...files].filter(([name]) => !NOT_KEPT.test(name)).sort(([one], [other]) => (one < other ? -1 : 1));
  const listed = JSON.stringify(Object.fromEntries(kept.map(([name, bytes]) => [name, digest("sha384", bytes)])));
  const version = createHash("sha256").update(listed).digest("hex").slice(0, 16);
  const filled = replacedOnce(script, "const FILES = {};", `const FILES = ${listed};`, "the worker");
  return replacedOnce(filled, 'const VERSION = "";', `const VERSION = "${version}";`, "the worker");
}
