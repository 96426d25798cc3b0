// Run with: node --test script/
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const temporary = mkdtempSync(join(tmpdir(), 'build-catalog-'));
after(() => rmSync(temporary, { recursive: true }));

const RULES = { meta: { generated_from: 'main (2026-08-07)' }, support_matrix: [] };
const FILES = {
  'oss-releases.csv': 'version,date,prerelease\n1.9.0,2021-10-06,false\n1.10.0,2022-01-10,false\n',
  'ee-pairs.csv': 'ee_version,oss_version,date,confidence,source,relation\n',
  'ee-versions-seen.csv': 'ee_version,first_seen,source\n',
  'support-matrix.csv': 'minor,kubernetes,helm\n',
  'upgrade-rules.json': JSON.stringify(RULES),
};

/** Writes a knowledge folder with the smallest good files, some of them replaced; null leaves a file out. */
function knowledge(replaced = {}) {
  const dir = mkdtempSync(join(temporary, 'knowledge-'));
  for (const [file, text] of Object.entries({ ...FILES, ...replaced })) {
    if (text !== null) writeFileSync(join(dir, file), text);
  }
  return dir;
}

/** Makes a CSV text out of a header taken from the good files and the given rows. */
const csv = (file, ...rows) => [FILES[file].split('\n')[0], ...rows, ''].join('\n');

/** Runs the script of a checkout, by default the one under test. */
function run(args, root = ROOT) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'script/build-catalog.mjs'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Builds a catalog that must succeed. */
function build(replaced) {
  const { status, stdout, stderr } = run([knowledge(replaced)]);
  assert.equal(status, 0, stderr);
  return { catalog: JSON.parse(stdout), text: stdout, stderr };
}

/** Expects one file to be refused with this sentence, and nothing to be written. */
function refuses(file, text, sentence) {
  const { status, stdout, stderr } = run([knowledge({ [file]: text })]);
  assert.deepEqual({ status, stdout, stderr }, { status: 1, stdout: '', stderr: `build-catalog: ${sentence}\n` });
}

const oss = (...versions) =>
  csv('oss-releases.csv', ...versions.map((v) => `${v},2024-01-01,${/-(alpha|beta|rc)/.test(v)}`));

test('the keys come in the agreed order, lines by number', () => {
  const { catalog } = build();
  const keys = ['schema_version', 'checked_on', 'sources', 'charts', 'lines', 'oss', 'enterprise'];
  assert.deepEqual(Object.keys(catalog), keys);
  assert.equal(catalog.schema_version, 1);
  assert.equal(catalog.checked_on, '2026-08-07');
  assert.deepEqual(Object.keys(catalog.oss), ['1.9', '1.10']);
  assert.deepEqual(catalog.oss['1.10'], [['0', '2022-01-10']]);
});

test('pre-releases come before their release by number, builds after it', () => {
  const ordered = ['0-alpha1', '0-beta2', '0-beta9', '0-beta10', '0-rc1', '0'];
  ordered.push('2', '8', '8-patch2', '8-patch10', '10', '10-alpine', '11');
  const shuffled = ordered.map((rest) => `1.6.${rest}`).sort();
  const { catalog } = build({ 'oss-releases.csv': oss(...shuffled) });
  assert.deepEqual(
    catalog.oss['1.6'].map(([rest]) => rest),
    ordered,
  );
});

test('the two Enterprise files are joined, the earlier and more exact date wins', () => {
  const { catalog, stderr } = build({
    'ee-pairs.csv': csv(
      'ee-pairs.csv',
      '1.10.2,1.10.0,2022-03-05,inferred,"docs, ""latest""\nslot",docs-co-latest',
      '1.10.1,1.10.0,2022-02,observed,trace,stacktrace',
      '1.10.4,1.10.0,,declared,file,dependency',
      '1.10.5,1.10.0,2022-05,observed,trace,stacktrace',
    ),
    'ee-versions-seen.csv': csv(
      'ee-versions-seen.csv',
      '1.10.1,2022-02-20,a',
      '1.10.2,2022-03-01,a',
      '1.10.3,,a',
      '1.10.4,2022-04-01,a',
    ),
  });
  assert.deepEqual(catalog.enterprise, {
    '1.10': [
      ['1', '2022-02-20', '1.10.0', 'observed', 'stacktrace'],
      ['2', '2022-03-01', '1.10.0', 'inferred', 'docs-co-latest'],
      ['3', null],
      ['4', '2022-04-01', '1.10.0', 'declared', 'dependency'],
      ['5', '2022-05', '1.10.0', 'observed', 'stacktrace'],
    ],
  });
  assert.match(stderr, /note: ee-versions-seen.csv line 3: Enterprise 1.10.2 is dated 2022-03-01, but 2022-03-05 in /);
  assert.match(stderr, /note: Enterprise 1.10.5: dated to the month only, 2022-05; /);
});

test('doubtful bases are kept and told on stderr', () => {
  const { catalog, stderr } = build({
    'oss-releases.csv': oss('1.10.1', '1.10.2'),
    'ee-pairs.csv': csv(
      'ee-pairs.csv',
      '1.10.1,1.10.2,2024-02-01,inferred,x,docs-co-latest',
      '1.10.2,1.10.1,2023-12-31,observed,x,stacktrace',
      '1.10.3,1.10.7,2024-02-01,observed,x,stacktrace',
    ),
  });
  assert.deepEqual(
    catalog.enterprise['1.10'].map((row) => row[2]),
    ['1.10.2', '1.10.1', '1.10.7'],
  );
  assert.equal(
    stderr,
    [
      'note: ee-pairs.csv line 4: base 1.10.7 of Enterprise 1.10.3 is not in oss-releases.csv; row kept',
      'note: Enterprise 1.10.2 on 1.10.1 (observed) was seen on 2023-12-31, before that base of 2024-01-01; kept',
      'note: Enterprise 1.10.2 on 1.10.1 (observed) follows 1.10.1 on 1.10.2 (inferred): the base falls; both kept',
      '',
    ].join('\n'),
  );
});

test('the support matrix gives bounds, and differences from the rules are told', () => {
  const row = (minor, kubernetes, helm) => ({ minor, kubernetes, helm });
  const rows = [row('<=1.5', 'any', '2 or 3'), row('1.6', '1.19 - 1.21', '>= 3.0 (2 works)'), row('1.10', '1.21 - 1.22', '>= 3.0')];
  const { catalog, stderr } = build({
    'support-matrix.csv': csv(
      'support-matrix.csv',
      '1.18,1.27 - 1.31,>= 3.12',
      '1.10,1.21 - 1.22,>= 3.0',
      '1.6,"1.19, 1.20, 1.21",>= 3.0',
    ),
    'upgrade-rules.json': JSON.stringify({ ...RULES, support_matrix: rows }),
  });
  assert.deepEqual(Object.entries(catalog.lines), [
    ['1.6', { kubernetes: ['1.19', '1.21'], helm: '3.0' }],
    ['1.10', { kubernetes: ['1.21', '1.22'], helm: '3.0' }],
    ['1.18', { kubernetes: ['1.27', '1.31'], helm: '3.12' }],
  ]);
  assert.deepEqual(stderr.split('\n'), [
    'note: line 1.18: not in the support matrix of upgrade-rules.json',
    'note: line 1.6: upgrade-rules.json says helm ">= 3.0 (2 works)"; ">= 3.0" taken',
    'note: line <=1.5: only in upgrade-rules.json; left out',
    '',
  ]);
});

test('malformed open-source rows are refused with file and line', () => {
  const file = 'oss-releases.csv';
  const good = '1.9.0,2021-10-06,false';
  refuses(file, 'version,date\n1.9.0,2021-10-06\n', `${file} line 1: there is no column "prerelease"`);
  refuses(file, '', `${file} line 1: there is no column "version"`);
  refuses(file, csv(file, good, '1.9.1,2021-10-06'), `${file} line 3: the header has 3 fields, this row has 2`);
  refuses(file, csv(file, good, ''), `${file} line 3: the header has 3 fields, this row has 1`);
  refuses(file, csv(file, good, '1.9.1,"2021-10-06,false'), `${file} line 3: a quote is not closed, or stands inside a field`);
  for (const version of ['v1.9.1', '1.9', '1.9.01', '1.9.1-Beta', '']) {
    const sentence = `${file} line 3: "${version}" in column version is not a version like 1.18.0-beta1`;
    refuses(file, csv(file, good, `${version},2021-10-06,false`), sentence);
  }
  for (const date of ['2021-02-30', '2021-13-01', '2021-10', '6 October', '']) {
    const sentence = `${file} line 3: "${date}" in column date is not a date like 2024-07-19`;
    refuses(file, csv(file, good, `1.9.1,${date},false`), sentence);
  }
  refuses(file, csv(file, good, good), `${file} line 3: 1.9.0 was listed before, in ${file} line 2`);
  const label = `${file} line 2: prerelease is "true", which 1.9.0-dev1 does not look like`;
  refuses(file, csv(file, '1.9.0-dev1,2021-10-06,true'), label);
});

test('malformed Enterprise rows are refused with file and line, also after a field of two lines', () => {
  const [pairs, seen] = ['ee-pairs.csv', 'ee-versions-seen.csv'];
  const good = '1.9.0,1.9.0,2021-10-06,inferred,"two\nlines",docs-co-latest';
  const wrong = (row, sentence) => refuses(pairs, csv(pairs, good, row), `${pairs} line 4: ${sentence}`);
  wrong('1.9.1,1.9,,observed,x,stacktrace', '"1.9" in column oss_version is not a version like 1.18.0-beta1');
  wrong('1.9.1,1.9.0,2021,observed,x,stacktrace', '"2021" in column date is not a date like 2024-07-19 or 2024-07');
  wrong('1.9.1,1.9.0,,guessed,x,stacktrace', 'confidence "guessed" is none of declared, observed, inferred');
  wrong('1.9.1,1.9.0,,observed,x,', 'column relation is empty');
  wrong('1.9.0,1.9.0,,observed,x,stacktrace', `1.9.0 was listed before, in ${pairs} line 2`);
  refuses(seen, csv(seen, '1.9.0,,x', '1.9.0,,y'), `${seen} line 3: 1.9.0 was listed before, in ${seen} line 2`);
  const date = `${seen} line 2: "soon" in column first_seen is not a date like 2024-07-19 or 2024-07`;
  refuses(seen, csv(seen, '1.9.0,soon,x'), date);
});

test('malformed support rows and rules are refused', () => {
  const [matrix, rules] = ['support-matrix.csv', 'upgrade-rules.json'];
  const wrong = (row, sentence) => refuses(matrix, csv(matrix, row), `${matrix} line 2: ${sentence}`);
  wrong('<=1.5,1.11 - 1.12,>= 3.0', '"<=1.5" is not a release line like 1.18');
  wrong('1.6,the last year,>= 3.0', 'Kubernetes "the last year" is not a range');
  wrong('1.6,1.21 - 1.9,>= 3.0', 'Kubernetes "1.21 - 1.9" is not a range');
  wrong('1.6,1.19 - 1.21,2 or 3', 'Helm "2 or 3" is not a range like ">= 3.12"');
  const twice = csv(matrix, '1.6,1.19,>= 3.0', '1.6,1.19,>= 3.0');
  refuses(matrix, twice, `${matrix} line 3: line 1.6 was listed before`);
  const needs = 'needs a support_matrix, and meta.generated_from with the day it was read, "(2026-08-07)"';
  for (const text of ['{', '{}', JSON.stringify({ ...RULES, meta: {} })]) refuses(rules, text, `${rules}: ${needs}`);
});

test('a missing file and a wrong call are told', () => {
  const dir = knowledge({ 'ee-pairs.csv': null });
  assert.equal(run([dir]).stderr, `build-catalog: ee-pairs.csv: cannot be read from ${dir} (ENOENT)\n`);
  for (const args of [[], ['--check'], ['--chek', dir], [dir, dir]]) {
    assert.deepEqual(run(args), { status: 2, stdout: '', stderr: 'usage: script/build-catalog.mjs [--check] KNOWLEDGE_DIR\n' });
  }
});

test('the same input gives the same bytes, whatever its row order, line ends and folder', () => {
  const { text } = build({ 'oss-releases.csv': oss('1.9.0', '1.9.1', '1.10.0-rc1') });
  assert.equal(build({ 'oss-releases.csv': oss('1.9.0', '1.9.1', '1.10.0-rc1') }).text, text);
  assert.equal(build({ 'oss-releases.csv': oss('1.10.0-rc1', '1.9.1', '1.9.0').replaceAll('\n', '\r\n') }).text, text);
  assert.equal(build({ 'oss-releases.csv': `\uFEFF${oss('1.9.1', '1.9.0', '1.10.0-rc1').trimEnd()}` }).text, text);
});

test('--check tells a missing or changed catalog, and is silent on a good one', () => {
  const root = mkdtempSync(join(temporary, 'checkout-'));
  for (const part of ['build-catalog.mjs', 'lib']) {
    cpSync(join(ROOT, 'script', part), join(root, 'script', part), { recursive: true });
  }
  const dir = knowledge();
  const { stdout } = run([dir], root);
  const write = (text) => writeFileSync(join(root, 'static/catalog.json'), text);
  const hint = `run: script/build-catalog.mjs ${dir} > static/catalog.json\n`;
  const missing = `build-catalog: static/catalog.json cannot be read; ${hint}`;
  assert.deepEqual(run(['--check', dir], root), { status: 1, stdout: '', stderr: missing });
  mkdirSync(join(root, 'static'));
  write(stdout);
  assert.deepEqual(run(['--check', dir], root), { status: 0, stdout: '', stderr: '' });
  write(stdout.replace('2026-08-07', '2026-08-08'));
  const changed = `build-catalog: static/catalog.json is not up to date (first difference in line 3); ${hint}`;
  assert.deepEqual(run(['--check', dir], root), { status: 1, stdout: '', stderr: changed });
  write(`${stdout}more`);
  assert.match(run([dir, '--check'], root).stderr, /not up to date/);
});

test('static/catalog.json is up to date', (context) => {
  const dir = join(ROOT, '../shared/knowledge');
  if (!existsSync(dir)) return context.skip('no knowledge folder at ../shared/knowledge');
  const { status, stderr } = run(['--check', dir]);
  assert.equal(status, 0, stderr);
});
