// The page as a site publishes it. What may be kept for ever lies in a folder that is named after its content, so that
// files of two releases never meet; the few files that others know by name lie beside it and say what belongs to them.

import { createHash } from "node:crypto";
import { digest } from "./digest.mjs";
import { worker } from "./offline.mjs";
import { replacedOnce } from "./once.mjs";
import { smaller } from "./shorten.mjs";

/** Files with an address that pages, browsers and people know. */
const KNOWN = ["index.html", "embed.js", "frame-host.js", "gloo-advisor.html", "icon.svg", "manifest.webmanifest", "sw.js"];
const PROGRAM = "gloo-advisor-page_bg.wasm";
const GLUE = "gloo-advisor-page.js";

/**
 * The files of a site, bytes by name, from those of a built page.
 *
 * `source` gives the text of `embed.js` and `sw.js` as they are before a build.
 */
export async function site(built, source) {
  const bytes = (name) => digest("sha384", built.get(name));
  const written = async (name, changes) => {
    const text = changes.reduce((text, [before, after]) => replacedOnce(text, before, after, name), source(name));
    return Buffer.from(await smaller(text));
  };
  const listed = Object.fromEntries([GLUE, PROGRAM, "embed.css"].map((name) => [name, bytes(name)]));
  const element = (home, base) =>
    written("embed.js", [
      ['home = new URL("./", import.meta.url)', `home = new URL("${home}", import.meta.url)`],
      ['base = new URL("./", home)', `base = new URL("${base}", home)`],
      ["BYTES = {};", `BYTES = ${JSON.stringify(listed)};`],
    ]);
  const kept = new Map([...built].filter(([name]) => !KNOWN.includes(name)));
  const folder = `${version(kept)}/`;
  // For sites that pin the element by its bytes: at this address they never change.
  kept.set("embed.js", await element("../", `./${folder}`));

  const files = new Map([...built].filter(([name]) => KNOWN.includes(name)));
  for (const [name, content] of kept) files.set(folder + name, content);
  files.set("embed.js", await element("./", `./${folder}`));
  files.set("index.html", Buffer.from(page(built.get("index.html").toString(), folder, kept)));
  files.set("sw.js", Buffer.from(await smaller(worker(source("sw.js"), files))));
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What tells the content of one release from that of another. */
function version(files) {
  const hash = createHash("sha256");
  for (const [name, bytes] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex").slice(0, 16);
}

/** The document, which loads what is in `folder` and says what the bytes of each script are. */
function page(html, folder, kept) {
  const integrity = (name) => digest("sha384", kept.get(name));
  // The only way to say it of a script that another one imports.
  const imports = [GLUE, "frame.js"].map((name) => [`./${folder}${name}`, integrity(name)]);
  const map = JSON.stringify({ integrity: Object.fromEntries(imports) });
  const changes = [
    // Without integrity, which a browser checks after the last byte: it could not compile while it downloads.
    [`href=./${PROGRAM}`, `href=./${folder}${PROGRAM}`],
    [`href=./${GLUE}`, `href=./${folder}${GLUE} integrity=${integrity(GLUE)}`],
    ["href=./boot.js", `href=./${folder}boot.js integrity=${integrity("boot.js")}`],
    ["src=./boot.js", `src=./${folder}boot.js integrity=${integrity("boot.js")}`],
    ["script-src 'self'", `script-src 'self' '${digest("sha256", map)}'`],
    ["<link as=fetch", `<script type=importmap>${map}</script><link as=fetch`],
  ];
  return changes.reduce((text, [before, after]) => replacedOnce(text, before, after, "the page"), html);
}
