// Whether a command that ran did what it must: a list of complaints, empty when all is well.

import { HARMLESS, HELM_NEEDS_CLUSTER, KUBECTL_NEEDS_NONE, UNREACHABLE } from "./plans.mjs";

// Flags that take a word of their own and may stand before the verb.
const FLAGS_WITH_VALUE = new Set(["-n", "--namespace", "--kube-context", "--context", "--kubeconfig"]);

// The programs whose calls the sandbox sees.
const SHIMS = new Set(["helm", "kubectl", "glooctl", "curl"]);

// Flags whose next word is a file to read.
const INPUT_FLAGS = { helm: ["-f", "--values"], kubectl: ["-f", "--filename"] };

/** Runs a command, { argv, posix }, with the tools of a line in a shell: what was called, and the complaints. */
export async function attempt(sandbox, command, { line, shell }) {
  const before = sandbox.files();
  const ran = await sandbox.run(command.posix);
  const after = sandbox.files();
  const cluster = ran.calls.some(needsCluster);
  if (cluster) {
    // The shell made the file before the tool failed. On a real run it has content, and later commands read it.
    [...after].filter(([, size]) => size === 0).forEach(([name]) => sandbox.fill(name));
  }
  const found = [
    ...aboutStatus(ran, cluster, shell),
    ...aboutErrors(ran, cluster, line),
    ...aboutWords(command, ran, sandbox),
    ...ran.calls.flatMap((call) => aboutInputs(call, sandbox)),
    ...aboutFiles(before, after),
  ];
  return { calls: ran.calls, complaints: found.map((text) => `${text}\n    ${command.posix}`) };
}

/** The verb of a call and what follows, without the flags before it. */
function words([, ...args]) {
  const rest = [...args];
  while (rest[0]?.startsWith("-")) {
    const flag = rest.shift();
    if (FLAGS_WITH_VALUE.has(flag)) {
      rest.shift();
    }
  }
  return rest.join(" ");
}

function needsCluster(call) {
  switch (call[0]) {
    case "helm":
      return HELM_NEEDS_CLUSTER.test(words(call));
    case "kubectl":
      return !KUBECTL_NEEDS_NONE.test(words(call));
    default:
      return false;
  }
}

function aboutStatus({ status, calls }, cluster, shell) {
  if (!cluster) {
    // Without a call of ours it compares files, which may differ.
    const isFine = status === 0 || (status === 1 && calls.length === 0);
    return isFine ? [] : [`it ended with ${status}`];
  }
  // Without pipefail the last stage alone decides, and that may be one that needs no cluster.
  return status === 0 && shell === "bash" ? ["it ended with 0 although there is no cluster"] : [];
}

function aboutErrors({ stderr }, cluster, line) {
  const said = stderr.split("\n").filter((text) => text.trim() !== "");
  const harmless = [...HARMLESS.all, ...HARMLESS[line]];
  const known = cluster ? [...UNREACHABLE, ...harmless] : harmless;
  const unexpected = said.filter((text) => !known.some((pattern) => pattern.test(text)));
  const silent = cluster && !said.some((text) => UNREACHABLE.some((pattern) => pattern.test(text)));
  return [
    ...unexpected.map((text) => `it said: ${text}`),
    ...(silent ? ["it did not say that the cluster cannot be reached"] : []),
  ];
}

/** The first program must be reached by exactly the words of argv: quoting neither adds, loses nor changes one. */
function aboutWords({ argv }, { calls }, sandbox) {
  if (!SHIMS.has(argv[0])) {
    return [];
  }
  // A name may hold what looks like a variable; then it arrives as it is.
  const arrives = (word, received) => received === word || received === sandbox.expand(word);
  const same = (call) => call.length === argv.length && argv.every((word, place) => arrives(word, call[place]));
  return calls.some(same) ? [] : [`argv is ${JSON.stringify(argv)}, received was ${JSON.stringify(calls)}`];
}

/** Older kubectls ask the cluster before they look at the file, so a wrong path would not show. */
function aboutInputs([tool, ...args], sandbox) {
  const flags = INPUT_FLAGS[tool] ?? [];
  const inputs = args.filter((_, place) => flags.includes(args[place - 1]));
  const missing = inputs.filter((name) => name !== "-" && !name.includes("://") && !sandbox.has(name));
  return missing.map((name) => `${tool} reads ${name}, which is not there`);
}

function aboutFiles(before, after) {
  const emptied = [...before].filter(([name, size]) => size > 0 && after.get(name) === 0);
  const taken = [...after.keys()].filter((name) => name.startsWith("taken-"));
  return [
    ...emptied.map(([name]) => `it emptied ${name}, which was there before`),
    ...taken.map((name) => `the licence key was run by the shell: ${name} is there`),
  ];
}
