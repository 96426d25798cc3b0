// The published failures against their schema, and the schema against failures that are wrong.
import { read, testSchema } from "./lib/schema.mjs";

const FAILURES = read("failures.json");

// A failure with every key.
const WHOLE = {
  ...FAILURES.failures.find(({ code }) => code === "GLA1001"),
  excludes: ["x"],
  fixed_in: "1.2.0",
  cure: "upgrade",
  risk: "discovery-off",
};
const SMALL = { ...FAILURES, failures: [WHOLE] };

const LINES = ["match", "excludes", "causes", "confirm"];

const WRONG = [
  ...[5, []].map((value) => ["", value]),
  ...["schema_version", "checked_on", "failures"].map((key) => [key]),
  ["new", {}],
  ["schema_version", 2],
  ["checked_on", 20260807],
  ["checked_on", "2026-8-7"],
  ...[{}, []].map((value) => ["failures", value]),
  ["failures/0", "a failure"],
  ["failures/0/new", ""],
  ...["code", "title", "program", "severity", "match", "meaning"].map((key) => [`failures/0/${key}`]),
  ...[5, "GLA0501", "GLA10011"].map((value) => ["failures/0/code", value]),
  ...[5, "", "Job", "A  Job", "One two three four five six seven eight nine", "The Job failed."].map((value) => ["failures/0/title", value]),
  ...["program", "severity"].map((key) => [`failures/0/${key}`, "never"]),
  ...LINES.flatMap((key) => [[`failures/0/${key}`, "text"], [`failures/0/${key}`, []]]),
  ...LINES.flatMap((key) => [[`failures/0/${key}/0`, 5], [`failures/0/${key}/0`, " "]]),
  ...["meaning", "fixed_in", "cure", "risk"].flatMap((key) => [[`failures/0/${key}`, 5], [`failures/0/${key}`, ""]]),
  ...[{}, []].map((value) => ["failures/0/fix", value]),
  ["failures/0/fix/0", "a text"],
  ["failures/0/fix/0/new", ""],
  ["failures/0/fix/0/do"],
  ["failures/0/fix/0/do", ""],
  ["failures/0/fix/0/run", "text"],
  ["failures/0/fix/0/run/0", " "],
];

testSchema({
  name: "failures.schema.json",
  schema: read("failures.schema.json"),
  published: ["failures.json"],
  small: SMALL,
  wrong: WRONG,
});
