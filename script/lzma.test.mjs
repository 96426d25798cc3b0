import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { packed } from "./lib/lzma.mjs";
import { unpacked } from "./lib/unpacked.mjs";

/** The same bytes come back, and nothing more. */
function check(bytes) {
  assert.equal(Buffer.compare(unpacked(packed(bytes)), bytes), 0);
}

test("what is packed comes back", () => {
  check(Buffer.from("a"));
  check(Buffer.alloc(100_000, "abc"));
  check(Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * at + (at >> 3)) % 256)));
  check(readFileSync(process.execPath).subarray(0, 3_000_000));
  check(readFileSync(new URL("../static/failures.json", import.meta.url)));
});

test("nothing is nothing", () => check(Buffer.alloc(0)));

test("what was cut or changed ends", () => {
  const whole = packed(readFileSync(new URL("../static/rules.json", import.meta.url)));
  assert.equal(unpacked(whole.subarray(0, whole.length / 2)).length, unpacked(whole).length);
  const changed = Buffer.from(whole);
  changed[whole.length >> 1] ^= 0x55;
  assert.notEqual(Buffer.compare(unpacked(changed), unpacked(whole)), 0);
});
