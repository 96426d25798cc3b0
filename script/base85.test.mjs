import assert from "node:assert/strict";
import { test } from "node:test";
import { decoded, encoded } from "./lib/base85.mjs";

const bytes = (...numbers) => Uint8Array.from(numbers);

test("bytes come back, with what fills up the last four", () => {
  const every = Uint8Array.from({ length: 1024 }, (_, at) => (at * 37 + (at >> 3)) % 256);
  assert.deepEqual(decoded(encoded(every)), every);
  assert.deepEqual(decoded(encoded(bytes(255, 255, 255, 255, 0, 0, 0, 0))), bytes(255, 255, 255, 255, 0, 0, 0, 0));
  assert.deepEqual(decoded(encoded(bytes(7, 8, 9, 10, 11))), bytes(7, 8, 9, 10, 11, 0, 0, 0));
  assert.equal(encoded(bytes()), "");
});

test("the text has five letters for four bytes, and none that HTML acts on", () => {
  const text = encoded(Uint8Array.from({ length: 40_000 }, (_, at) => (at * at) % 251));
  assert.equal(text.length, 50_000);
  assert.doesNotMatch(text, /[<>&"'\s\\`]/);
});
