// Notices when something changes that the page is built of.

import { watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const FOLDERS = ["src", "static"];
const FILES = ["index.html", "Cargo.toml", "Cargo.lock", "Trunk.toml"];

/** How long an editor may take to write all that it has to write. */
const SETTLES = 200;

/** Watches the folder `top`: `changed` waits for the next change, and one since it was last called counts. */
export function changes(top) {
  let due = false;
  let wake = () => {};
  const note = () => {
    due = true;
    wake();
  };
  const watched = FOLDERS.map((folder) => watch(join(top, folder), { recursive: true }, note));
  // Not the files themselves: an editor may put a new one in the place of the old.
  watched.push(watch(top, (_, name) => FILES.includes(name) && note()));
  // A folder that goes away is a change too.
  watched.forEach((one) => one.on("error", note));
  const changed = async () => {
    while (!due) await new Promise((done) => (wake = done));
    await pause(SETTLES);
    due = false;
  };
  return { changed, close: () => watched.forEach((one) => one.close()) };
}
