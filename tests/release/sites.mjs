// Sites for browsers: the released one with a change, and one of somebody else's that uses it.

import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../browser/pastes.mjs";
import { SITE, kept } from "./handed.mjs";

/** A copy of the site in which a file has other bytes, and means the same. */
export async function changed(name) {
  const root = await mkdtemp(join(tmpdir(), "site-"));
  await cp(SITE, root, { recursive: true });
  const file = join(root, kept(), name);
  // An empty line, or in a program an empty section.
  const harmless = name.endsWith(".wasm") ? [0, 1, 0] : [10];
  await writeFile(file, Buffer.concat([await readFile(file), Buffer.from(harmless)]));
  return root;
}

/** A document of somebody else's with the element, whose script is at an address. */
export const element = (address, words = "") =>
  `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,">` +
  `<script type="module" src="${address}" ${words}></script></head><body><main><h1>A host</h1>` +
  `<gloo-advisor>${version()}</gloo-advisor></main></body></html>`;
