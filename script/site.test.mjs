import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { digest } from "./lib/digest.mjs";
import { site } from "./lib/site.mjs";

const source = (name) => readFileSync(fileURLToPath(new URL(`../static/${name}`, import.meta.url)), "utf8");

const PAGE =
  `<meta content="script-src 'self'"><link as=fetch href=./gloo-advisor-page_bg.wasm rel=preload>` +
  "<link href=./gloo-advisor-page.js rel=modulepreload><link href=./boot.js rel=modulepreload><script src=./boot.js></script>";

/** A built page with this catalog. */
const built = (catalog) =>
  new Map(
    Object.entries({
      "index.html": PAGE,
      "boot.js": "boot()",
      "frame.js": "frame()",
      "embed.js": "old",
      "embed.css": "a{}",
      "sw.js": "old",
      "catalog.json": catalog,
      "gloo-advisor-page.js": "glue()",
      "gloo-advisor-page_bg.wasm": "\0asm",
    }).map(([name, text]) => [name, Buffer.from(text)]),
  );

/** The folder of a site whose content never changes. */
const folder = (files) => [...files.keys()].find((name) => name.endsWith("/boot.js")).split("/")[0];

test("the same files make the same site, and another byte another folder", async () => {
  const [one, same, other] = await Promise.all(["{}", "{}", "[]"].map((catalog) => site(built(catalog), source)));
  assert.deepEqual(one, same);
  assert.match(folder(one), /^[0-9a-f]{16}$/);
  assert.notEqual(folder(one), folder(other));
  assert.deepEqual(
    [...one.keys()].filter((name) => !name.includes("/")),
    ["embed.js", "index.html", "sw.js"],
  );
});

test("the page names each script in its folder, with its bytes", async () => {
  const files = await site(built("{}"), source);
  const page = files.get("index.html").toString();
  const at = (name) => `./${folder(files)}/${name}`;
  const bytes = (name) => digest("sha384", files.get(`${folder(files)}/${name}`));
  assert.ok(page.includes(`<script src=${at("boot.js")} integrity=${bytes("boot.js")}>`));
  const [, map] = page.match(/<script type=importmap>([^<]*)<\/script>/);
  assert.deepEqual(JSON.parse(map).integrity, {
    [at("gloo-advisor-page.js")]: bytes("gloo-advisor-page.js"),
    [at("frame.js")]: bytes("frame.js"),
  });
  assert.ok(page.includes(`script-src 'self' '${digest("sha256", map)}'`));
  assert.equal(page.replaceAll(at(""), "").includes("./"), false);
});

test("the element knows the bytes of its program, and the worker those of all files", async () => {
  const files = await site(built("{}"), source);
  const within = `${folder(files)}/`;
  for (const name of ["embed.js", `${within}embed.js`]) {
    const script = files.get(name).toString();
    for (const part of ["gloo-advisor-page.js", "gloo-advisor-page_bg.wasm", "embed.css"]) {
      assert.ok(script.includes(digest("sha384", files.get(within + part))), `${name} does not know ${part}`);
    }
  }
  const worker = files.get("sw.js").toString();
  for (const name of ["index.html", `${within}catalog.json`]) assert.ok(worker.includes(digest("sha384", files.get(name))));
});

test("a page that is not as expected is refused", async () => {
  const page = built("{}");
  page.set("index.html", Buffer.from(PAGE.replace("src=./boot.js", "")));
  await assert.rejects(site(page, source), /src=\.\/boot\.js is not once in the page/);
});
