// Versions in release order. Not plain semver: `-patchN` and other builds come after the release they are built on.

const VERSION = /^((?:0|[1-9]\d*)\.(?:0|[1-9]\d*))\.((0|[1-9]\d*)(?:-([a-z]+)(0|[1-9]\d*)?)?)$/;
const BEFORE_RELEASE = ['alpha', 'beta', 'rc'];

/** Takes a version apart, or gives null: `line` and `rest` are what the catalog groups by and prints, the others sort. */
export function parseVersion(text) {
  const found = VERSION.exec(text);
  if (!found) return null;
  const [, line, rest, patch, label = '', number] = found;
  const stage = label === '' ? 0 : BEFORE_RELEASE.includes(label) ? -1 : 1;
  return { text, line, rest, patch: Number(patch), stage, label, number: Number(number ?? 0) };
}

/** Compares "1.9" with "1.10" by number; text order would put 1.10 first. */
export function compareLines(a, b) {
  const [majorA, minorA] = a.split('.').map(Number);
  const [majorB, minorB] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/** Release order of two parsed versions: 0-beta2, 0-beta10, 0-rc1, 0, 0-patch1, 1. */
export function compareVersions(a, b) {
  return (
    compareLines(a.line, b.line) ||
    a.patch - b.patch ||
    a.stage - b.stage ||
    (a.label < b.label ? -1 : a.label > b.label ? 1 : a.number - b.number)
  );
}
