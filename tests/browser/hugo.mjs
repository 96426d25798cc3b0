// A real site, built by Hugo with the project's shortcode, with the page's files in one of its folders.

import { execFile } from "node:child_process";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DIST } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the site into a folder, for an address. */
export async function build(folder, address) {
  await promisify(execFile)("hugo", [
    "--quiet",
    ...["--source", here("../hugo")],
    ...["--themesDir", here("../../docs")],
    ...["--destination", folder],
    ...["--baseURL", address],
  ]);
  await cp(DIST, join(folder, "gloo-advisor"), { recursive: true });
}
