// The published risks against their schema, and the schema against risks that are wrong.
import { read, testSchema } from "./lib/schema.mjs";
import { NO_TEXTS } from "./lib/wrong.mjs";

const RISKS = read("risks.json");

// A risk with every key, beside one of those that an upgrade may always run into.
const WHOLE = {
  ...RISKS.risks.find((risk) => risk.kind === "crossing" && risk.ask),
  edition: "enterprise",
  step: "windows",
  handled: "windows",
  when: "to>=1.16.0 !helm2",
  fact: "!discovery",
  ...{ answer: "rows", yes: ["true"], maybe: ["null"], no: ["false"] },
  set: [
    {
      ...{ path: "gatewayProxies.*.kind", is: "true", tells: "no" },
      ...{ default: "false", enterprise_default: "true", source: "values.yaml @ v1.17.0" },
    },
  ],
  commands: ["[enterprise to<1.20.0] kubectl get pods"],
  values: ["[enterprise] =global.image.variant=fips"],
  enterprise_versions: "1.16.0..1.17.0 1.18.0-beta1..",
};
const UNREAD = { answer: undefined, yes: undefined, maybe: undefined, no: undefined };
const SMALL = {
  ...RISKS,
  risks: [WHOLE, RISKS.risks.find((risk) => risk.kind === "always")],
  tips: [{ ...RISKS.tips[0], when: "enterprise" }],
};

const NO_COMMANDS = [5, "", "helm", " helm list", "helm  list", "./helm list", "[] helm list"];
const NO_PLACES = [5, "", "changelog", "changelog @ ", "http://example.com", "https://example.com/a b"];
const NO_RANGES = [5, "", "1.2.0", "1.2.0...1.3.0", "1.2.0.. 1.3.0..", "1.2.0..1.3.0  1.4.0..", "1.02.0.."];

const WRONG = [
  ...[5, []].map((value) => ["", value]),
  ...["schema_version", "checked_on", "sources", "risks"].map((key) => [key]),
  ["new", {}],
  ["schema_version", 2],
  ["checked_on", 20260807],
  ["checked_on", "2026-8-7"],

  ["sources", 5],
  ["sources/new", "From somewhere that nobody reads."],
  ["sources/risks"],
  ...["risks", "tips"].flatMap((key) => [[`sources/${key}`, 5], [`sources/${key}`, "read"]]),

  ...["risks", "tips"].flatMap((key) => [[key, {}], [key, []], [`${key}/0`, "a risk"], [`${key}/0/new`, ""]]),
  ...["risks", "tips"].flatMap((key) => ["id", "title", "text", "source"].map((part) => [`${key}/0/${part}`])),
  ...["risks", "tips"].flatMap((key) => [
    ...[5, "", "Old risk"].map((value) => [`${key}/0/id`, value]),
    ...[5, "", " Early", "A sentence."].map((value) => [`${key}/0/title`, value]),
    ...[5, "", " first", "enterprise  first"].map((value) => [`${key}/0/when`, value]),
    ...["A sentence.", []].map((value) => [`${key}/0/text`, value]),
    ...NO_TEXTS.map((value) => [`${key}/0/text/0`, value]),
    ...NO_PLACES.map((value) => [`${key}/0/source`, value]),
  ]),

  ...["kind", "severity", "phase", "question", "versions"].map((key) => [`risks/0/${key}`]),
  ["risks/0", { ...WHOLE, question: undefined, fact: undefined, set: undefined }],
  ["risks/0", { ...WHOLE, question: undefined, set: undefined, ask: undefined, ...UNREAD }],
  ...["answer", "yes", "no"].map((key) => ["risks/0", { ...WHOLE, ask: undefined, ...UNREAD, [key]: WHOLE[key] }]),
  ["risks/0/no"],
  ["risks/0/answer", "soon"],
  ...["yes", "maybe", "no"].flatMap((key) => ["true", [], [5], [""]].map((value) => [`risks/0/${key}`, value])),
  ["risks/0", { ...WHOLE, versions: undefined, enterprise_versions: undefined }],
  ["risks/1/enterprise_versions", "1.2.0.."],
  ["risks/1/kind"],
  ["risks/1/versions", "1.2.0.."],
  ["risks/0/kind", "always"],
  ["risks/0/kind", "soon"],
  ["risks/0/edition", "both"],
  ["risks/0/severity", "bad"],
  ["risks/0/phase", "soon"],
  ...["step", "handled"].flatMap((key) => [5, "", "Old step"].map((value) => [`risks/0/${key}`, value])),
  ...["path=true", [], [5], [{}]].map((value) => ["risks/0/set", value]),
  ...["path", "is", "source"].map((key) => [`risks/0/set/0/${key}`]),
  ["risks/0/set/0/new", "key"],
  ...[5, "", "a.", "a..b", "a=b", "a b", "*.**"].map((value) => ["risks/0/set/0/path", value]),
  ["risks/0/set/0/is", "secret"],
  ["risks/0/set/0/tells", "maybe"],
  ...["default", "enterprise_default"].flatMap((key) => [
    ...[5, ""].map((value) => [`risks/0/set/0/${key}`, value]),
    ["risks/0/set/0", { path: "a", is: "set", [key]: "true" }],
  ]),
  ...NO_PLACES.map((value) => ["risks/0/set/0/source", value]),
  ...[5, "", " Early?", "A sentence."].map((value) => ["risks/0/question", value]),
  ...[5, "", "!", "No fact"].map((value) => ["risks/0/fact", value]),
  ...NO_COMMANDS.map((value) => ["risks/0/ask", value]),
  ["risks/0/commands", "helm list"],
  ["risks/0/commands", []],
  ...NO_COMMANDS.map((value) => ["risks/0/commands/0", value]),
  ["risks/0/values", "a=b"],
  ["risks/0/values", []],
  ...[5, "", "a", "a=", "=a", "a b=c", "[] a=b"].map((value) => ["risks/0/values/0", value]),
  ...["versions", "enterprise_versions"].flatMap((key) => NO_RANGES.map((value) => [`risks/0/${key}`, value])),
];

testSchema({
  name: "risks.schema.json",
  schema: read("risks.schema.json"),
  published: ["risks.json", "risks-old.json"],
  small: SMALL,
  wrong: WRONG.map(([path, value]) => [path, value === undefined ? undefined : withoutHoles(value)]),
});

/** A copy without the keys that have no value, as a file would have it. */
function withoutHoles(value) {
  return JSON.parse(JSON.stringify(value));
}
