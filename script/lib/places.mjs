// The folders of whoever builds, and where what was built names one of them.

import { readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** How much of a path is shown. */
const SHOWN = 160;

/** Folders with what they are to people, the most particular first: the others may lie around it. */
export function places({ checkout, toolchain, crates, home }) {
  const known = [
    ["the folder of the project", checkout],
    ["the folder of the toolchain", toolchain],
    ["the folder of the crates (CARGO_HOME)", crates],
    ["the home of who built it", home],
  ];
  const all = known.flatMap(([what, folder]) => spellings(folder).map((one) => ({ what, folder: one })));
  // A container may have its home at the top, where every path begins.
  return all.filter(({ folder }) => folder !== "/");
}

/** A folder as it is called, and as it is without links on the way. */
function spellings(folder) {
  const called = resolve(folder);
  try {
    return [...new Set([called, realpathSync(called)])];
  } catch {
    return [called];
  }
}

/** Every file below a folder, or the one file. */
export function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Which of the folders a file names: what they are, how often, and how the first one goes on. */
export function named(file, folders) {
  const bytes = readFileSync(file);
  const seen = new Set();
  return folders.flatMap(({ what, folder }) => {
    // One within another begins alike, and is counted as the more particular one.
    const own = positions(bytes, `${folder}/`).filter((at) => !seen.has(at));
    own.forEach((at) => seen.add(at));
    return own.length === 0 ? [] : [{ file, what, times: own.length, first: pathAt(bytes, own[0]) }];
  });
}

function positions(bytes, text) {
  const found = [];
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) found.push(at);
  return found;
}

/** Texts of a program follow each other without anything between, so the end of a path is that of its file. */
function pathAt(bytes, at) {
  const text = bytes.toString("latin1", at, at + SHOWN);
  return /^[!-~]*?\.rs/.exec(text)?.[0] ?? /^[!-~]*/.exec(text)[0];
}
