// Packs bytes with the LZMA of xz; `unpacked.mjs` undoes it.

import { execFileSync } from "node:child_process";

/** Code and texts have no alignment, so `pb` is 0. Of `lc` from 1 to 4, 2 packs them smallest. */
const OPTIONS = ["--format=lzma", "--stdout", "--lzma1=preset=9e,lc=2,pb=0"];
/** Where the length of the data is in the head. xz does not know it of what it gets through a pipe. */
const LENGTH = 5;

/** The bytes packed, with their length in the head. */
export function packed(bytes) {
  const packed = execFileSync("xz", OPTIONS, { input: bytes, maxBuffer: 2 * bytes.length + 1024 });
  packed.writeBigUInt64LE(BigInt(bytes.length), LENGTH);
  return packed;
}
