/** A text, or several that belong together; what comes later is newer. */
export type Text = string | { name?: string; text: string } | (string | { name?: string; text: string })[];

/** What the user can choose. The terminal program has options of the same names. */
export interface Choices {
  /** The installed edition, where the text does not tell. */
  edition?: Edition | null;
  /** The installed version, where the text does not tell. */
  from?: string | null;
  /** Where to go: `1.20.4`, `1.20` or `2.x`. */
  target?: string | null;
  /** The edition to go to, where it is another one than the installed. */
  targetEdition?: Edition | null;
  /** Which installation the plan is for, by its place in the report, from 0. */
  installation?: number | null;
  namespace?: string | null;
  /** The name of the Helm release. */
  release?: string | null;
  /** A values file of the user's own. */
  values?: string | null;
  way?: "in-place" | "canary" | null;
  /** What delivers the chart; without it, what the text shows, or else Helm by hand. */
  deliveredBy?: Delivery | null;
  helm?: "2" | "3" | "4" | null;
  shell?: "posix" | "powershell" | null;
  platform?: "linux-amd64" | "linux-arm64" | "darwin-amd64" | "darwin-arm64" | "windows-amd64" | null;
  /** Answers to questions of the plan, by the `id` of the risk that asks. */
  answers?: Record<string, Reply> | null;
  /** `YYYY-MM-DD`; the system's date where it is not given, and none where it is null. */
  today?: string | null;
}

/**
 * Reads a text and says what is installed, how its versions pair, what fails, and which commands upgrade it.
 *
 * Throws a `TypeError` with a sentence for a choice that is not known. No text makes it throw.
 */
export function advise(text: Text, choices?: Choices | null): Report;

export type Edition = "open-source" | "enterprise";
export type Delivery = "helm" | "argo-cd" | "flux" | "terraform";
export type Reply = "yes" | "no";
export type Severity = "error" | "warning" | "unknown" | "note";

/** Keys may be added; these keep their meaning. */
export interface Report {
  schema_version: 1;
  catalog: { checked_on: string | null; age_days: number | null };
  transcripts: { name: string; lines: number; unread: Lines[] }[];
  blocks: Block[];
  client: { version: string | null; evidence: Evidence[] };
  server_status: "found" | "undefined" | "not-pasted";
  installations: Installation[];
  kubernetes: { version: string | null };
  check: Check;
  verdict: { level: Severity | "ok" | "empty"; title: string; detail: string };
  diagnostics: Diagnostic[];
  plan: Plan | null;
  missing: { what: string; why: string; command: string }[];
  /** What delivers Gloo; absent where neither the text nor the user says it. `shown` is all that the text shows. */
  delivered_by?: {
    tool: Delivery;
    origin: "pasted" | "chosen" | "assumed";
    shown: { tool: Delivery; name: string | null; namespace: string | null; evidence: Evidence[] }[];
  };
  /** Findings that somebody has set aside; `advise` sets none aside. */
  set_aside: { code: string; subject: Subject; reason: string }[];
}

/** Counted from 1, and both included. */
export interface Lines {
  start_line: number;
  end_line: number;
}

/** Whose word something rests on: lines, a row of the catalog, or the user. */
export type Evidence = PastedLines | { catalog: string } | { said: string };

/** `transcript` is a place in `transcripts`, from 0. */
export interface PastedLines extends Lines {
  transcript: number;
}

export interface Block extends PastedLines {
  kind: string;
  format: "lines" | "json" | "yaml" | "table" | "text";
  superseded: boolean;
}

export interface Installation {
  cluster: string | null;
  namespace: string | null;
  deployment_type: string | null;
  edition: Edition | null;
  oss_version: string | null;
  enterprise_version: string | null;
  containers: Container[];
  pairing: Pairing;
}

export interface Container {
  name: string;
  tag: string;
  oss_tag: string | null;
  registry: string | null;
  version: string | null;
  variant: string | null;
}

export interface Pairing {
  status: "matched" | "mismatched" | "unknown" | "not-applicable";
  enterprise: string | null;
  oss_base: string | null;
  basis: "oss-tag" | "containers" | "catalog" | null;
  confidence: string;
  sentence: string;
  evidence: Evidence[];
}

export interface Check {
  verdict: "healthy" | "problems" | "incomplete" | "not-pasted";
  sections: {
    name: string;
    status: "ok" | "errors" | "warning" | "skipped" | "unknown";
    error_count: number | null;
    instance: string | null;
  }[];
  problems: { code: string; section: string | null; message: string; resource: string | null; evidence: PastedLines[] }[];
}

export interface Diagnostic {
  code: string;
  severity: Severity;
  title: string;
  detail: string;
  subject: Subject;
  evidence: Evidence[];
  help: string;
  command: Command | null;
  steps: { words: string; commands: Command[] }[];
  reference: string;
}

/** Whom something is about; what was not said is null. */
export type Subject = Record<"cluster" | "namespace" | "release" | "program" | "kind" | "name", string | null>;

export interface Plan {
  /** A place in `installations`, from 0. */
  for: number;
  from: Stop;
  target: Stop;
  blocked_by: string[];
  assumptions: { what: string; value: string; ask: string; origin: "pasted" | "chosen" | "assumed" }[];
  hops: Hop[];
  /** The way to another product or to the Gateway API, where that is the target. */
  onward: Onward | null;
  targets: string[];
  /** What can be a target besides releases. */
  successors: { target: Successor; name: string }[];
  no_plan: string | null;
  ends: string;
  /** How users can go on; `for` says whom that suits, `target` what plans it. */
  ways: { name: string; text: string; for: string; target: Successor | null; url: string | null }[];
  support: string;
  kubernetes: string;
  advice: Risk[];
  words: { id: string; title: string; text: string; reference: string }[];
}

/** What takes the place of Gloo, or of its resources. */
export type Successor = "kgateway" | "enterprise-kgateway" | "gateway-api";

export interface Onward {
  target: Successor;
  name: string;
  version: string;
  /** Whether it is installed beside Gloo, or Gloo has it. */
  place: "beside" | "inside";
  /** What both can share, and what has to move first, in sentences. */
  windows: string[];
  /** How much of what was counted converts by itself; empty where nothing was counted. */
  share: string;
  /** What takes the place of each kind of Gloo's resources. */
  rewrites: {
    kind: string;
    /** `null` where the paste does not count them. */
    count: number | null;
    lines: PastedLines | null;
    work: "rewritten" | "unknown" | "gone" | "converted" | "stays";
    becomes: string;
  }[];
  /** What is listed before the hops. */
  stock: Hop;
  /** What is done after the hops: both side by side, and the traffic. */
  beside: Hop;
  /** What is done last. */
  removal: Hop;
}

export interface Stop {
  edition: Edition;
  version: string;
}

export interface Hop {
  /** What it is called where it is no upgrade of the chart. */
  name: string | null;
  from: string;
  to: string;
  edition: Edition;
  chart: string;
  glooctl: { version: string; confidence: string | null };
  rehearsed: string | null;
  points: Record<"must" | "check" | "know", number>;
  steps: Step[];
  links: { what: string; url: string }[];
  /** What changelogs say that it brings and loses; `null` for a part of the way to another product. */
  changes: Changes | null;
}

/** By issues that changelogs name; of an Enterprise release as far as its open-source base is known. */
export interface Changes {
  schema_version: number;
  edition: Edition;
  from_edition: Edition;
  from: string;
  to: string;
  brings: Change[];
  may_bring: Change[];
  loses: Change[];
  may_lose: Change[];
  /** Open-source releases between the two whose changelogs were not read. */
  unread: string[];
}

export interface Change {
  issue: { repository: string; number: number; link: string };
  kinds: ("fix" | "new-feature" | "breaking-change" | "helm" | "dependency-bump" | "upgrade")[];
}

export interface Step {
  id: string;
  phase: "before" | "during" | "after" | "rollback";
  title: string;
  why: string;
  gate: string | null;
  expect: string;
  /** What a person changes in git or the configuration before the commands are typed. */
  manifest?: Manifest;
  commands: Command[];
  risks: Risk[];
}

export interface Risk {
  id: string;
  applies: Reply | "unknown";
  ask: string;
  question: string;
  answer: { reply: Reply; evidence: Evidence[] } | null;
  handled_by: string | null;
  severity: "breaking" | "action" | "note";
  title: string;
  text: string;
  commands: Command[];
  values: string[];
  reference: string;
}

export interface Manifest {
  /** What becomes of it, as sentences. */
  words: string;
  form: "yaml" | "hcl";
  /** Each field with the keys that lead to it; a last key that ends in `[]` is a list with this item. */
  set: { path: string[]; value: string }[];
  /** The fields alone, in that form. */
  text: string;
}

export interface Command {
  /** The words of the command, for a program that starts it itself. */
  argv: string[];
  /** The same for each part of a pipe. */
  stages: string[][];
  /** The file that its output goes into. */
  output: string | null;
  /** Text for bash and its like. */
  posix: string;
  /** Text for PowerShell, or null, and then `powershell_missing` says why. */
  powershell: string | null;
  powershell_missing: string | null;
}
