// What is wrong in data files that have the same parts: values that no schema may take, and rows for `testSchema`.

/** No sentence, where conditions can't stand. */
export const NO_SENTENCES = [5, "", " Early.", "Without an end", "[enterprise] Under conditions."];

/** No text of the rules, which may begin with conditions. */
export const NO_TEXTS = [5, "", " Early.", "Without an end", "[] Under none.", "[a  b] Under two."];

/** No command of a step. */
export const NO_COMMANDS = [5, "", "helm", " helm list", "helm  list", "./helm list", "[] helm list", "[a b helm list"];

/** Each wrong thing in the first step of a file, as `testSchema` takes it: a place, and the value that is wrong there. */
export const WRONG_STEP = [
  ["steps/0/new", ""],
  ...["id", "phase", "when", "title", "why", "expect", "commands"].map((key) => [`steps/0/${key}`]),
  ...[5, "", "Keep values"].map((value) => ["steps/0/id", value]),
  ["steps/0/phase", "soon"],
  ...[5, " first", "enterprise  first"].map((value) => ["steps/0/when", value]),
  ...[5, "", " Early", "A sentence."].map((value) => ["steps/0/title", value]),
  ...["why", "gate"].flatMap((key) => [
    [`steps/0/${key}`, "A sentence."],
    [`steps/0/${key}`, []],
    ...NO_TEXTS.map((value) => [`steps/0/${key}/0`, value]),
  ]),
  ["steps/0/expect", "nothing"],
  ["steps/0/skip", "it is done"],
  ["steps/0/skip", []],
  ...["expect", "skip"].flatMap((key) =>
    [5, "", " early", "late ", "[] Under none."].map((value) => [`steps/0/${key}/0`, value]),
  ),
  ["steps/0/commands", "helm list"],
  ...NO_COMMANDS.map((value) => ["steps/0/commands/0", value]),
];
