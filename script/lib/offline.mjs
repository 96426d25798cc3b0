// Writes into the service worker what it keeps: the files of the page, with what their bytes are.

import { createHash } from "node:crypto";

/** Files that the page does without: those for hosts, the page as one file, and the worker itself. */
const NOT_KEPT = /^(embed\..*|frame-host\.js|gloo-advisor\.html|sw\.js|.*\.map)$/;

const hash = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

/** The worker for these files, bytes by name. The same files give the same worker. */
export function worker(script, files) {
  const kept = [...files].filter(([name]) => !NOT_KEPT.test(name)).sort(([one], [other]) => (one < other ? -1 : 1));
  const listed = JSON.stringify(Object.fromEntries(kept.map(([name, bytes]) => [name, hash(bytes)])));
  const version = createHash("sha256").update(listed).digest("hex").slice(0, 16);
  return [
    ["const FILES = {};", `const FILES = ${listed};`],
    ['const VERSION = "";', `const VERSION = "${version}";`],
  ].reduce((text, [before, after]) => {
    const [head, tail, ...more] = text.split(before);
    if (tail === undefined || more.length > 0) throw new Error(`${before} is not once in the worker`);
    return head + after + tail;
  }, script);
}
