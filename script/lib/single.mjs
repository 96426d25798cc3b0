// Makes one file of the page, which works wherever a browser can open it: from a disk, a mail, a share.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { encoded } from "./letters.mjs";
import { digest } from "./digest.mjs";
import { packed } from "./lzma.mjs";
import { replacedOnce } from "./once.mjs";
import { split } from "./streams.mjs";

const PROGRAM = "gloo-advisor-page_bg.wasm";
const ICON = "icon.svg";
/** What the page fetches once it runs. */
const isData = (name) => /\.(json|txt)$/.test(name);

/** The page in `folder`, as one document; `start` is the script that starts it. */
export async function single({ folder, start }) {
  const page = await readFile(join(folder, "index.html"), "utf8");
  const icon = (await readFile(join(folder, ICON))).toString("base64");
  const code = await script(folder, start);
  const data = encoded(packed(await contents(folder)));
  const without = page
    .replace(/<link\b[^>]*\brel="?(?:preload|modulepreload|manifest|rust)\b[^>]*>/g, "")
    .replace(/<script\b[^>]*\bboot\.js\b[^>]*><\/script>/, "");
  const changes = [
    [`./${ICON}`, `data:image/svg+xml;base64,${icon}`],
    ["script-src 'self'", `script-src '${digest("sha256", code)}'`],
    ["img-src 'self'", "img-src data:"],
    ["connect-src 'self'", "connect-src 'none'"],
    ["manifest-src 'self'; ", ""],
    ["trusted-types gloo-advisor", "trusted-types 'none'"],
  ];
  const scripts = `<script type="text/plain" id="packed">${data}</script><script type="module">${code}</script>`;
  const changed = changes.reduce((page, [before, after]) => replacedOnce(page, before, after, "the page"), without);
  return changed.replace(/(<\/body>|$)/, () => `${scripts}</body>`);
}

/** All scripts of the page as one. */
async function script(folder, start) {
  const boot = join(folder, "boot.js");
  const one = {
    name: "one file",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/gloo-advisor-page\.js$/ }, ({ importer }) =>
        importer === boot ? { path: start } : { path: join(folder, "gloo-advisor-page.js") },
      );
    },
  };
  const { outputFiles } = await build({
    entryPoints: [boot],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
    plugins: [one],
    write: false,
    logLevel: "error",
  });
  const [{ text }] = outputFiles;
  if (/<\/script|<!--/i.test(text)) throw new Error("the script ends the element that it is put into");
  return text.trim();
}

/**
 * What the page would fetch, and its program: the length of the head, the head as JSON, which has the names of the texts with
 * their lengths and the lengths of the streams of the program, the texts, and the streams. Lengths are in bytes.
 */
async function contents(folder) {
  const names = (await readdir(folder, { recursive: true })).filter(isData).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const streams = split(await readFile(join(folder, PROGRAM)));
  const [files, lengths] = [texts, streams].map((parts) => parts.map((bytes) => bytes.length));
  const named = names.map((name, place) => [name.replaceAll("\\", "/"), files[place]]);
  const head = Buffer.from(JSON.stringify({ texts: named, lengths }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, ...texts, ...streams]);
}
