import assert from "node:assert/strict";
import { test } from "node:test";
import { decoded, encoded } from "./lib/letters.mjs";

/** The bytes come back, and few more. */
function check(bytes) {
  const back = decoded(encoded(bytes));
  assert.deepEqual(back.slice(0, bytes.length), bytes);
  assert.ok(back.length <= bytes.length + 8, `${back.length} of ${bytes.length}`);
}

/** As even as what was packed: https://en.wikipedia.org/wiki/Xorshift */
let state = 1;
const many = Uint8Array.from({ length: 40_000 }, () => {
  for (const [left, by] of [[true, 13], [false, 17], [true, 5]]) state ^= left ? state << by : state >>> by;
  return state & 0xff;
});

test("bytes come back", () => {
  check(Uint8Array.of());
  for (let length = 1; length < 40; length += 1) {
    check(many.slice(0, length));
    check(new Uint8Array(length));
    check(new Uint8Array(length).fill(255));
    // The letters that HTML acts on, in all places.
    check(new Uint8Array(length).fill(0x3c));
    check(new Uint8Array(length).fill(0x0d));
  }
  check(many);
});

test("a carry goes through all bytes before it", () => {
  for (let length = 1; length < 400; length += 1) {
    const bytes = new Uint8Array(length).fill(255);
    for (const first of [0x7f, 0xfe, 0xff]) check(Uint8Array.of(first, ...bytes, 0, ...bytes));
  }
});

test("more than seven bits go into a byte, and no letter is one that HTML acts on", () => {
  const text = encoded(many);
  assert.ok(Buffer.byteLength(text) <= Math.ceil((many.length * 8) / 7.13) + 8);
  assert.doesNotMatch(text, /[\0\r<]/);
  assert.equal(Buffer.from(text, "utf8").toString("utf8"), text);
});
