// The program of the page that is one file. It takes the place of the glue in `boot.js`, and has what that would fetch
// from the document itself, where script/lib/single.mjs has packed it.

import { decoded } from "../script/lib/letters.mjs";
import { joined } from "../script/lib/streams.mjs";
import { unpacked } from "../script/lib/unpacked.mjs";
import init, { mountPage as mount } from "./gloo-advisor-page.js";

let files;

/** Starts the program. */
export default async function start() {
  // Unpacking takes a moment, and the box is to be there before.
  await new Promise((painted) => setTimeout(painted));
  const bytes = unpacked(decoded(document.getElementById("packed").textContent));
  let at = 4 + new DataView(bytes.buffer).getUint32(0);
  const text = (bytes) => new TextDecoder().decode(bytes);
  const { texts, lengths } = JSON.parse(text(bytes.subarray(4, at)));
  const taken = (length) => bytes.subarray(at, (at += length));
  files = new Map(texts.map(([name, length]) => [name, text(taken(length))]));
  const streams = lengths.map(taken);
  return init({ module_or_path: joined(streams) });
}

/** The page, with the files that came with it. */
export const mountPage = (root, base, home, asked, told) => mount(root, base, home, asked, told, files);
