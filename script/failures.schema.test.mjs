// The published failures against their schema, and the schema against failures that are wrong.
import { read, testSchema } from "./lib/schema.mjs";

const FAILURES = read("failures.json");

// A failure with every key.
const WHOLE = {
  ...FAILURES.failures.helm.find(({ code }) => code === "GLA1001"),
  severity: "note",
  excludes: ["x"],
  fixed_in: "1.2.0",
  cure: "upgrade",
  risk: "discovery-off",
};
const SMALL = { ...FAILURES, failures: { helm: [WHOLE] } };

const LINES = ["match", "excludes", "says"];

const WRONG = [
  ...[5, []].map((value) => ["", value]),
  ...["schema_version", "checked_on", "failures"].map((key) => [key]),
  ["new", {}],
  ["schema_version", 1],
  ["checked_on", 20260807],
  ["checked_on", "2026-8-7"],
  ...[{}, [], { never: [WHOLE] }].map((value) => ["failures", value]),
  ...[{}, []].map((value) => ["failures/helm", value]),
  ["failures/helm/0", "a failure"],
  ["failures/helm/0/new", ""],
  ...["code", "match", "says"].map((key) => [`failures/helm/0/${key}`]),
  ...[5, "GLA0501", "GLA10011"].map((value) => ["failures/helm/0/code", value]),
  ["failures/helm/0/severity", "never"],
  ["failures/helm/0/severity", "error"],
  ...LINES.flatMap((key) => [[`failures/helm/0/${key}`, "text"], [`failures/helm/0/${key}`, []]]),
  ...LINES.flatMap((key) => [[`failures/helm/0/${key}/0`, 5], [`failures/helm/0/${key}/0`, " "]]),
  ...["fixed_in", "cure", "risk"].flatMap((key) => [[`failures/helm/0/${key}`, 5], [`failures/helm/0/${key}`, ""]]),
];

testSchema({
  name: "failures.schema.json",
  schema: read("failures.schema.json"),
  published: ["failures.json"],
  small: SMALL,
  wrong: WRONG,
});
