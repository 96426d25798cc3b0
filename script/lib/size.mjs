// What the built page weighs, as a browser gets it: compressed by brotli at its best.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** How far over its last measure a size may be: another compiler or a repaired fault must not stop a build. */
export const MARGIN = 0.02;

/** The most bytes that a budget has, from those that were measured last. */
export const limit = (measured) => Math.floor(measured * (1 + MARGIN));

/** Every file below a folder, by its path there, with its raw and compressed bytes. */
export function weigh(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({ name: path.slice(join(folder, "/").length), bytes: readFileSync(path) }))
    .map(({ name, bytes }) => ({ name, raw: bytes.length, brotli: compressed(bytes) }))
    .sort((one, other) => other.brotli - one.brotli || one.name.localeCompare(other.name));
}

/** The budgets with what was used of each; a budget counts the files whose name its `files` matches. */
export function spend(files, budgets) {
  return budgets.map(({ what, limit, counts }) => {
    const used = sum(files.filter(({ name }) => counts(name)).map(({ brotli }) => brotli));
    return { what, limit, used, over: used > limit };
  });
}

/** A table for the terminal: each file, then each budget. */
export function table(files, spent) {
  const rows = files.map(({ name, raw, brotli }) => [name, kB(raw), kB(brotli)]);
  const sums = spent.map(({ what, limit, used, over }) => [
    what,
    `${over ? "OVER " : ""}${kB(limit)}`,
    kB(used),
    String(used),
  ]);
  return [
    ...lines([["file", "raw kB", "brotli kB"], ...rows]),
    "",
    ...lines([["budget", "limit kB", "brotli kB", "bytes"], ...sums]),
  ].join("\n");
}

function compressed(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** Rows as lines: a name, then columns of numbers. */
export function lines(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, ...numbers]) => name.padEnd(width) + numbers.map((text) => text.padStart(13)).join(""));
}

// A kB is 1000 bytes, as everywhere in this project.
const kB = (bytes) => (bytes / 1000).toFixed(1);

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
