// The list of failures is short enough to be downloaded: as a release has it, and compressed as a browser gets it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { read } from "./lib/schema.mjs";

const LIMIT = 30_000;

test(`failures.json takes at most ${LIMIT} bytes`, (run) => {
  const bytes = brotliCompressSync(JSON.stringify(read("failures.json"))).length;
  run.diagnostic(`failures.json: ${bytes} bytes`);
  assert.ok(bytes <= LIMIT, `it takes ${bytes}`);
});
