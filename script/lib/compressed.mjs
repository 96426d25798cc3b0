// The built page as a host sends it: compressed. The server of the tests sends files as they are, but takes
// made-up pages with headers of their own.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotli } from "./brotli.mjs";

/** Every file below a folder as one of the `pages` of `serve` below a path, and its index.html at the top of that. */
export async function compressed(folder, under = "") {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const pages = await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      return [under + path.slice(folder.replace(/\/$/, "").length), await page(readFileSync(path))];
    }),
  );
  const site = Object.fromEntries(pages);
  const type = { "Content-Type": "text/html; charset=utf-8" };
  const index = site[`${under}/index.html`];
  return { ...site, [`${under}/`]: { ...index, headers: { ...index.headers, ...type } } };
}

async function page(bytes) {
  const body = await brotli(bytes);
  return { body, headers: { "Content-Encoding": "br", "Content-Length": body.length } };
}
