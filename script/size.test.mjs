import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { limit, spend, table, weigh } from "./lib/size.mjs";

const FILES = [
  { name: "page.wasm", raw: 250_000, brotli: 90_001 },
  { name: "page.js", raw: 40_000, brotli: 9_000 },
];
const all = () => true;

test("every file is weighed, folders included, the heaviest first", () => {
  const folder = mkdtempSync(join(tmpdir(), "gloo-size-"));
  mkdirSync(join(folder, "sub"));
  writeFileSync(join(folder, "index.html"), "x");
  writeFileSync(join(folder, "sub", "big.css"), "abcdefghij".repeat(100) + "klmnopqrstuvwxyz");
  const files = weigh(folder);
  rmSync(folder, { recursive: true });
  assert.deepEqual(files.map(({ name, raw }) => [name, raw]), [["sub/big.css", 1016], ["index.html", 1]]);
  assert.ok(files[0].brotli < 100, "brotli makes little of a repeated text");
});

test("a budget holds up to its limit and not a byte beyond", () => {
  const over = (limit) => spend(FILES, [{ what: "all", limit, counts: all }])[0].over;
  assert.equal(over(99_001), false);
  assert.equal(over(99_000), true);
});

test("a limit lies two per cent over what was measured", () => {
  assert.equal(limit(100_000), 102_000);
  assert.equal(limit(165_617), 168_929);
});

test("a budget counts only its own files", () => {
  const [{ used }] = spend(FILES, [{ what: "js", limit: 1, counts: (name) => name.endsWith(".js") }]);
  assert.equal(used, 9_000);
});

test("the table shows each file and marks a budget that is overspent", () => {
  const shown = table(FILES, spend(FILES, [{ what: "wasm", limit: 90_000, counts: (name) => name.endsWith(".wasm") }]));
  assert.match(shown, /page\.wasm +250\.0 +90\.0/);
  assert.match(shown, /wasm +OVER 90\.0 +90\.0 +90001\n?$/);
});
