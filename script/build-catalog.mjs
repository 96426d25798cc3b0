#!/usr/bin/env node
// Builds the catalog of releases from the CSV files of a knowledge folder.
//   script/build-catalog.mjs KNOWLEDGE_DIR > static/catalog.json
//   script/build-catalog.mjs --check KNOWLEDGE_DIR     exits 1 if static/catalog.json is not up to date
// Oddities that do not stop the build are told on stderr.
import { readFileSync } from 'node:fs';
import { DataError } from './lib/csv.mjs';
import { noteDoubtfulBases, readEnterprise, readLines, readOss, readRules } from './lib/knowledge.mjs';
import { compareVersions } from './lib/version.mjs';

const USAGE = 'usage: script/build-catalog.mjs [--check] KNOWLEDGE_DIR';
const CATALOG = new URL('../static/catalog.json', import.meta.url);

const SOURCES = {
  oss: 'Release tags and changelog of the public repository solo-io/gloo; tags there that carry Enterprise sources are left out.',
  enterprise:
    'Version numbers named in public material: documentation, changelogs, demos, workshops and issues. Not a complete list; a date is the earliest sighting known.',
  pairs:
    'Declared: a vendor file says it. Observed: seen in a running install, a stack trace or vendor pins. Inferred: mostly, the documentation named both as current that day, so the base is an upper bound.',
};

const CHARTS = {
  'open-source': {
    alias: 'gloo',
    url: 'https://storage.googleapis.com/solo-public-helm',
    chart: 'gloo',
    crds: 'gloo/crds',
  },
  enterprise: {
    alias: 'glooe',
    url: 'https://storage.googleapis.com/gloo-ee-helm',
    chart: 'gloo-ee',
    crds: 'gloo-ee/charts/gloo/crds',
  },
};

/** Groups releases by line in release order: the order of the input files must not show in the output. */
function groupByLine(releases, toRow) {
  const lines = new Map();
  for (const release of [...releases.values()].sort((a, b) => compareVersions(a.version, b.version))) {
    const { line } = release.version;
    lines.set(line, [...(lines.get(line) ?? []), toRow(release)]);
  }
  return [...lines];
}

/** Prints an object with one entry per line: small enough to ship, and a new release changes one line of a diff. */
function block(entries) {
  return `{\n${entries.map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n  }`;
}

/** Builds the text of the catalog; everything it depends on lies in the folder, so the same input gives the same bytes. */
function build(dir, note) {
  const rules = readRules(dir);
  const oss = readOss(dir);
  const enterprise = readEnterprise(dir, oss, note);
  noteDoubtfulBases(enterprise, oss, note);
  const parts = {
    schema_version: '1',
    checked_on: JSON.stringify(rules.checkedOn),
    sources: block(Object.entries(SOURCES)),
    charts: block(Object.entries(CHARTS)),
    lines: block(readLines(dir, rules, note)),
    oss: block(groupByLine(oss, ({ version, date }) => [version.rest, date])),
    enterprise: block(
      groupByLine(enterprise, ({ version, date, base, confidence, relation }) =>
        base ? [version.rest, date, base.text, confidence, relation] : [version.rest, date],
      ),
    ),
  };
  return `{\n${Object.entries(parts).map(([key, text]) => `  "${key}": ${text}`).join(',\n')}\n}\n`;
}

/** Compares the file in the repository with what would be written, to catch hand edits and forgotten rebuilds. */
function check(dir) {
  const wanted = build(dir, () => {});
  let found = '';
  try {
    found = readFileSync(CATALOG, 'utf8');
  } catch {
    throw new DataError(`static/catalog.json cannot be read; run: script/build-catalog.mjs ${dir} > static/catalog.json`);
  }
  if (found === wanted) return;
  const theirs = found.split('\n');
  const line = wanted.split('\n').findIndex((text, i) => text !== theirs[i]) + 1 || theirs.length;
  throw new DataError(
    `static/catalog.json is not up to date (first difference in line ${line}); ` +
      `run: script/build-catalog.mjs ${dir} > static/catalog.json`,
  );
}

/** Runs the command line; the exit code is set and not forced, so that a pipe gets the whole catalog. */
function main(args) {
  const [dir, ...more] = args.filter((arg) => arg !== '--check');
  if (!dir || more.length || dir.startsWith('-')) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  try {
    if (args.includes('--check')) check(dir);
    else process.stdout.write(build(dir, (text) => console.error(`note: ${text}`)));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    console.error(`build-catalog: ${error.message}`);
    process.exitCode = 1;
  }
}

main(process.argv.slice(2));
