// What script/release has made.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the release under test; RELEASE names another. */
export const RELEASE = process.env.RELEASE ?? fileURLToPath(new URL("../../release", import.meta.url));
export const SITE = join(RELEASE, "site");

/** The one file of the release with this end of a name. */
export function handed(end) {
  const found = readdirSync(RELEASE).filter((name) => name.endsWith(end));
  if (found.length !== 1) throw new Error(`${RELEASE} has ${found.length} files that end in ${end}: run script/release first.`);
  return join(RELEASE, found[0]);
}

/** The name of the folder of a site whose content never changes. */
export const kept = () => readdirSync(SITE).find((name) => /^[0-9a-f]{16}$/.test(name));
