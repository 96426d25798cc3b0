// Archives with the same bytes for the same files, whoever packs them, when and where.

import { createWriteStream } from "node:fs";
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { create } from "tar";

const PROGRAM = 0o755;
const FILE = 0o644;

/** Writes files, bytes by name, below a folder. */
export async function write(folder, files) {
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}

/** Packs all that is below `folder`, as a folder of the archive's own name. `programs` may be run. */
export async function pack({ folder, archive, prefix, time, programs = [] }) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
  for (const name of names) await chmod(join(folder, name), programs.includes(name) ? PROGRAM : FILE);
  const packed = create({ cwd: folder, portable: true, mtime: time, prefix }, names);
  // Node writes no time into it.
  await pipeline(packed, createGzip({ level: 9 }), createWriteStream(archive));
}
