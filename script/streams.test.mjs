import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { joined, split } from "./lib/streams.mjs";

/** A module with an operation of every kind. */
const MODULE = `(module
  (type $adds (func (param i32) (result i32)))
  (memory 1) (data $bytes "some bytes") (table $all 4 funcref) (elem $one func $adds) (elem declare func $rest)
  (global $global (mut i32) (i32.const -7))
  (func $adds (type $adds) (local i64 f64) (local.set 1 (i64.const -9223372036854775808)) (i32.add (local.get 0) (i32.const 1000000)))
  (func $rest (export "rest") (param i32) (result i32) (local $float f32)
    (block $out (loop $again
      (br_if $again (local.get 0))
      (br_table $out $again $out (local.get 0))))
    (if (i32.eqz (local.get 0)) (then (nop)) (else (return (i32.const 3))))
    (local.set $float (f32.const 1.5))
    (drop (f64.const -0.1))
    (global.set $global (i32.load16_u offset=70000 align=1 (local.tee 0 (i32.const 8))))
    (i64.store offset=16 (i32.const 0) (i64.const 1))
    (memory.init $bytes (i32.const 0) (i32.const 0) (i32.const 4))
    (data.drop $bytes)
    (memory.copy (i32.const 0) (i32.const 1) (i32.const 2))
    (memory.fill (i32.const 0) (i32.const 1) (i32.const 2))
    (drop (memory.grow (memory.size)))
    (table.init $all $one (i32.const 0) (i32.const 0) (i32.const 1))
    (elem.drop $one)
    (table.copy $all $all (i32.const 0) (i32.const 1) (i32.const 1))
    (table.fill $all (i32.const 0) (ref.null func) (i32.const 1))
    (drop (table.grow $all (ref.func $rest) (table.size $all)))
    (table.set $all (i32.const 0) (table.get $all (i32.const 1)))
    (drop (ref.is_null (ref.null func)))
    (drop (select (result funcref) (ref.null func) (ref.null func) (i32.const 1)))
    (drop (i32.trunc_sat_f32_s (local.get $float)))
    (call_indirect (type $adds) (call $adds (i32.extend8_s (global.get $global))) (i32.const 0))))`;

const FEATURES = ["bulk-memory", "reference-types", "nontrapping-float-to-int", "sign-ext"].map((name) => `--enable-${name}`);
const assembled = (text) =>
  execFileSync("node_modules/.bin/wasm-as", [...FEATURES, "-", "-o", "-"], { input: text });

test("a module comes back, whatever its code does", () => {
  const module = assembled(MODULE);
  assert.ok(WebAssembly.validate(module));
  assert.deepEqual(Buffer.from(joined(split(module))), module);
});

test("what is alike is side by side", () => {
  const module = assembled('(module (func (export "f") (param i32 i32) (result i32) (i32.add (local.get 1) (local.get 0))))');
  const [, operations, locals, , , , , , , , , declared] = split(module);
  assert.deepEqual(Buffer.from(operations), Buffer.of(0x20, 0x20, 0x6a, 0x0b));
  assert.deepEqual(Buffer.from(declared), Buffer.of(0));
  assert.deepEqual(Buffer.from(locals), Buffer.of(1, 0));
});

test("a module of which something is unknown, or would not come back, is refused", () => {
  const module = assembled("(module (func (drop (i32.const 5))))");
  const at = module.indexOf(Buffer.of(0x41, 5, 0x1a, 0x0b));
  const instead = (...operations) => Buffer.concat([module.subarray(0, at), Buffer.of(...operations), module.subarray(at + 4)]);
  assert.equal(split(instead(0x41, 6, 0x1a, 0x0b)).length, 13);
  assert.throws(() => split(instead(0x06, 5, 0x1a, 0x0b)), { message: "0x6 is no operation that is known" });
  // The length of the section with one byte more than it needs.
  const length = module.indexOf(Buffer.of(0x0a, 7)) + 1;
  const padded = Buffer.concat([module.subarray(0, length), Buffer.of(0x87, 0), module.subarray(length + 1)]);
  assert.throws(() => split(padded), { message: "the module would not come back as it was" });
});

test("streams that are cut off come to an end", () => {
  const streams = split(assembled(MODULE));
  for (const at of streams.keys()) {
    const cut = streams.with(at, streams[at].subarray(0, streams[at].length - 1));
    assert.throws(() => joined(cut), { message: "the module is cut off" });
  }
});
