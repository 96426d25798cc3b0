import assert from "node:assert/strict";
import { test } from "node:test";
import { shorten } from "./lib/shorten.mjs";

/** A program that exports `memory` and `run`, and imports one function, which `run` calls with 7. */
const NAME = "__wbg_take_0123456789abcdef";
const program = Buffer.concat([
  Buffer.from("0061736d01000000", "hex"),
  // Two types: (i32) -> () and () -> ().
  section(1, "02 60017f00 600000"),
  section(2, `01 ${text("./glue_bg.js")} ${text(NAME)} 0000`),
  section(3, "01 01"),
  section(5, "01 0001"),
  section(7, `02 ${text("memory")} 0200 ${text("__wbindgen_run")} 0001`),
  section(10, "01 06 00 4107 1000 0b"),
]);

function text(words) {
  return Buffer.from([words.length, ...Buffer.from(words)]).toString("hex");
}

function section(id, hex) {
  const content = Buffer.from(hex.replaceAll(" ", ""), "hex");
  return Buffer.from([id, content.length, ...content]);
}

const glue = (name = NAME, run = "__wbindgen_run") => `
  export function start(module, taken) {
    const import0 = {
        ${name}: function(arg0) {
            taken.push(arg0);
        },
    };
    const imports = { "./glue_bg.js": import0 };
    const wasm = new WebAssembly.Instance(module, imports).exports;
    wasm.${run}();
    return wasm.memory;
  }
`;

test("the program and its glue understand each other as before, in short names", async () => {
  const short = await shorten(program, glue());
  const module = new WebAssembly.Module(short.program);
  assert.deepEqual(WebAssembly.Module.imports(module), [{ module: "a", name: "a", kind: "function" }]);
  const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
  assert.deepEqual(exports, ["memory", "a"]);
  const { start } = await import(`data:text/javascript,${encodeURIComponent(short.glue)}`);
  const taken = [];
  assert.ok(start(module, taken) instanceof WebAssembly.Memory);
  assert.deepEqual(taken, [7]);
  assert.ok(short.glue.length < glue().length / 2 && short.program.length < program.length);
});

test("glue that does not fit the program is refused", async () => {
  await assert.rejects(shorten(program, glue("__wbg_give_0123456789abcdef")), /__wbg_take_0123456789abcdef/);
  await assert.rejects(shorten(program, glue(NAME, "__wbindgen_other")), /do not agree on __wbindgen_other/);
});
