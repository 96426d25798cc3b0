// What script/page makes of Trunk.toml and index.html. script/trunk compares the whole page with that of Trunk.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cargoWords, finished, links, settings, wasmOptWords } from "./lib/trunk.mjs";

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
const FIXED = 'filehash = false\ninject_scripts = false\nminify = "on_release"\n';
const RUST = '<link data-trunk rel="rust" data-bin="page" data-cargo-profile-release="small" data-wasm-opt="z">';

test("what Trunk.toml says is taken from it", () => {
  const hook = '[[hooks]]\nstage = "pre_build"\ncommand = "node"\ncommand_arguments = ["a b", "c"]\n';
  const known = settings(`[build]\ntarget = "a.html"\ndist = "out"\npublic_url = "/x/"\n${FIXED}${hook}`);
  const hooks = [{ stage: "pre_build", command: "node", words: ["a b", "c"] }];
  assert.deepEqual(known, { target: "a.html", dist: "out", base: "/x/", hooks });
  assert.deepEqual(settings(`[build]\n${FIXED}`), { target: "index.html", dist: "dist", base: "/", hooks: [] });
});

test("what only Trunk knows is refused, in Trunk.toml", () => {
  const wrong = {
    "": /only filehash = false/,
    [`[build]\n${FIXED.replace("false", "true")}`]: /only filehash = false/,
    [`[build]\n${FIXED}offline = true\n`]: /only Trunk itself knows offline in Trunk.toml/,
    [`[build]\n${FIXED}[tools]\nwasm_opt = "1"\n`]: /\[tools\]/,
    [`[build]\n${FIXED}[[hooks]]\nstage = "late"\ncommand = "x"\n`]: /the stage late/,
    [`[build]\n${FIXED}[[hooks]]\nstage = "build"\ncommand = "x"\nshell = true\n`]: /shell of a hook/,
  };
  for (const [toml, message] of Object.entries(wrong)) assert.throws(() => settings(toml), message);
});

test("what only Trunk knows is refused, in the page", () => {
  const wrong = {
    '<link data-trunk rel="scss" href="a.scss">': /only Trunk itself knows <link data-trunk rel="scss"/,
    '<link data-trunk rel="constructor" href="a">': /only Trunk itself knows/,
    '<script data-trunk src="a.js"></script>': /only Trunk itself knows <script data-trunk/,
    '<link data-trunk rel="css" href="a.css" data-inline>': /data-inline in/,
    '<link data-trunk rel="copy-file" href="a" data-target-path="b">': /data-target-path in/,
    '<link data-trunk rel="copy-dir">': /lacks href/,
    [RUST.replace('data-bin="page"', "")]: /lacks data-bin/,
    [RUST.replace(">", " data-typescript>")]: /data-typescript in/,
  };
  for (const [html, message] of Object.entries(wrong)) assert.throws(() => links(html), message);
});

test("a link counts with its attributes however they are written, and not in a comment", () => {
  const html = "<!-- <link data-trunk rel=css href=a.css> --><LINK rel = 'css'\n data-trunk href=b.css media='a > b' />";
  const [link, ...others] = links(html);
  assert.deepEqual(others, []);
  assert.deepEqual(Object.fromEntries(link.attributes), { rel: "css", "data-trunk": "", href: "b.css", media: "a > b" });
  assert.equal(html.slice(link.at, link.at + link.text.length), link.text);
});

test("a style sheet is named with what its bytes are, in place of its link", () => {
  const html = '<link rel=icon href=i><link data-trunk rel="copy-file" href="x"><link data-trunk rel="css" href="c/a.css" media="print">';
  const page = finished(html, "./", new Map([[1, { name: "a.css", bytes: Buffer.from("b{}") }]])).toString();
  // As by: printf 'b{}' | openssl dgst -sha384 -binary | base64
  const hash = "sha384-SQNXm2fpDDXH4qQxEf3DGYpEb8i9sT4PiJ1Y4CkfwqDi5bpP8I8AnITZYWADARxA";
  assert.equal(page, `<link href=i rel=icon><link href=./a.css integrity=${hash} media=print rel=stylesheet>`);
});

test("the program is built as its link says", () => {
  const more = ' data-cargo-features="a,b" data-cargo-no-default-features data-wasm-opt-params=" --x  --y=1 ">';
  const [link] = links(RUST.replace(">", more));
  const words = "build --target=wasm32-unknown-unknown --profile=small --offline --bin=page --no-default-features";
  assert.deepEqual(cargoWords(link), [...words.split(" "), "--features=a,b"]);
  assert.deepEqual(wasmOptWords(link), ["-Oz", "--x", "--y=1"]);
  const [plain] = links(RUST.replace('"z"', '"0"'));
  assert.deepEqual(cargoWords(plain), words.split(" ").slice(0, -1));
  assert.equal(wasmOptWords(plain), null);
});

test("the project asks for nothing that is not known", () => {
  const { target, base } = settings(read("Trunk.toml"));
  const found = links(read(target));
  const styles = new Map(found.map(({ id }) => [id, { name: "a.css", bytes: Buffer.from("") }]));
  const page = finished(read(target), base, styles).toString();
  assert.equal(page.match(/<link [^>]*rel=stylesheet/g).length, found.filter(({ rel }) => rel === "css").length);
  assert.doesNotMatch(page, /rel=(css|copy-)/);
});
