// How changelogs are read, on files like those that people have written.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { entries, read } from "./lib/changelogs.mjs";

const LINK = "https://github.com/solo-io/gloo/issues";

function check(text, expect, odd = []) {
  const noted = [];
  const found = entries(text, (what) => noted.push(what)).map(({ kind, issue }) => `${kind} ${issue}`);
  assert.deepEqual([found, noted], [expect, odd], text);
}

test("entries are read as people write them", () => {
  check(`changelog:\n  - type: FIX\n    issueLink: ${LINK}/1\n    resolvesIssue: false\n`, ["fix 1"]);
  check(`CHANGELOG:\r\n- issueLink: "${LINK}/12"\r\n  type: HELM  \r\n- type: FIX\r\n`, ["helm 12"]);
  check(`changelog:\n-   type: BREAKING_CHANGE\n    issueLink: ${LINK}/3`, ["breaking-change 3"]);
  check(`changelog:\n- type: NEW_FEATURE\n  issueLink: https://github.com/solo-io/solo-kit/pull/7`, ["new-feature solo-kit#7"]);
  check(`changelog:\n- type: FIX\n  issueLink: https://github.com/kgateway-dev/kgateway/issues/8626`, ["fix 8626"]);
  check(`changelog:\n- type: NON_USER_FACING\n  issueLink: ${LINK}/1\n`, []);
});

test("what a description says is no key", () => {
  const text = `changelog:\n  - type: FIX\n    description: >\n      type: HELM is what it was:\n      - type: HELM\n        issueLink: ${LINK}/9\n    issueLink: ${LINK}/1\n`;
  check(text, ["fix 1"]);
});

test("what is odd is said", () => {
  check(`changelog:\n- type: FIX\n  issueLink: ${LINK}/\n`, [], [`${LINK}/ is no issue`]);
  check(`changelog:\n- type: FIXED\n  issueLink: ${LINK}/1\n`, [], ["the kind FIXED is not known"]);
});

test("a clone is read at its tags, with what each release builds on", (run) => {
  const clone = mkdtempSync(join(tmpdir(), "changelogs-"));
  run.after(() => rmSync(clone, { recursive: true }));
  const person = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  const git = (...args) => execFileSync("git", ["-C", clone, ...person, ...args], { stdio: "pipe" });
  const release = (name, issue) => {
    const folder = join(clone, "changelog", `v${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "a.yaml"), `changelog:\n- type: FIX\n  issueLink: ${LINK}/${issue}\n`);
    git("add", ".");
    git("commit", "-q", "-m", name);
    git("tag", `v${name}`);
  };
  git("init", "-q", "-b", "main");
  release("1.1.0-beta1", 1);
  git("branch", "v1.1.x");
  release("1.2.0", 2);
  git("checkout", "-q", "v1.1.x");
  release("1.1.0", 3);
  // A tag that was never released: the next release has its changes.
  release("1.1.1", 4);
  release("1.1.2", 5);
  const noted = [];
  const catalog = { oss: { "1.2": [["0"], ["1"]], "1.1": [["0-beta1"], ["0"], ["2"]] } };
  assert.deepEqual(read(clone, catalog, (what) => noted.push(what)), {
    builds_on: { "1.2.0": "1.1.0-beta1" },
    releases: { "1.1": [["0-beta1", "fix 1"], ["0", "fix 3"], ["2", "fix 4 5"]], "1.2": [["0", "fix 2"]] },
  });
  assert.deepEqual(noted, [
    "1 releases of the catalog have no tag: 1.2.1",
    "1.1.1 was never released: what it names is in 1.1.2",
  ]);
});
