// Every command that the product emits, run as text by a real shell against the real tools:
//
//   script/setup test && cargo build --release --bin gloo-advisor && node --test tests/real-tools/real-tools.test.mjs
//
// What is tried stands in plans.mjs, what counts as a failure in verdict.mjs.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ADVISOR, ask, commandsOf, nameOf, risksOf, versionsOf } from "./advisor.mjs";
import { startChartRepository } from "./chart-repository.mjs";
import { HOPS, PLANS, TOOLS } from "./plans.mjs";
import { openSandbox } from "./sandbox.mjs";
import { attempt } from "./verdict.mjs";

const REAL_TOOLS = fileURLToPath(new URL("../../target/real-tools", import.meta.url));
const CONCURRENCY = { concurrency: availableParallelism() };

// How often each tool was called, by line, and how many complaints there were: told at the end.
const counts = new Map(TOOLS.map(({ line }) => [line, { commands: 0, failures: 0 }]));

let charts;

before(async () => {
  assert.ok(existsSync(ADVISOR), `${ADVISOR} is missing: run cargo build --release --bin gloo-advisor`);
  for (const { line } of TOOLS) {
    assert.ok(existsSync(`${REAL_TOOLS}/${line}/.stamp`), `${REAL_TOOLS}/${line} is missing: run script/setup test`);
  }
  charts = await startChartRepository();
});

after(() => charts?.close());

for (const { line, helm, kubectl, options } of TOOLS) {
  test(`${line} is Helm ${helm} and kubectl ${kubectl}`, () => {
    const version = (tool, ...args) => execFileSync(`${REAL_TOOLS}/${line}/${tool}`, args, { encoding: "utf8" });
    assert.match(version("helm", "version", "--short"), new RegExp(`^v${helm.replaceAll(".", "\\.")}\\b`));
    const client = JSON.parse(version("kubectl", "version", "--client", "-o", "json"));
    assert.equal(client.clientVersion.gitVersion, `v${kubectl}`);
  });

  describe(`Helm ${helm}, kubectl ${kubectl}`, CONCURRENCY, () => {
    [...PLANS, ...HOPS].forEach((plan, place) => {
      for (const shell of place < PLANS.length ? ["bash", "sh"] : ["bash"]) {
        test(`${nameOf(plan)}, in ${shell}`, async () => {
          const hops = await ask(plan, options);
          await runPlan(hops, `${line}-${shell}-${place}`, { line, shell, values: plan.values });
        });
      }
    });
  });
}

describe("as a script", CONCURRENCY, () => {
  for (const plan of [...PLANS, ...HOPS]) {
    for (const { helm, options } of TOOLS) {
      test(`${nameOf(plan)}, for Helm ${helm}`, async () => {
        const commands = commandsOf(await ask(plan, options));
        const script = `${commands.map(({ posix }) => posix).join("\n")}\n`;
        await accepts("bash", ["-n"], script);
        await accepts("shellcheck", ["--shell", "bash", "--severity", "warning", "-"], script);
      });
    }
  }
});

describe("values for Enterprise", () => {
  // As Helm prints values: keys in order, lists where their key begins, blocks of text with empty lines.
  const values = `discovery:
  enabled: true
gatewayProxies:
  gatewayProxy:
    gatewaySettings:
      options: |
        first

          second: global:
global:
  extensions: {}
  glooRbac:
    namespaced: true
"quoted key": 'it''s'
watch:
- one
- two
`;
  for (const [from, stays] of [
    ["1.6.2", ["global", "settings"]],
    ["1.16.3", ["global"]],
  ]) {
    test(`those of open source ${from} are put below gloo, but for ${stays.join(" and ")}`, async () => {
      const target = from === "1.6.2" ? "1.6.20" : "1.16.21";
      const hops = await ask({ edition: "open-source", from, target, targetEdition: "enterprise" }, []);
      const { posix } = commandsOf(hops).find(({ argv }) => argv[0] === "awk");
      const before = JSON.parse(await yaml(`${values}settings:\n  linkerd: true\n`));
      const after = JSON.parse(await yaml(await nest(posix, `${values}settings:\n  linkerd: true\n`)));
      const top = Object.fromEntries(stays.map((key) => [key, before[key]]));
      const below = Object.fromEntries(Object.entries(before).filter(([key]) => !stays.includes(key)));
      assert.deepEqual(after, { ...top, gloo: below });
      assert.equal(await nest(posix, "null\n"), "");
      assert.equal(await nest(posix, "{}\n"), "");
    });
  }
});

/** What the command makes of a values file. */
async function nest(posix, text) {
  const folder = mkdtempSync(join(tmpdir(), "gloo-values-"));
  try {
    const [, read, written] = /(\S+) > (\S+)$/.exec(posix);
    writeFileSync(join(folder, read), text);
    execFileSync("sh", ["-c", posix], { cwd: folder });
    return readFileSync(join(folder, written), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Values as Helm itself reads them, as JSON. */
async function yaml(text) {
  const folder = mkdtempSync(join(tmpdir(), "gloo-chart-"));
  try {
    mkdirSync(join(folder, "templates"));
    writeFileSync(join(folder, "Chart.yaml"), "apiVersion: v2\nname: gloo-ee\nversion: 1.0.0\n");
    writeFileSync(join(folder, "templates/all.yaml"), "values: {{ toJson .Values | quote }}\n");
    writeFileSync(join(folder, "values.in"), text);
    const helm = `${REAL_TOOLS}/v31/helm`;
    const printed = execFileSync(helm, ["template", folder, "-f", join(folder, "values.in")], { encoding: "utf8" });
    return JSON.parse(/^values: (.*)$/m.exec(printed)[1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("what was run", (context) => {
  for (const { line, helm } of TOOLS) {
    const { commands, failures, ...calls } = counts.get(line);
    const told = Object.entries(calls).map(([tool, count]) => `${count} of ${tool}`);
    context.diagnostic(`Helm ${helm}: ${commands} commands, with calls: ${told.join(", ")}; ${failures} failures`);
    // A harness that runs nothing would pass all of the above.
    assert.ok(calls.helm > 0 && calls.kubectl > 0 && calls.glooctl > 0, `some tool was never called with Helm ${helm}`);
  }
});

// Risks whose commands were run, by line of tools: they are alike for every hop that has the risk.
const tried = new Set();

/** The commands of risks that no other plan has tried with these tools. */
function untried(hops, line) {
  const found = risksOf(hops).filter(({ id }) => !tried.has(`${line} ${id}`));
  found.forEach(({ id }) => tried.add(`${line} ${id}`));
  return found.flatMap(({ commands }) => commands);
}

async function runPlan(hops, name, { line, shell, values }) {
  const offered = charts.offer(name, versionsOf(hops));
  const sandbox = openSandbox({ realTools: `${REAL_TOOLS}/${line}`, charts: offered, shell, values });
  try {
    const found = [];
    for (const command of [...commandsOf(hops), ...untried(hops, line)]) {
      const { calls, complaints } = await attempt(sandbox, command, { line, shell });
      count(line, calls, complaints.length);
      found.push(...complaints);
    }
    assert.ok(found.length === 0, `\n${found.join("\n")}`);
  } finally {
    sandbox.close();
  }
}

function count(line, calls, failures) {
  const counted = counts.get(line);
  counted.commands += 1;
  counted.failures += failures;
  for (const [tool] of calls) {
    counted[tool] = (counted[tool] ?? 0) + 1;
  }
}

function accepts(program, args, script) {
  return new Promise((done, refused) => {
    const child = execFile(program, args, (error, stdout, stderr) => {
      error === null ? done() : refused(new Error(`${program} refuses the script:\n${stdout}${stderr}${script}`));
    });
    child.stdin.end(script);
  });
}
