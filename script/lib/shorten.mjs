// Shortens what the program and its glue call each other by. wasm-bindgen gives every import a name with a hash
// in it, which stands in both files and which no compression can do anything about.

import { minify } from "terser";
import { replacedOnce } from "./once.mjs";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const IMPORTS = 2;
const EXPORTS = 7;

/** What must keep its name: it is reached from outside of the glue. */
const KEPT = new Set(["memory"]);

/**
 * A program and its glue with short names between them, and the glue minified.
 *
 * Throws where the two do not fit each other, or would not afterwards.
 */
export async function shorten(program, glue) {
  const module = new WebAssembly.Module(program);
  const imports = WebAssembly.Module.imports(module);
  const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
  const [from] = new Set(imports.map(({ module }) => module));
  const called = shortNames(imports.map(({ name }) => name));
  const offered = shortNames(exports.filter((name) => !KEPT.has(name)));
  let text = replacedOnce(glue, JSON.stringify(from), '"a"', "the glue");
  for (const [name, short] of called) {
    text = replacedOnce(text, `${name}: `, `${short}: `, "the glue");
  }
  for (const [name, short] of offered) {
    text = text.replaceAll(new RegExp(`\\bwasm\\.${name}\\b`, "g"), `wasm.${short}`);
  }
  let bytes = rewrite(program, IMPORTS, imports, ({ module, name }) => [
    [module, name],
    ["a", called.get(name)],
  ]);
  bytes = rewrite(bytes, EXPORTS, exports, (name) => [[name], [offered.get(name) ?? name]]);
  check(new WebAssembly.Module(bytes), text);
  return { program: bytes, glue: await smaller(text) };
}

/** A script without what only people need. */
export async function smaller(script) {
  const { code } = await minify(script, { module: true, compress: { passes: 2 } });
  return code;
}

/** A short name for each name, in their order. */
function shortNames(names) {
  const name = (index) => (index < 0 ? "" : name(Math.floor(index / 52) - 1) + LETTERS[index % 52]);
  return new Map([...new Set(names)].map((long, index) => [long, name(index)]));
}

/** Writes a section of a program anew, with other names in its entries. */
function rewrite(program, section, entries, names) {
  const { begin, body, end } = find(program, section);
  const parts = [];
  let at = body;
  for (const entry of entries) {
    const [before, after] = names(entry).map((list) => Buffer.concat(list.map(named)));
    // What lies between is the kind of the entry before.
    const found = program.indexOf(before, at);
    if (found === -1 || found >= end) throw new Error(`${JSON.stringify(entry)} is not where it should be`);
    parts.push(program.subarray(at, found), after);
    at = found + before.length;
  }
  const content = Buffer.concat([...parts, program.subarray(at, end)]);
  const head = Buffer.concat([Buffer.from([section]), number(content.length)]);
  return Buffer.concat([program.subarray(0, begin), head, content, program.subarray(end)]);
}

/** Where a section of a program lies: its head, its content, and what follows. */
function find(program, section) {
  for (let begin = 8; begin < program.length; ) {
    let [length, shift, body] = [0, 0, begin + 1];
    for (let more = true; more; body += 1, shift += 7) {
      length += (program[body] & 0x7f) * 2 ** shift;
      more = program[body] >= 0x80;
    }
    if (program[begin] === section) return { begin, body, end: body + length };
    begin = body + length;
  }
  throw new Error(`the program has no section ${section}`);
}

/** A number as programs have it: seven bits a byte, the lowest first. */
function number(value) {
  const bytes = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest >>>= 7) {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
  }
  return Buffer.from(bytes);
}

const named = (text) => Buffer.concat([number(Buffer.byteLength(text)), Buffer.from(text)]);

/** The glue has each import, and calls nothing that is not exported. */
function check(module, glue) {
  const exports = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const imports = WebAssembly.Module.imports(module).map(({ name }) => name);
  const lost = imports.filter((name) => !new RegExp(`\\b${name}: `).test(glue));
  const called = [...glue.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name);
  lost.push(...called.filter((name) => !exports.has(name)));
  if (lost.length > 0) throw new Error(`the program and its glue do not agree on ${lost.join(", ")}`);
}
