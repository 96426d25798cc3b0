// Reads the files of the knowledge folder that the catalog is made from, and stops at the first row that makes no sense.
// What is odd but possible goes to `note`, a function that takes one sentence.
import { DataError, readTable, readText } from './csv.mjs';
import { compareLines, compareVersions, parseVersion } from './version.mjs';

const CONFIDENCES = ['declared', 'observed', 'inferred'];

/** Parses the version in a column or stops, because a release that cannot be ordered would spoil its whole line. */
function versionIn(row, column) {
  const version = parseVersion(row[column]);
  if (!version) throw new DataError(`${row.at}: "${row[column]}" in column ${column} is not a version like 1.18.0-beta1`);
  return version;
}

/** Checks a date against the calendar, which turns 30 February into another day, so that a typing mistake shows. */
function isDate(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Reads the date of an Enterprise row: sightings may be undated (null) or known to the month only. */
function sightingIn(row, column) {
  const text = row[column];
  if (text === '') return null;
  if (!isDate(text) && !isDate(`${text}-01`)) {
    throw new DataError(`${row.at}: "${text}" in column ${column} is not a date like 2024-07-19 or 2024-07`);
  }
  return text;
}

/** The earlier of two dates; a day beats the month it lies in, being the same date told better. */
function earlier(a, b) {
  if (!a || !b) return a ?? b;
  if (a.startsWith(b) || b.startsWith(a)) return a.length > b.length ? a : b;
  return a < b ? a : b;
}

/** Indexes rows by version, because a version listed twice in a file would leave open which row counts. */
function indexByVersion(rows, column) {
  const index = new Map();
  for (const row of rows) {
    const version = versionIn(row, column);
    const twin = index.get(version.text);
    if (twin) throw new DataError(`${row.at}: ${version.text} was listed before, in ${twin.at}`);
    index.set(version.text, { ...row, version });
  }
  return index;
}

/** Reads the open-source releases; the prerelease column is held against the label the order is made from. */
export function readOss(dir) {
  const releases = indexByVersion(readTable(dir, 'oss-releases.csv', ['version', 'date', 'prerelease']), 'version');
  for (const { at, version, date, prerelease } of releases.values()) {
    if (!isDate(date)) throw new DataError(`${at}: "${date}" in column date is not a date like 2024-07-19`);
    if (prerelease !== String(version.stage < 0)) {
      throw new DataError(`${at}: prerelease is "${prerelease}", which ${version.text} does not look like`);
    }
  }
  return releases;
}

/** Joins the two Enterprise files, since neither lists every release: one knows bases, the other more versions. */
export function readEnterprise(dir, oss, note) {
  const columns = ['ee_version', 'oss_version', 'date', 'confidence', 'relation'];
  const union = new Map();
  for (const [text, row] of indexByVersion(readTable(dir, 'ee-pairs.csv', columns), 'ee_version')) {
    const { at, version, confidence, relation } = row;
    const base = versionIn(row, 'oss_version');
    if (!CONFIDENCES.includes(confidence)) {
      throw new DataError(`${at}: confidence "${confidence}" is none of ${CONFIDENCES.join(', ')}`);
    }
    if (relation === '') throw new DataError(`${at}: column relation is empty`);
    if (!oss.has(base.text)) note(`${at}: base ${base.text} of Enterprise ${text} is not in oss-releases.csv; row kept`);
    union.set(text, { version, date: sightingIn(row, 'date'), base, confidence, relation });
  }
  const seen = indexByVersion(readTable(dir, 'ee-versions-seen.csv', ['ee_version', 'first_seen']), 'ee_version');
  for (const [text, row] of seen) {
    const here = sightingIn(row, 'first_seen');
    const pair = union.get(text);
    const date = earlier(pair?.date ?? null, here);
    if (pair?.date && here && pair.date !== here) {
      note(`${row.at}: Enterprise ${text} is dated ${here}, but ${pair.date} in ee-pairs.csv; ${date} taken`);
    }
    union.set(text, { ...pair, version: row.version, date });
  }
  for (const [text, { date }] of union) {
    if (date?.length === 7) note(`Enterprise ${text}: dated to the month only, ${date}; written as it is`);
  }
  return union;
}

/** Tells which bases are doubtful, because bounds for unknown pairs rest on them: too young, or falling in a line. */
export function noteDoubtfulBases(enterprise, oss, note) {
  let last;
  const pairs = [...enterprise.values()].filter(({ base }) => base);
  for (const pair of pairs.sort((a, b) => compareVersions(a.version, b.version))) {
    const { version, date, base, confidence } = pair;
    const here = `${version.text} on ${base.text} (${confidence})`;
    const released = oss.get(base.text)?.date;
    if (date && released?.slice(0, date.length) > date) {
      note(`Enterprise ${here} was seen on ${date}, before that base of ${released}; kept`);
    }
    if (last?.version.line === version.line && compareVersions(last.base, base) > 0) {
      const before = `${last.version.text} on ${last.base.text} (${last.confidence})`;
      note(`Enterprise ${here} follows ${before}: the base falls; both kept`);
    }
    last = pair;
  }
}

/** Reads what the catalog takes from the rules, above all the day the sources were read. */
export function readRules(dir) {
  const file = 'upgrade-rules.json';
  try {
    const rules = JSON.parse(readText(dir, file));
    const checkedOn = /\((\d{4}-\d\d-\d\d)\)/.exec(rules.meta.generated_from)[1];
    if (isDate(checkedOn) && Array.isArray(rules.support_matrix)) return { ...rules, checkedOn };
  } catch (error) {
    if (error instanceof DataError) throw error;
  }
  throw new DataError(`${file}: needs a support_matrix, and meta.generated_from with the day it was read, "(2026-08-07)"`);
}

/** Tells where the two support matrices disagree; the table is taken, being the one with the history of each value. */
function noteMatrixDifferences(lines, rules, note) {
  const others = new Map(rules.support_matrix.map((row) => [row.minor, row]));
  for (const [minor, { kubernetes, helm }] of lines) {
    const other = others.get(minor);
    const taken = { kubernetes: kubernetes.join(' - '), helm: `>= ${helm}` };
    if (!other) note(`line ${minor}: not in the support matrix of upgrade-rules.json`);
    for (const key of other ? ['kubernetes', 'helm'] : []) {
      if (other[key] === taken[key]) continue;
      note(`line ${minor}: upgrade-rules.json says ${key} "${other[key]}"; "${taken[key]}" taken`);
    }
  }
  for (const minor of others.keys()) {
    if (!lines.has(minor)) note(`line ${minor}: only in upgrade-rules.json; left out`);
  }
}

/** Turns the ranges of the support matrix into bounds; words that are no range stop the build rather than be guessed at. */
export function readLines(dir, rules, note) {
  const lines = new Map();
  for (const { at, minor, kubernetes, helm } of readTable(dir, 'support-matrix.csv', ['minor', 'kubernetes', 'helm'])) {
    const [, lowestHelm] = /^>= (\d+\.\d+)$/.exec(helm) ?? [];
    const named = /^\d+\.\d+((, | - )\d+\.\d+)*$/.test(kubernetes) ? kubernetes.split(/, | - /) : [];
    const [min, max] = [named.at(0), named.at(-1)];
    if (!/^\d+\.\d+$/.test(minor)) throw new DataError(`${at}: "${minor}" is not a release line like 1.18`);
    if (lines.has(minor)) throw new DataError(`${at}: line ${minor} was listed before`);
    if (!min || compareLines(min, max) > 0) throw new DataError(`${at}: Kubernetes "${kubernetes}" is not a range`);
    if (!lowestHelm) throw new DataError(`${at}: Helm "${helm}" is not a range like ">= 3.12"`);
    lines.set(minor, { kubernetes: [min, max], helm: lowestHelm });
  }
  noteMatrixDifferences(lines, rules, note);
  return [...lines].sort(([a], [b]) => compareLines(a, b));
}
