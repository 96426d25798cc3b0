import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { advised, advisory } from "./lib/advisories.mjs";
import { linkedCrates, lockedCrates, uses } from "./lib/crates.mjs";
import { licenceFaults } from "./lib/licences.mjs";
import { licenceOf, lockedPackages } from "./lib/packages.mjs";
import { crateSourceFaults, packageSourceFaults } from "./lib/registries.mjs";

const top = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "gloo-supply-"));
after(() => rmSync(scratch, { recursive: true }));

const supply = (folder, ...words) => spawnSync(join(folder, "script/supply"), words, { encoding: "utf8" });

// Licences

const shipping = (licence) => licenceFaults([{ what: "It", licence, ships: true }]);
const building = (licence) => licenceFaults([{ what: "It", licence, ships: false }]);

test("what ships is permissive, or leaves the choice of a permissive licence", () => {
  for (const licence of [
    "MIT",
    "MIT OR Apache-2.0 OR LGPL-2.1-or-later",
    "(MIT OR Apache-2.0) AND Unicode-3.0",
    "Apache-2.0 WITH LLVM-exception",
    "Unlicense OR GPL-3.0-only",
  ]) {
    assert.deepEqual(shipping(licence), [], licence);
  }
});

test("a forbidden licence is named", () => {
  assert.deepEqual(shipping("GPL-3.0-only"), ["It has the licence GPL-3.0-only, which is not allowed for what ships."]);
  assert.deepEqual(shipping("MIT AND MPL-2.0"), [
    "It has the licence MIT AND MPL-2.0, which is not allowed for what ships.",
  ]);
  assert.equal(shipping("Apache-2.0 WITH Classpath-exception-2.0").length, 1);
  assert.deepEqual(building("AGPL-3.0-only"), [
    "It has the licence AGPL-3.0-only, which is not allowed for tools either.",
  ]);
});

test("a tool may ask for more than what ships", () => {
  for (const licence of ["MPL-2.0", "(MIT AND CC-BY-3.0)", "ISC"]) assert.deepEqual(building(licence), [], licence);
});

test("no licence, and one that is no expression, are faults", () => {
  assert.deepEqual(shipping(undefined), ["It states no licence that can be read here."]);
  assert.deepEqual(building("SEE LICENSE"), ['It has the licence "SEE LICENSE", which is no SPDX expression.']);
});

test("a package that says nothing in the lock file is asked where it is installed, or has that of its whole", () => {
  mkdirSync(join(scratch, "node_modules/here"), { recursive: true });
  writeFileSync(join(scratch, "node_modules/here/package.json"), '{"license": "ISC"}');
  const lock = {
    "": { name: "us" },
    "node_modules/here": {},
    "node_modules/away": {},
    "node_modules/@minify-html/node": { license: "MIT" },
    "node_modules/@minify-html/node-win32-x64": {},
  };
  const all = lockedPackages(JSON.stringify({ packages: lock }));
  const stated = all.map((one) => [one.name, licenceOf(one, all, scratch)]);
  assert.deepEqual(stated, [
    ["here", "ISC"],
    ["away", undefined],
    ["@minify-html/node", "MIT"],
    ["@minify-html/node-win32-x64", "MIT"],
  ]);
});

// What ships

test("the tree of cargo is read as who uses whom", () => {
  const tree = "0 us v0.1.0 (/home/us)\n1 yew v0.23.0\n2 slab v0.4.12\n1 slab v0.4.12\n1 yew v0.23.0 (*)\n";
  assert.deepEqual(uses(tree), new Map([
    ["us@0.1.0", new Set(["yew@0.23.0", "slab@0.4.12"])],
    ["yew@0.23.0", new Set(["slab@0.4.12"])],
    ["slab@0.4.12", new Set()],
  ]));
  assert.throws(() => uses("[build-dependencies]"), /names no crate/);
});

test("each part is linked with what it needs, and with nothing that only builds or tests", () => {
  const names = (part) => {
    const { uses } = linkedCrates(top).find((one) => one.part === part);
    return [...uses.keys()].map((id) => id.split("@")[0]);
  };
  const page = names("page");
  for (const name of ["yew", "web-sys", "talc"]) assert.ok(page.includes(name), name);
  for (const name of ["proptest", "syn", "wasm-bindgen-macro", "html-escape", "granit-parser"]) {
    assert.ok(!page.includes(name), name);
  }
  assert.ok(names("terminal program").includes("granit-parser") && !names("terminal program").includes("yew"));
  assert.ok(!names("core for npm").includes("granit-parser"));
});

test("the scripts of the page import no npm package", () => {
  const scripts = readdirSync(join(top, "static")).filter((name) => name.endsWith(".js"));
  const imported = scripts.flatMap((name) => {
    const text = readFileSync(join(top, "static", name), "utf8");
    const imports = text.matchAll(/\b(?:from|import)\s*\(?\s*["']([^."'/][^"']*)["']/g);
    return [...imports].map(([, from]) => from.split("/")[0]);
  });
  assert.deepEqual(imported, []);
});

// Advisories

const KNOWN = {
  crates: ["left", "right"],
  advisories: [
    {
      id: "RUSTSEC-2024-0001",
      package: "left",
      title: "Reads too far",
      url: "https://rustsec.org/advisories/RUSTSEC-2024-0001.html",
      patched: [">= 1.2.3, < 1.3.0", "^1.4.1"],
      unaffected: ["< 1.0"],
    },
  ],
  accepted: [],
};
const FAULT =
  'The crate left 1.3.0 is affected by RUSTSEC-2024-0001, "Reads too far". ' +
  "It is repaired in >= 1.2.3, < 1.3.0 or ^1.4.1. See https://rustsec.org/advisories/RUSTSEC-2024-0001.html";

/** What is said of one version of `left`; `change` is what its advisory says otherwise, `more` what the data says. */
function said(version, change = {}, more = {}) {
  const advisories = [{ ...KNOWN.advisories[0], ...change }];
  return advised([{ name: "left", version }], { ...KNOWN, advisories, ...more });
}

test("an affected version is a fault, a repaired or an older one is not", () => {
  assert.deepEqual(said("1.3.0"), { faults: [FAULT], notes: [] });
  for (const version of ["1.0.0", "1.2.2", "1.4.0", "2.0.0"]) assert.equal(said(version).faults.length, 1, version);
  for (const version of ["1.2.3", "1.2.9", "1.4.1", "1.9.0", "0.9.9"]) {
    assert.deepEqual(said(version), { faults: [], notes: [] }, version);
  }
});

test("where no version is repaired, all are affected", () => {
  assert.match(said("99.0.0", { patched: [], unaffected: [] }).faults[0], /No version repairs it/);
});

test("a version before a release counts as affected", () => {
  assert.equal(said("1.4.1-rc.1").faults.length, 1);
  assert.equal(said("1.0.0-rc.1").faults.length, 1);
});

test("a crate that was never looked up is a fault, once", () => {
  const unknown = ["1.0.0", "2.0.0"].map((version) => ({ name: "new", version }));
  assert.deepEqual(advised(unknown, KNOWN).faults, [
    "The crate new was never looked up: whether an advisory affects it is unknown.",
  ]);
});

test("a range that npm and cargo may read differently is a fault", () => {
  for (const patched of ["1.4", "*", "> 1.0 || < 0.5", ">= 1.2.3 < 1.3", "latest", ""]) {
    const { faults } = said("0.1.0", { patched: [patched] });
    assert.deepEqual(faults, [`RUSTSEC-2024-0001 has the range "${patched}", which is not understood here.`]);
  }
});

test("that nobody looks after a crate is a note, that it is unsound is a fault", () => {
  assert.deepEqual(said("1.3.0", { informational: "unmaintained" }), {
    faults: [],
    notes: ['left 1.3.0: RUSTSEC-2024-0001, "Reads too far" (unmaintained, which is no weakness)'],
  });
  for (const informational of ["unsound", "another"]) {
    assert.deepEqual(said("1.3.0", { informational }).faults, [FAULT]);
  }
});

test("what is accepted has a reason and affects something", () => {
  const accepting = (version, reason) => said(version, {}, { accepted: [{ id: "RUSTSEC-2024-0001", reason }] });
  assert.deepEqual(accepting("1.3.0", "it is never called"), {
    faults: [],
    notes: ['left 1.3.0: RUSTSEC-2024-0001, "Reads too far" (accepted, it is never called)'],
  });
  assert.deepEqual(accepting("1.3.0", "").faults, ["RUSTSEC-2024-0001 is accepted without a reason.", FAULT]);
  assert.deepEqual(accepting("1.2.3", "it is never called").faults, [
    "RUSTSEC-2024-0001 is accepted, but affects nothing that is locked.",
  ]);
});

const FILE = `\`\`\`toml
[advisory]
id = "RUSTSEC-2024-0001"
package = "left"
date = "2024-01-01"

[versions]
patched = [">= 1.2.3, < 1.3.0", "^1.4.1"]
unaffected = ["< 1.0"]
\`\`\`

# Reads too far

    # not a title
`;

test("an advisory is read from its file, a withdrawn one is left out", () => {
  assert.deepEqual(advisory(FILE), KNOWN.advisories[0]);
  assert.deepEqual(advisory(FILE.replaceAll("\n", "\r\n")), KNOWN.advisories[0]);
  assert.equal(advisory(FILE.replace("[versions]", 'informational = "unsound"\n[versions]')).informational, "unsound");
  assert.equal(advisory(FILE.replace("[versions]", 'withdrawn = "2024-02-01"\n[versions]')), null);
  assert.throws(() => advisory("# Nothing"), /does not begin with a block of TOML/);
});

// Registries

test("a crate of a foreign registry, and one without a checksum, are faults", () => {
  const good = { name: "left", version: "1.0.0", checksum: "0".repeat(64) };
  const source = "registry+https://github.com/rust-lang/crates.io-index";
  const faults = (...crates) => crateSourceFaults(crates, "Cargo.lock");
  assert.deepEqual(faults({ ...good, source }, { name: "gloo-advisor", version: "0.1.0" }), []);
  assert.deepEqual(faults({ ...good, source: "registry+https://crates.example/index" }), [
    "The crate left 1.0.0 in Cargo.lock comes from registry+https://crates.example/index, not from crates.io.",
  ]);
  assert.deepEqual(faults({ name: "left", version: "1.0.0" }), [
    "The crate left 1.0.0 in Cargo.lock comes from a folder, not from crates.io.",
  ]);
  assert.deepEqual(faults({ name: "left", version: "1.0.0", source }), [
    "The crate left 1.0.0 in Cargo.lock has no SHA-256 checksum.",
  ]);
});

test("an npm package of a foreign registry, and one without integrity, are faults", () => {
  const good = { name: "left", version: "1.0.0", integrity: "sha512-AAAA" };
  const faults = (one) => packageSourceFaults([one], "package-lock.json");
  assert.deepEqual(faults(good), []);
  assert.deepEqual(faults({ ...good, resolved: "https://registry.npmjs.org/left/-/left-1.0.0.tgz" }), []);
  for (const resolved of ["https://registry.npmjs.org.example/left.tgz", "git+ssh://git@github.com/a/left.git#1"]) {
    assert.deepEqual(faults({ ...good, resolved }), [
      `The npm package left 1.0.0 in package-lock.json comes from ${resolved}, not from registry.npmjs.org.`,
    ]);
  }
  assert.match(faults({ name: "left", link: true })[0], /left in package-lock.json comes from a folder/);
  for (const integrity of [undefined, "sha1-AAAA"]) {
    assert.match(faults({ ...good, integrity })[0], /has no SHA-512 integrity/);
  }
});

// The script

test("what is locked here passes, and what nothing is known of is said", () => {
  const { status, stdout, stderr } = supply(top);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  const { checked_on: day } = JSON.parse(readFileSync(join(top, "script/advisories.json"), "utf8"));
  assert.match(stdout, new RegExp(`by the list of ${day}`));
  assert.match(stdout, /npm packages: licences only; whether an advisory affects one is unknown/);
});

/** A copy of what the script reads, without the dependencies themselves. */
function copy(name) {
  const folder = join(scratch, name);
  for (const file of ["script", "src", "tools", "fuzz/Cargo.lock", "Cargo.toml", "Cargo.lock", "package-lock.json"]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(top, file), join(folder, file), { recursive: true });
  }
  symlinkSync(join(top, "node_modules"), join(folder, "node_modules"));
  return folder;
}

test("the script fails with each fault in a sentence", () => {
  const folder = copy("faulty");
  const change = (name, before, after) => {
    const text = readFileSync(join(folder, name), "utf8");
    assert.ok(text.includes(before), `${name} has ${before}`);
    writeFileSync(join(folder, name), text.replace(before, after));
  };
  change("script/advisories.json", '    "yew",\n', "");
  change("package-lock.json", '"license": "MPL-2.0"', '"license": "GPL-3.0-only"');
  change("package-lock.json", '"integrity": "sha512-', '"integrity": "md5-');
  const { status, stdout, stderr } = supply(folder);
  assert.equal(status, 1);
  assert.equal(stdout, "");
  const lines = stderr.trimEnd().split("\n");
  assert.equal(lines.length, 3, stderr);
  assert.match(lines[0], /^script\/supply: The npm package .* has no SHA-512 integrity\.$/);
  assert.match(lines[1], /^script\/supply: The npm package .* has the licence GPL-3\.0-only, which is not allowed/);
  assert.match(lines[2], /^script\/supply: The crate yew was never looked up/);
});

test("the advisories are brought up to date from a clone, and what was accepted stays", () => {
  const folder = copy("updated");
  const clone = join(scratch, "clone");
  const write = (path, text) => {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    writeFileSync(join(clone, path), text);
  };
  write("crates/yew/RUSTSEC-2024-0001.md", FILE.replace("left", "yew"));
  write("crates/semver/RUSTSEC-2024-0002.md", FILE.replace("[versions]", 'withdrawn = "2024-02-01"\n[versions]'));
  write("crates/of-others/RUSTSEC-2024-0003.md", FILE);
  const env = { ...process.env, GIT_COMMITTER_DATE: "2024-03-01T23:30:00-01:00" };
  const settings = ["user.name=Ada", "user.email=ada@example.org", "commit.gpgsign=false"];
  const given = ["-C", clone, ...settings.flatMap((one) => ["-c", one])];
  const git = (...words) => execFileSync("git", [...given, ...words], { env, stdio: "pipe" });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message=Advisories");

  const before = JSON.parse(readFileSync(join(folder, "script/advisories.json"), "utf8"));
  before.accepted = [{ id: "RUSTSEC-2024-0001", reason: "it is a test" }];
  writeFileSync(join(folder, "script/advisories.json"), JSON.stringify(before));
  const { status, stderr } = supply(folder, "--update", clone);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  const after = JSON.parse(readFileSync(join(folder, "script/advisories.json"), "utf8"));
  assert.equal(after.checked_on, "2024-03-02", "the day in UTC");
  assert.deepEqual(after.advisories, [{ ...KNOWN.advisories[0], package: "yew" }]);
  assert.deepEqual(after.accepted, before.accepted);
  const locked = lockedCrates(readFileSync(join(top, "Cargo.lock"), "utf8")).filter(({ source }) => source);
  assert.ok(locked.every(({ name }) => after.crates.includes(name)));

  assert.match(supply(folder, "--update", scratch).stderr, /^script\/supply: /);
  assert.match(supply(folder, "--else").stderr, /^script\/supply: usage: /);
});
