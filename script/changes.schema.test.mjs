// What changelogs name against its schema, the schema against data that is wrong, and the size of the data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { pick, read, testSchema } from "./lib/schema.mjs";

const CHANGES = read("changes.json");

// Enough to have something wrong in it, and little enough to be read thousands of times.
const SMALL = {
  ...CHANGES,
  builds_on: pick(CHANGES.builds_on, "1.2.15", "1.9.0-beta1"),
  releases: pick(CHANGES.releases, "0.12", "1.1"),
  failures: pick(CHANGES.failures, "GLA1024"),
};

const WRONG = [
  ...[5, []].map((value) => ["", value]),
  ...["schema_version", "checked_on", "source", "builds_on", "releases", "failures"].map((key) => [key]),
  ["new", {}],
  ["schema_version", "1"],
  ["checked_on", 20260807],
  ["checked_on", "2026-8-7"],
  ["source", 5],
  ["source", "from tags"],
  ["builds_on", []],
  ["builds_on/1.9", "1.8.0"],
  ["builds_on/1.2.15", 5],
  ["builds_on/1.2.15", "1.2"],
  ...[[], {}].map((value) => ["releases", value]),
  ["failures", []],
  ["failures/1024", "1"],
  ...[5, "", "x", "1  2", "0"].map((issues) => ["failures/GLA1024", issues]),
  ["releases/1", CHANGES.releases["1.1"]],
  ...[{}, []].map((value) => ["releases/1.1", value]),
  ["releases/1.1/1.1.0", []],
  ["releases/1.1/00", []],
  ["releases/0.12/0", "fix 1"],
  ["releases/0.12/0", {}],
  ...[5, "fix", "fix 0", "fix x", "mix 1", "fix 1 ", "fix a/b#1", "fix 1*"].map((cell) => ["releases/0.12/0", [cell]]),
];

testSchema({
  name: "changes.schema.json",
  schema: read("changes.schema.json"),
  published: ["changes.json"],
  small: SMALL,
  wrong: WRONG,
});

const LIMIT = 12_000;

test(`changes.json takes at most ${LIMIT} bytes`, (run) => {
  const bytes = brotliCompressSync(JSON.stringify(CHANGES)).length;
  run.diagnostic(`changes.json: ${bytes} bytes`);
  assert.ok(bytes <= LIMIT, `it takes ${bytes}`);
});
