// The terminal program as it is handed out.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { RELEASE, handed } from "./handed.mjs";

const folder = mkdtempSync(join(tmpdir(), "release-"));
after(() => rmSync(folder, { recursive: true }));

/** Unpacks an archive, and gives back the folder in it. */
function unpacked(end) {
  const archive = handed(end);
  execFileSync("tar", ["-xzf", archive, "-C", folder]);
  return join(folder, archive.split("/").at(-1).replace(".tar.gz", ""));
}

const MACHINES = { "x86_64-unknown-linux-musl": 0x3e, "aarch64-unknown-linux-musl": 0xb7 };
const WANTS_AN_INTERPRETER = 3;

/** The machine that a program is for, and the kinds of its segments, as its head says. */
function elf(bytes) {
  assert.equal(bytes.toString("latin1", 0, 5), "\x7fELF\x02");
  const [at, size, count] = [Number(bytes.readBigUInt64LE(32)), bytes.readUInt16LE(54), bytes.readUInt16LE(56)];
  const segments = Array.from({ length: count }, (_, place) => bytes.readUInt32LE(at + place * size));
  return { machine: bytes.readUInt16LE(18), segments };
}

test("each program is for its machine, and needs nothing else of it", () => {
  for (const [machine, code] of Object.entries(MACHINES)) {
    const program = elf(readFileSync(join(unpacked(`${machine}.tar.gz`), "gloo-advisor")));
    assert.equal(program.machine, code);
    assert.ok(!program.segments.includes(WANTS_AN_INTERPRETER), `the program for ${machine} needs a loader`);
  }
});

test("the program reads, and the same for each machine is beside it", () => {
  const [own, other] = Object.keys(MACHINES).map((machine) => unpacked(`${machine}.tar.gz`));
  const words = ["--edition", "open-source", "--from", "1.16.3", "--target", "1.17"];
  const report = execFileSync(join(own, "gloo-advisor"), words, { encoding: "utf8", env: {} });
  assert.match(report, /1\.16\.3/);
  const names = ["LICENSE", "completions", "gloo-advisor", "man"];
  assert.deepEqual([readdirSync(own).sort(), readdirSync(other).sort()], [names, names]);
  const same = ["completions/_gloo-advisor", "completions/gloo-advisor.bash", "man/gloo-advisor.1"];
  for (const name of same) assert.deepEqual(readFileSync(join(own, name)), readFileSync(join(other, name)));
});

test("the sums are those of the files", () => {
  const lines = readFileSync(join(RELEASE, "SHA256SUMS"), "utf8").trimEnd().split("\n");
  const sums = new Map(lines.map((line) => line.split("  ").reverse()));
  const names = readdirSync(RELEASE).filter((name) => !["SHA256SUMS", "site"].includes(name));
  assert.deepEqual([...sums.keys()], names.sort());
  for (const [name, sum] of sums) {
    assert.equal(createHash("sha256").update(readFileSync(join(RELEASE, name))).digest("hex"), sum, name);
  }
});

test("the bill of materials names what the page and the programs are made of", () => {
  const { components, metadata } = JSON.parse(readFileSync(handed(".cdx.json"), "utf8"));
  assert.equal(metadata.component.name, "gloo-advisor");
  const names = components.map(({ name }) => name);
  for (const name of ["wasm-bindgen", "yew", "semver", "serde_json", "gloo-net", "web-sys", "clap"]) {
    assert.ok(names.includes(name), name);
  }
});
