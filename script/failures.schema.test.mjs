// The published failures against their schema, and the schema against failures that are wrong.
import { read, testSchema } from "./lib/schema.mjs";

const FAILURES = read("failures.json");

// A failure with every key.
const WHOLE = {
  ...FAILURES.failures.find(({ code }) => code === "GLA1001"),
  severity: "note",
  excludes: ["x"],
  fixed_in: "1.2.0",
  cure: "upgrade",
  risk: "discovery-off",
};
const SMALL = { ...FAILURES, failures: [WHOLE] };

const LINES = ["match", "excludes", "says"];

const WRONG = [
  ...[5, []].map((value) => ["", value]),
  ...["schema_version", "checked_on", "failures"].map((key) => [key]),
  ["new", {}],
  ["schema_version", 1],
  ["checked_on", 20260807],
  ["checked_on", "2026-8-7"],
  ...[{}, []].map((value) => ["failures", value]),
  ["failures/0", "a failure"],
  ["failures/0/new", ""],
  ...["code", "program", "match", "title", "says"].map((key) => [`failures/0/${key}`]),
  ...[5, "GLA0501", "GLA10011"].map((value) => ["failures/0/code", value]),
  ...[5, "", "Job", "A  Job", "One two three four five six seven eight nine", "The Job failed."].map((value) => ["failures/0/title", value]),
  ...["program", "severity"].map((key) => [`failures/0/${key}`, "never"]),
  ["failures/0/severity", "error"],
  ...LINES.flatMap((key) => [[`failures/0/${key}`, "text"], [`failures/0/${key}`, []]]),
  ...LINES.flatMap((key) => [[`failures/0/${key}/0`, 5], [`failures/0/${key}/0`, " "]]),
  ...["fixed_in", "cure", "risk"].flatMap((key) => [[`failures/0/${key}`, 5], [`failures/0/${key}`, ""]]),
];

testSchema({
  name: "failures.schema.json",
  schema: read("failures.schema.json"),
  published: ["failures.json"],
  small: SMALL,
  wrong: WRONG,
});
