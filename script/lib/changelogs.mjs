// What the changelogs in a clone of solo-io/gloo say: which issues a release names, and which release it builds on.

import { execFileSync } from "node:child_process";

/** What a changelog calls the kinds of its entries, and what static/changes.json calls them. */
export const KINDS = {
  FIX: "fix",
  NEW_FEATURE: "new-feature",
  BREAKING_CHANGE: "breaking-change",
  HELM: "helm",
  DEPENDENCY_BUMP: "dependency-bump",
  UPGRADE: "upgrade",
};

/** What no user notices has a kind of its own, and is passed over. */
const UNNOTICED = "NON_USER_FACING";

/** The open-source releases of a catalog, oldest first: by line, and within it in the order of the catalog. */
export function releasesOf(catalog) {
  const number = (line) => line.split(".").map(Number);
  const order = ([one], [other]) => number(one)[0] - number(other)[0] || number(one)[1] - number(other)[1];
  return Object.entries(catalog.oss)
    .sort(order)
    .flatMap(([line, rows]) => rows.map(([patch]) => `${line}.${patch}`));
}

/** The line of a release: 1.16 of 1.16.0-beta3. */
export const lineOf = (release) => release.split(".", 2).join(".");

/** Calls git in a clone. */
export function git(clone, ...args) {
  return execFileSync("git", ["-C", clone, ...args], { encoding: "utf8", maxBuffer: 1e9 });
}

/** Whether one tag has all commits of another. */
export function buildsOn(clone, release, other) {
  try {
    git(clone, "merge-base", "--is-ancestor", `v${other}`, `v${release}`);
    return true;
  } catch (error) {
    if (error.status === 1) return false;
    throw error;
  }
}

/**
 * The entries of a changelog file that name an issue: `{ kind, issue }`. Whether an entry closes its issue says little:
 * half of them do not, and backports hardly ever. The files are YAML by hand, a list of short
 * objects, so lines are enough: a dash begins an entry, and what a text has below its key is deeper than the keys.
 */
export function entries(text, odd = () => {}) {
  const found = [];
  let entry;
  let depth = 0;
  for (const line of text.split(/\r?\n/)) {
    const [, blanks, dash, key, value] = /^(\s*)(-\s+)?([A-Za-z]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || key.toLowerCase() === "changelog") continue;
    const column = blanks.length + (dash?.length ?? 0);
    if (dash && (entry === undefined || blanks.length < depth)) {
      entry = {};
      depth = column;
      found.push(entry);
    }
    if (entry !== undefined && column === depth) entry[key] ??= value.replace(/^(["'])(.*)\1$/, "$2");
  }
  return found.flatMap(({ type, issueLink = "" }) => {
    const kind = KINDS[type];
    const issue = issueOf(issueLink);
    if (kind === undefined && type !== UNNOTICED) odd(`the kind ${type} is not known`);
    if (issue === undefined && issueLink !== "") odd(`${issueLink} is no issue`);
    return kind !== undefined && issue !== undefined ? [{ kind, issue }] : [];
  });
}

/** What the repository of Gloo is and was called: it has moved twice, and its issues kept their numbers. */
const GLOO = ["solo-io/gloo", "k8sgateway/k8sgateway", "kgateway-dev/kgateway"];

/** `6534` for an issue of Gloo itself, `solo-kit#12` for one of a repository beside it. */
export function issueOf(link) {
  const [, place, number] = /github\.com\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/+(\d+)/.exec(link) ?? [];
  const issue = Number(number ?? 0);
  if (issue === 0) return undefined;
  return GLOO.includes(place) ? `${issue}` : `${place.replace(/^solo-io\//, "")}#${issue}`;
}

/**
 * Reads all changelogs of a clone: `{ builds_on, releases }`. The releases of a line are a list, since an object would put
 * those whose names are numbers first.
 */
export function read(clone, catalog, note = () => {}) {
  const changelogs = changelogsOf(clone, catalog, note);
  const releases = {};
  for (const [release, texts] of changelogs) {
    if (texts.length === 0) note(`${release} has no changelog, so it names nothing`);
    const odd = (what) => note(`${release}: ${what}`);
    const row = rowOf(release, texts.flatMap((text) => entries(text, odd)));
    (releases[lineOf(release)] ??= []).push(row);
  }
  return { builds_on: forks(clone, [...changelogs.keys()]), releases };
}

/** The texts of the changelog of each release, from the first release on that has one. */
export function changelogsOf(clone, catalog, note = () => {}) {
  const tags = new Set(git(clone, "tag", "--list").split("\n"));
  const all = releasesOf(catalog);
  const known = all.filter((release) => tags.has(`v${release}`));
  const absent = all.filter((release) => !tags.has(`v${release}`));
  if (absent.length > 0) note(`${absent.length} releases of the catalog have no tag: ${absent.join(", ")}`);
  const files = new Map(known.map((release) => [release, changelogOf(clone, release)]));
  for (const [release, next] of unpublished(clone, tags, all, known)) {
    note(`${release} was never released: what it names is in ${next}`);
    files.get(next).push(...changelogOf(clone, release));
  }
  const first = known.findIndex((release) => files.get(release).length > 0);
  const texts = textsOf(clone, [...files.values()].flat());
  return new Map(known.slice(first).map((release) => [release, files.get(release).map((object) => texts.get(object))]));
}

/** Tags that are no releases, each with the next release of its line, where that has all of its commits. */
function unpublished(clone, tags, all, known) {
  const others = [...tags].map((tag) => tag.slice(1)).filter((name) => /^\d+\.\d+\.\d+$/.test(name) && !all.includes(name));
  const patch = (release) => Number(release.split(".")[2].split("-")[0]);
  return others.flatMap((name) => {
    const next = known.find((release) => lineOf(release) === lineOf(name) && patch(release) > patch(name));
    return next !== undefined && buildsOn(clone, next, name) ? [[name, next]] : [];
  });
}

/** The files of a release's changelog at its tag, as names of objects. Some have another ending, or none. */
function changelogOf(clone, release) {
  const rows = git(clone, "ls-tree", "-r", `v${release}`, `changelog/v${release}/`).split("\n");
  return rows.filter((row) => row !== "").map((row) => row.split(/\s/)[2]);
}

/** The texts of objects, all asked for at once. */
function textsOf(clone, objects) {
  const input = [...new Set(objects)].join("\n");
  const output = execFileSync("git", ["-C", clone, "cat-file", "--batch"], { input, maxBuffer: 1e9 });
  const texts = new Map();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    const [object, , size] = output.toString("utf8", at, end).split(" ");
    texts.set(object, output.toString("utf8", end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return texts;
}

/** `["5", "fix 8931", "helm 9006 solo-kit#12"]`: the patch, and for each kind its issues, each once. */
function rowOf(release, found) {
  const patch = release.slice(lineOf(release).length + 1);
  const order = (one, other) => Number(one.includes("#")) - Number(other.includes("#")) || byNumber(one, other);
  const cells = Object.values(KINDS).map((kind) => {
    const issues = new Set(found.filter((entry) => entry.kind === kind).map((entry) => entry.issue));
    return [kind, ...[...issues].sort(order)].join(" ");
  });
  return [patch, ...cells.filter((cell) => cell.includes(" "))];
}

const byNumber = (one, other) => one.localeCompare(other, "en", { numeric: true });

/** The release that each release builds on, where that is not the one before it in its line. */
function forks(clone, releases) {
  const found = {};
  releases.forEach((release, at) => {
    const before = releases[at - 1];
    if (before === undefined || (lineOf(before) === lineOf(release) && buildsOn(clone, release, before))) return;
    const earlier = releases.slice(0, at).reverse();
    const base = earlier.find((other) => buildsOn(clone, release, other));
    if (base !== undefined) found[release] = base;
  });
  return found;
}

/** The text of static/changes.json, a release on each line. */
export function write({ checked_on, source, builds_on, releases, failures }) {
  const list = (values, inner) => Object.entries(values).map(([key, value]) => `    ${JSON.stringify(key)}: ${inner(value)}`);
  const row = ([patch, ...cells]) => `      ${JSON.stringify(patch)}: ${JSON.stringify(cells)}`;
  const rows = (value) => `{\n${value.map(row).join(",\n")}\n    }`;
  return [
    "{",
    '  "schema_version": 1,',
    `  "checked_on": ${JSON.stringify(checked_on)},`,
    `  "source": ${JSON.stringify(source)},`,
    '  "builds_on": {',
    list(builds_on, JSON.stringify).join(",\n"),
    "  },",
    '  "releases": {',
    list(releases, rows).join(",\n"),
    "  },",
    '  "failures": {',
    list(failures, JSON.stringify).join(",\n"),
    "  }",
    "}",
    "",
  ].join("\n");
}
