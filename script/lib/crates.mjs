// The crates that are locked, the licences that they state, and which of them ship in which part of the product.

import { execFileSync } from "node:child_process";
import { parse } from "smol-toml";

/** What ships, as cargo builds it. Each part is a name, and the words that choose its target and its features. */
const PARTS = [
  { part: "page", words: ["--target=wasm32-unknown-unknown", "--features=page"] },
  { part: "terminal program", words: ["--target=x86_64-unknown-linux-musl", "--target=aarch64-unknown-linux-musl"] },
  { part: "core for npm", words: ["--target=wasm32-unknown-unknown", "--features=npm"] },
];

/** How a crate is called in here and in what others read of it. */
export const crateId = ({ name, version }) => `${name}@${version}`;

/** The crates of a Cargo.lock: `name`, `version`, and unless they are our own `source` and `checksum`. */
export const lockedCrates = (text) => parse(text).package;

/** The licence that each crate states, by its id; `top` is the folder of the project. */
export function statedLicences(top) {
  const { packages } = JSON.parse(cargo(top, ["metadata", "--format-version=1", "--all-features"]));
  return new Map(packages.map((one) => [crateId(one), spdx(one.license)]));
}

/** A slash is how cargo wrote "or" before there were expressions. */
const spdx = (licence) => licence?.replaceAll(/\s*\/\s*/g, " OR ");

/**
 * What ships, as `{ part, uses }`: `uses` has each linked crate with the crates that it uses in turn, as ids.
 *
 * It is what `cargo tree` says. The graph of `cargo metadata` also has what only the features of tests switch on, such
 * as Yew's renderer for servers.
 */
export function linkedCrates(top) {
  const words = ["tree", "--package=gloo-advisor", "--edges=normal,no-proc-macro", "--prefix=depth", "--format= {p}"];
  return PARTS.map((one) => ({ part: one.part, uses: uses(cargo(top, [...words, ...one.words])) }));
}

/** The edges of a tree that is printed as lines of depth, name and version. */
export function uses(tree) {
  const found = new Map();
  const path = [];
  for (const line of tree.split("\n").filter(Boolean)) {
    const [, depth, name, version] = /^(\d+) (\S+) v(\S+)/.exec(line) ?? [];
    if (version === undefined) throw new Error(`cargo tree printed "${line}", which names no crate.`);
    const id = crateId({ name, version });
    path.splice(Number(depth), Infinity, id);
    if (!found.has(id)) found.set(id, new Set());
    if (path.length > 1) found.get(path.at(-2)).add(id);
  }
  return found;
}

function cargo(top, words) {
  const how = { cwd: top, encoding: "utf8", stdio: "pipe", maxBuffer: 1 << 28 };
  return execFileSync("cargo", [...words, "--offline", "--locked"], how);
}
