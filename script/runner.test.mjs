import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { changes } from "./lib/changes.mjs";
import { runner } from "./lib/runner.mjs";

const NODE = process.execPath;

test("a program that fails is reported with what it printed, one that does not with its time", async () => {
  const said = [];
  const run = runner({ cwd: tmpdir(), say: (text) => said.push(text) });
  await run.tool("nothing", NODE, ["--eval", ""]);
  await assert.rejects(run.tool("a failure", NODE, ["--eval", "console.error('why'); process.exit(3)"]), /ended with 3.\nwhy/);
  await assert.rejects(run.tool("no program", join(tmpdir(), "none"), []), /ENOENT/);
  assert.deepEqual(said.map((text) => text.replace(/\d+/, "N")), ["nothing: N s"]);
});

test("what runs ends when the rest is of no use", async () => {
  const failing = new AbortController();
  const run = runner({ cwd: tmpdir(), signal: failing.signal, say: () => {} });
  const running = assert.rejects(run.tool("for ever", NODE, ["--eval", "setInterval(() => {}, 1000)"]), /abort/);
  failing.abort();
  await running;
});

test("a change is noticed once, also one from before it is waited for", { timeout: 20_000 }, async (t) => {
  const top = mkdtempSync(join(tmpdir(), "gloo-changes-"));
  t.after(() => rmSync(top, { recursive: true }));
  ["src", "src/deep", "static", "dist"].forEach((name) => mkdirSync(join(top, name)));
  ["index.html", "src/deep/a.rs"].forEach((name) => writeFileSync(join(top, name), ""));
  const { changed, close } = changes(top);
  t.after(close);
  const within = async (milliseconds) => Promise.race([changed().then(() => true), pause(milliseconds, false)]);
  appendFileSync(join(top, "src/deep/a.rs"), "x");
  assert.equal(await within(5_000), true);
  appendFileSync(join(top, "index.html"), "x");
  await pause(100);
  assert.equal(await within(5_000), true);
  writeFileSync(join(top, "dist/index.html"), "x");
  writeFileSync(join(top, "notes.txt"), "x");
  assert.equal(await within(600), false);
});
