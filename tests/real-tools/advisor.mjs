// The product, called as a person would: one upgrade in, the commands of its report out.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The program under test; GLOO_ADVISOR names another. */
export const ADVISOR =
  process.env.GLOO_ADVISOR ??
  fileURLToPath(new URL("../../target/x86_64-unknown-linux-musl/release/gloo-advisor", import.meta.url));

/** A plan's name in the test's output. */
export function nameOf({ edition, from, target, targetEdition, way, namespace, release, values }) {
  const names = [namespace, release, values].filter((name) => name !== undefined);
  const also = [targetEdition, way].filter((word) => word !== undefined);
  return [edition, from, "to", target, ...also, ...names.map((name) => JSON.stringify(name))].join(" ");
}

/** The hops of a plan, asked for with more options; they lead from its version to its target without a gap. */
export async function ask(plan, options) {
  const { status, stdout, stderr } = await call(argumentsFor(plan, options));
  // Status 1 only says that there is a finding of severity error: the report is there all the same.
  assert.ok([0, 1].includes(status), `gloo-advisor ended with ${status}: ${stderr}`);
  const hops = JSON.parse(stdout).plan?.hops ?? [];
  const way = [plan.from, ...hops.map(({ to }) => to)];
  assert.equal(way.at(-1), plan.target, `the plan does not reach its target: ${way.join(" > ")}`);
  hops.forEach(({ from }, place) => assert.equal(from, way[place], `the plan has a gap: ${way.join(" > ")}`));
  return hops;
}

/** What is listed first, the upgrades of Gloo, the product beside it, and its removal, of a plan whose target is another product. */
export async function askOnward(plan, options) {
  const { status, stdout, stderr } = await call(argumentsFor(plan, options));
  assert.ok([0, 1].includes(status), `gloo-advisor ended with ${status}: ${stderr}`);
  const { hops, onward } = JSON.parse(stdout).plan;
  return { ...onward, hops };
}

/** All hops of a plan as a script of bash. */
export async function runbookOf(plan, options) {
  const { status, stdout, stderr } = await call(argumentsFor(plan, [...options, "--format", "runbook"]));
  assert.ok([0, 1].includes(status), `gloo-advisor ended with ${status}: ${stderr}`);
  return stdout;
}

/** The versions that the hops name, each once. */
export function versionsOf(hops) {
  return [...new Set(hops.flatMap(({ from, to }) => [from, to]))];
}

/** The commands of all hops in the order in which they are typed, with a number in place of the word REVISION. */
export function commandsOf(hops) {
  const numbered = ({ argv, posix, ...more }) => {
    const words = argv.map((word) => (word === "REVISION" ? "1" : word));
    return { ...more, argv: words, posix: posix.replace(/^(helm rollback \S+) REVISION\b/, "$1 1") };
  };
  return hops.flatMap(({ steps }) => steps).flatMap(({ commands }) => commands.map(numbered));
}

/** The commands that risks of the hops ask or mend with, by the name of the risk. */
export function risksOf(hops) {
  const risks = hops.flatMap(({ steps }) => steps).flatMap((step) => step.risks);
  return risks.map(({ id, ask, commands }) => {
    const asked = ask === "" ? [] : [{ argv: [], posix: ask }];
    return { id, commands: [...asked, ...commands].filter(({ posix }) => !posix.includes("https://")) };
  });
}

function argumentsFor(plan, more) {
  const options = { ...plan, "target-edition": plan.targetEdition };
  const named = ["namespace", "release", "values", "platform", "way", "target-edition"].filter(
    (name) => options[name] !== undefined,
  );
  return [
    ...(more.includes("--format") ? more : ["--format", "json", ...more]),
    ...["--edition", plan.edition, "--from", plan.from, "--target", plan.target],
    ...named.flatMap((name) => [`--${name}`, options[name]]),
  ];
}

function call(args) {
  return new Promise((done) => {
    const child = execFile(ADVISOR, args, { maxBuffer: 64e6 }, (error, stdout, stderr) => {
      done({ status: error === null ? 0 : (error.code ?? error.signal), stdout, stderr });
    });
    child.stdin.end();
  });
}
