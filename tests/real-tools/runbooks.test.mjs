// The runbook of every plan, checked by shellcheck and run by bash with a cluster that answers:
//
//   script/setup test && cargo build --release --bin gloo-advisor && node --test tests/real-tools/runbooks.test.mjs
//
// Charts are pulled and rendered by real Helm. Which calls and questions are right is worked out in runbook.mjs.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ADVISOR, ask, nameOf, runbookOf, versionsOf } from "./advisor.mjs";
import { startChartRepository } from "./chart-repository.mjs";
import { HOPS, PLANS, TOOLS } from "./plans.mjs";
import { expect, read } from "./runbook.mjs";
import { openSandbox } from "./sandbox.mjs";

const REAL_TOOLS = fileURLToPath(new URL("../../target/real-tools", import.meta.url));
const CONCURRENCY = { concurrency: availableParallelism() };
// A runbook knows the major version of Helm only; the newest line of each runs it.
const HELMS = TOOLS.slice(-2);
// A name of a file may look like a variable, and stays what it is.
const LITERAL = ["--exclude", "SC2016"];
const HOW = "Press Enter to go on, or Ctrl+C to stop. ";

let charts;

before(async () => {
  assert.ok(existsSync(ADVISOR), `${ADVISOR} is missing: run cargo build --release --bin gloo-advisor`);
  charts = await startChartRepository();
});

after(() => charts?.close());

const files = [];
const folder = mkdtempSync(join(tmpdir(), "gloo-runbooks-"));
after(() => rmSync(folder, { recursive: true, force: true }));

// Shapes that were run from end to end.
const shapes = new Set();
let told = 0;

for (const tools of HELMS) {
  describe(`with Helm ${tools.helm}`, CONCURRENCY, () => {
    [...PLANS, ...HOPS].forEach((plan, place) => {
      test(nameOf(plan), async () => {
        const [hops, text] = await Promise.all([ask(plan, tools.options), runbookOf(plan, tools.options)]);
        const file = join(folder, `${tools.line}-${place}.sh`);
        writeFileSync(file, text);
        files.push(file);
        const events = read(text, hops);
        const shape = shapeOf(plan, hops, tools);
        const isNew = !shapes.has(shape);
        shapes.add(shape);
        await inSandbox(plan, hops, `${tools.line}-${place}`, tools, async (sandbox) => {
          await asksFirst(sandbox, text, events);
          if (isNew) {
            await goesOn(sandbox, text, events, place);
          }
        });
      });
    });
  });
}

// Two at a time, since shellcheck reads one file after the other.
describe("shellcheck", CONCURRENCY, () => {
  for (const half of [0, 1]) {
    test(`has nothing against half ${half + 1} of the runbooks`, async () => {
      const some = files.filter((_, place) => place % 2 === half);
      assert.ok(some.length >= PLANS.length);
      const said = await new Promise((done) => execFile("shellcheck", [...LITERAL, ...some], (_, stdout, stderr) => done(stdout + stderr)));
      assert.equal(said, "");
    });
  }
});

test("a number that no hop has runs nothing", async () => {
  const [tools] = HELMS;
  const plan = PLANS.find(({ edition, from }) => edition === "open-source" && from === "1.19.20");
  const two = { ...plan, from: "1.19.2" };
  const [hops, text] = await Promise.all([ask(two, tools.options), runbookOf(two, tools.options)]);
  await inSandbox(two, hops, "numbers", tools, async (sandbox) => {
    for (const number of ["0", "3", "-1", "two", "1 -o 1", "*"]) {
      const ran = await sandbox.script(text, { input: "\n".repeat(9), variables: { FROM_HOP: number } });
      assert.deepEqual([ran.status, ran.calls, ran.stdout], [1, [], ""], number);
      assert.equal(ran.stderr, '\nStopped at "FROM_HOP". It has to be the number of a hop, from 1 to 2.\n', number);
    }
  });
});

test("it waits for an answer, and Ctrl+C stops it there", async () => {
  const [tools] = HELMS;
  const text = await runbookOf(PLANS[0], tools.options);
  const file = join(folder, "waits.sh");
  writeFileSync(file, text);
  // Its own group, as a terminal has it, where no tool is in PATH.
  const child = spawn("/bin/bash", [file], { detached: true, env: { PATH: folder }, timeout: 60_000 });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (words) => {
    said += words;
    if (said.endsWith(HOW)) {
      process.kill(-child.pid, "SIGINT");
    }
  });
  const [status] = await once(child, "close");
  assert.equal(status, 130);
  const hop = "Hop 1 of 1: 0.20.2 to 1.22.1";
  const question = `${hop}. Go on only if 0.20.2 is what runs now. ${HOW}`;
  const stopped = `\nStopped at "${hop}". To begin this hop again: export FROM_HOP=1, then run this again.\n`;
  assert.equal(said, question + stopped);
});

test("what was run", (context) => {
  context.diagnostic(`${files.length} runbooks, ${shapes.size} shapes of them to their end, ${told} runs in all`);
  // Rules that pick nothing would pass all of the above.
  assert.ok(shapes.size >= 20, `${shapes.size} shapes`);
});

/** Plans that are alike in all that decides which kinds of lines a runbook has. */
function shapeOf(plan, hops, { helm }) {
  const kinds = hops.flatMap(({ steps }) => steps.map(({ id, gate }) => (gate === null ? id : `${id}?`)));
  const named = ["namespace", "release", "values", "platform"].filter((name) => plan[name] !== undefined);
  return [helm, plan.edition, plan.targetEdition, plan.way, hops.length, named, kinds].join(" ");
}

async function inSandbox(plan, hops, name, { line }, use) {
  const offered = charts.offer(`runbook-${name}`, versionsOf(hops));
  const sandbox = openSandbox({ realTools: `${REAL_TOOLS}/${line}`, charts: offered, shell: "bash", values: plan.values });
  try {
    await use(sandbox);
  } finally {
    sandbox.close();
  }
}

/** Nobody answers: the first question is asked, and nothing is called. */
async function asksFirst(sandbox, text, events) {
  const ran = await check(sandbox, text, events, { answers: 0 });
  assert.deepEqual(ran.calls, []);
  assert.match(ran.stderr, /^Hop 1 of \d+: /);
}

/** One answer, one failure, the rest after it, and each later hop by itself. */
async function goesOn(sandbox, text, events, place) {
  const there = new Set();
  await check(sandbox, text, events, { answers: 1, files: there });
  // Another call for each plan, so that all kinds of calls fail once.
  const stops = events.filter(({ call, mayFail, made }) => call && !mayFail && !there.has(made?.file));
  const failing = stops[(place * 5) % stops.length];
  const { calls } = expect(events.slice(0, events.indexOf(failing) + 1), { files: new Set(there) });
  const failed = await check(sandbox, text, events, { fails: calls.length, files: there });
  assert.notEqual(failed.status, 0);
  const all = await check(sandbox, text, events, { files: there });
  assert.equal(all.status, 0, all.stderr);
  const last = events.at(-1).hop;
  assert.ok(all.stdout.includes(`\nHop ${last} of ${last} is done: `), all.stdout);
  for (let from = 2; from <= last; from += 1) {
    const waits = await check(sandbox, text, events, { from, answers: 0, files: there });
    assert.match(waits.stderr, new RegExp(`^Hop ${from} of `));
    await check(sandbox, text, events, { from, files: there });
  }
}

/** Runs it and holds the calls, the questions, the end and the last words against what is expected. */
async function check(sandbox, text, events, how) {
  const { calls, asked, stop } = expect(events, how);
  const { from, answers = 99, fails } = how;
  const variables = from === undefined ? {} : { FROM_HOP: String(from) };
  const ran = await sandbox.script(text, { input: "\n".repeat(answers), fails, variables });
  told += 1;
  const about = `${JSON.stringify(how)}\n${ran.stdout}\n${ran.stderr}`;
  assert.deepEqual(ran.calls, calls, about);
  // What tools say there stands before a question, or after the last one.
  const questions = ran.stderr.split(HOW).slice(0, -1).map((words) => `${words}${HOW}`);
  assert.equal(questions.length, asked.length, about);
  assert.ok(questions.every((words, place) => words.endsWith(asked[place])), about);
  if (stop === null) {
    assert.equal(ran.status, 0, about);
    assert.ok(!ran.stderr.includes("Stopped at"), about);
  } else {
    assert.equal(ran.status, stop.asks === undefined ? 3 : 1, about);
    assert.ok(ran.stderr.endsWith(`\nStopped at "${stop.step}". ${stop.again}\n`), about);
  }
  return ran;
}
