// The published rules against their schema, and the schema against rules that are wrong.
import { pick, read, testSchema } from "./lib/schema.mjs";
import { NO_COMMANDS, NO_SENTENCES, NO_TEXTS, WRONG_STEP } from "./lib/wrong.mjs";

const RULES = read("rules.json");
const [CHECK] = Object.keys(RULES.checks);
const [ARGUMENT] = Object.keys(RULES.arguments);
const SMALL = {
  ...RULES,
  checks: pick(RULES.checks, CHECK),
  arguments: pick(RULES.arguments, ARGUMENT),
  steps: [{ ...RULES.steps.find((step) => step.gate), skip: ["it is done"] }, RULES.steps.find((step) => step.when === ""), RULES.steps.find((step) => step.set)],
};

const WRONG = [
  ...[5, []].map((value) => ["", value]),
  ...Object.keys(RULES).map((key) => [key]),
  ["new", {}],
  ["schema_version", 2],
  ["checked_on", 20260807],
  ["checked_on", "2026-8-7"],

  ["sources", 5],
  ["sources/new", "From somewhere that nobody reads."],
  ...["checks", "arguments", "steps"].map((key) => [`sources/${key}`]),
  ...["checks", "arguments", "steps"].flatMap((key) => [5, "read"].map((value) => [`sources/${key}`, value])),

  ["checks", []],
  ["checks", {}],
  ["checks/GLA30", RULES.checks[CHECK]],
  [`checks/${CHECK}`, "A Deployment is not available"],
  [`checks/${CHECK}/new`, ""],
  ...["title", "detail", "help", "command"].map((key) => [`checks/${CHECK}/${key}`]),
  ...["detail", "help"].flatMap((key) => NO_SENTENCES.map((value) => [`checks/${CHECK}/${key}`, value])),
  ...NO_COMMANDS.map((value) => [`checks/${CHECK}/command`, value]),
  ...["kubectl get pods", [], ["One line."], ["a", "b", "c"], ["a", 5], ["a", ""]].map((value) => [`checks/${CHECK}/named`, value]),
  ...["a: Sentence.", [], [5], ["A sentence."], ["a: sentence"]].map((value) => [`checks/${CHECK}/also`, value]),
  ...[5, "", " Early", "A sentence."].map((value) => [`checks/${CHECK}/title`, value]),

  ["arguments", []],
  ["arguments", {}],
  ["arguments/helm  list", "Lists the releases."],
  ...NO_SENTENCES.map((value) => [`arguments/${ARGUMENT}`, value]),

  ["steps", {}],
  ["steps", []],
  ["steps/0", "licence"],
  ...WRONG_STEP,
  ...["change", "set"].map((key) => [`steps/2/${key}`]),
  ...["change", "set"].flatMap((key) => ["A sentence.", []].map((value) => [`steps/2/${key}`, value])),
  ...NO_TEXTS.map((value) => ["steps/2/change/0", value]),
  ...[5, "", "kind: Application", "kind =", " kind = x", "[] kind = x"].map((value) => ["steps/2/set/0", value]),
];

testSchema({
  name: "rules.schema.json",
  schema: read("rules.schema.json"),
  published: ["rules.json"],
  small: SMALL,
  wrong: WRONG,
});
