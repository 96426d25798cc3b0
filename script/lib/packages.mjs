// The npm packages that are locked, and the licences that they state. They build and test, and none of them ships.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Binaries for one platform that state no licence of their own, and the package that they are parts of. */
const PARTS_OF = [[/^@minify-html\/node-/, "@minify-html/node"]];

/** The packages of a package-lock.json: `name`, `path`, and what the lock file says of each. */
export function lockedPackages(text) {
  const { packages } = JSON.parse(text);
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, one]) => ({ ...one, name: one.name ?? path.split("node_modules/").at(-1), path }));
}

/** The licence that a package states: in the lock file, where it is installed, or in the package it is a part of. */
export function licenceOf(one, all, top) {
  const whole = PARTS_OF.find(([parts]) => parts.test(one.name))?.[1];
  return one.license ?? installedLicence(join(top, one.path)) ?? all.find(({ name }) => name === whole)?.license;
}

function installedLicence(folder) {
  const file = join(folder, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).license : undefined;
}
