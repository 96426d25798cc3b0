// Names of values files: what the product writes for each reaches real Helm and awk as that file, and what it refuses
// does not reach Helm at all.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ADVISOR } from "./advisor.mjs";
import { TOOLS } from "./plans.mjs";

const REAL_TOOLS = fileURLToPath(new URL("../../target/real-tools", import.meta.url));

const TAKEN = [
  "prod.yaml",
  "a folder/my values.yaml",
  "it's.yaml",
  "env=prod.yaml",
  "env=prod/eu.yaml",
  "=.yaml",
  ":x.yaml",
  "1:2.yaml",
  "http:x.yaml",
  "oci:x.yaml",
  "a:b.yaml",
  "-x.yaml",
  "--set=a.yaml",
  "+x.yaml",
  "@x.yaml",
  "a%20b.yaml",
  "a#b?c.yaml",
  "[a].yaml",
  "{a}.yaml",
  "*.yaml",
  "$HOME.yaml",
  "`id`;|&!.yaml",
  "a\\b.yaml",
  "./~root.yaml",
  "café ☃.yaml",
];

const REFUSED = [
  "prod,eu.yaml",
  'prod".yaml',
  '"prod".yaml',
  "50%.yaml",
  "a%zz.yaml",
  "http://127.0.0.1:9/values.yaml",
  "HTTPS://127.0.0.1:9/values.yaml",
  "oci://127.0.0.1:9/values",
];

let top;

before(() => {
  assert.ok(existsSync(ADVISOR), `${ADVISOR} is missing: run cargo build --release --bin gloo-advisor`);
  top = mkdtempSync(join(tmpdir(), "gloo-values-files-"));
  mkdirSync(join(top, "chart/templates"), { recursive: true });
  writeFileSync(join(top, "chart/Chart.yaml"), "apiVersion: v2\nname: chart\nversion: 1.0.0\n");
  writeFileSync(join(top, "chart/templates/seen.yaml"), "seen: {{ .Values.seen }}\n");
});

after(() => rmSync(top, { recursive: true, force: true }));

for (const { line, helm } of TOOLS) {
  test(`Helm ${helm} reads the file that was named`, () => {
    for (const name of TAKEN) {
      const typed = commands(name).findLast((posix) => posix.startsWith("helm upgrade "));
      const [, word] = / -f (.*?)( --dry-run\S*)?$/.exec(typed);
      const { stdout, stderr } = inFolderOf(name, (folder) =>
        spawnSync("sh", ["-c", `helm template x ${join(top, "chart")} -f ${word}`], options(folder, line)),
      );
      assert.match(stdout, /^seen: this file$/m, `${name} as ${word}: ${stderr}`);
    }
  });

  test(`Helm ${helm} does not read the files that are refused`, () => {
    for (const name of REFUSED) {
      const { finding } = ask(name);
      assert.ok(finding, `${name} is not refused`);
      const { stdout } = inFolderOf(name, (folder) =>
        spawnSync("helm", ["template", "x", join(top, "chart"), "-f", name], options(folder, line)),
      );
      assert.doesNotMatch(stdout, /this file/, name);
    }
  });
}

test("awk reads the file that was named", () => {
  // A file, not a pipe: awk ends without reading it, and whoever wrote into the pipe would get EPIPE.
  writeFileSync(join(top, "input"), "seen: standard input\n");
  const input = openSync(join(top, "input"), "r");
  for (const name of TAKEN) {
    const typed = commands(name, "--target-edition", "enterprise").find((posix) => posix.startsWith("awk "));
    inFolderOf(name, (folder) => {
      execFileSync("sh", ["-c", typed], { cwd: folder, stdio: [input, "pipe", "pipe"] });
      assert.equal(readFileSync(join(folder, "gloo-values-1.16.3-enterprise.yaml"), "utf8"), "gloo:\n  seen: this file\n", name);
    });
  }
  closeSync(input);
});

/** Calls something in a folder with a file of that name. */
function inFolderOf(name, call) {
  const folder = mkdtempSync(join(top, "work-"));
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), "seen: this file\n");
  return call(folder);
}

function options(folder, line) {
  const env = { PATH: `${REAL_TOOLS}/${line}:/usr/bin:/bin`, HOME: top, LC_ALL: "C.UTF-8" };
  return { cwd: folder, env, encoding: "utf8", timeout: 60_000 };
}

/** What is typed for a hop of open source with this values file. */
function commands(name, ...more) {
  const { hops, finding } = ask(name, ...more);
  assert.equal(finding, undefined, `${name} is refused`);
  return hops.flatMap(({ steps }) => steps).flatMap(({ commands }) => commands.map(({ posix }) => posix));
}

/** The hops of a plan with this values file, and the finding that refuses it. */
function ask(name, ...more) {
  const asked = ["--edition", "open-source", "--from", "1.16.3", "--target", "1.16", `--values=${name}`, ...more];
  const { plan, diagnostics } = JSON.parse(execFileSync(ADVISOR, ["--format", "json", ...asked], { encoding: "utf8" }));
  return { hops: plan.hops, finding: diagnostics.find(({ code }) => code === "GLA0401") };
}
