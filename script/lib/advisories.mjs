// What is known of weaknesses in crates, and which locked versions have them.
//
// The data is that of RustSec, kept in script/advisories.json so that a check needs no network:
//
//   checked_on   the day of the newest change in the list that was read
//   source       where that list is, and `commit`, which state of it was read
//   crates       the names that were looked up: nothing is known of any other
//   advisories   those about these crates, each with `id`, `package`, `title`, `url`, the ranges of versions that are
//                `patched` and `unaffected`, and what kind of news it is if it is no weakness (`informational`)
//   accepted     advisories that people decided to live with, each as `id` and `reason`
//
// Known limits: an advisory that is only about some functions or some systems counts for all. A version before a
// release, such as 1.0.0-rc.1, is in no range that does not name that release. Neither makes a weakness look harmless.
// Whether a version was withdrawn from the registry is not in the data.

import semver from "semver";
import { parse } from "smol-toml";

/** News that ask for no haste: that nobody looks after a crate, or something to know. The rest is a weakness. */
const ONLY_NEWS = ["unmaintained", "notice"];

/** One comparison of a range. One without an operator is left out: npm reads it as exact, cargo does not. */
const COMPARISON = /^(?:\^|~|[<>]=?|=) *\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?$/;

/**
 * What the advisories say of locked crates (`{ name, version }`): `faults`, which must not be, and `notes`, as
 * sentences.
 */
export function advised(locked, { crates, advisories, accepted }) {
  const lookedUp = new Set(crates);
  const reasons = new Map(accepted.map(({ id, reason }) => [id, reason]));
  const never = [...new Set(locked.map(({ name }) => name))].filter((name) => !lookedUp.has(name));
  const affected = advisories.flatMap((advisory) => {
    const hit = ({ name, version }) => name === advisory.package && !isSafe(version, advisory);
    return locked.filter(hit).map((crate) => ({ crate, advisory }));
  });
  const isNote = ({ advisory }) => ONLY_NEWS.includes(advisory.informational) || reasons.get(advisory.id);
  const idle = [...reasons.keys()].filter((id) => !affected.some(({ advisory }) => advisory.id === id));
  return {
    faults: [
      ...never.map((name) => `The crate ${name} was never looked up: whether an advisory affects it is unknown.`),
      ...advisories.flatMap(strangeRanges),
      ...accepted.filter(({ reason }) => !reason).map(({ id }) => `${id} is accepted without a reason.`),
      ...idle.map((id) => `${id} is accepted, but affects nothing that is locked.`),
      ...affected.filter((one) => !isNote(one)).map(({ crate, advisory }) => fault(crate, advisory)),
    ],
    notes: affected.filter(isNote).map(({ crate, advisory }) => note(crate, advisory, reasons.get(advisory.id))),
  };
}

const isSafe = (version, { patched, unaffected }) =>
  [...patched, ...unaffected].some((range) => semver.satisfies(version, spaced(range)));

/** RustSec joins comparisons by commas, npm by spaces. */
const spaced = (range) => range.replaceAll(",", " ");

/** What cannot be read must not pass as a range that no version is in, or that all are in. */
function strangeRanges({ id, patched, unaffected }) {
  const isKnown = (range) => range.split(",").every((part) => COMPARISON.test(part.trim()));
  const strange = [...patched, ...unaffected].filter((range) => !isKnown(range));
  return strange.map((range) => `${id} has the range "${range}", which is not understood here.`);
}

function fault({ name, version }, { id, title, url, patched }) {
  const remedy = patched.length === 0 ? "No version repairs it." : `It is repaired in ${patched.join(" or ")}.`;
  return `The crate ${name} ${version} is affected by ${id}, "${title}". ${remedy} See ${url}`;
}

function note({ name, version }, { id, title, informational }, reason) {
  const why = reason ? `accepted, ${reason}` : `${informational}, which is no weakness`;
  return `${name} ${version}: ${id}, "${title}" (${why})`;
}

/** An advisory as the list of RustSec has it, TOML before Markdown, or null for one that was withdrawn. */
export function advisory(text) {
  const [, front, rest] = /^```toml\n([^]*?)\n```\n([^]*)$/.exec(text.replaceAll("\r\n", "\n")) ?? [];
  if (front === undefined) throw new Error(`an advisory does not begin with a block of TOML: ${text.slice(0, 80)}`);
  const { advisory, versions } = parse(front);
  if (advisory.withdrawn) return null;
  const { id, package: name, informational } = advisory;
  return {
    id,
    package: name,
    title: /^# (.+)$/m.exec(rest)?.[1].trim() ?? id,
    url: `https://rustsec.org/advisories/${id}.html`,
    patched: versions.patched,
    unaffected: versions.unaffected ?? [],
    ...(informational && { informational }),
  };
}
