import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { worker } from "./lib/offline.mjs";

const SCRIPT = 'const FILES = {};\nconst VERSION = "";\n';
const files = (more = {}) => new Map(Object.entries({ "index.html": "<p>", "b/a.txt": "a", ...more }));
const version = (text) => text.match(/VERSION = "(\w+)"/)[1];

test("each file is listed with what its bytes are", () => {
  const hash = createHash("sha384").update("<p>").digest("base64");
  const text = worker(SCRIPT, files());
  assert.ok(text.includes(`"index.html":"sha384-${hash}"`), text);
  assert.ok(text.includes('"b/a.txt"'), text);
});

test("what the page does without is not kept", () => {
  const text = worker(SCRIPT, files({ "embed.js": "", "embed.css": "", "gloo-advisor.html": "", "sw.js": "" }));
  assert.equal(text, worker(SCRIPT, files()));
});

test("other bytes are another version, the same bytes the same", () => {
  assert.equal(version(worker(SCRIPT, files())), version(worker(SCRIPT, files())));
  assert.notEqual(version(worker(SCRIPT, files({ "b/a.txt": "b" }))), version(worker(SCRIPT, files())));
});

test("a worker that has no place for them is refused", () => {
  assert.throws(() => worker("", files()), /is not once in the worker/);
});
