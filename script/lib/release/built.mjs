// Builds what a release has besides the page: programs for terminals, and the core for JavaScript.

import { rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { links, wasmOptWords } from "../trunk.mjs";

/** The machines that the terminal program is for. It is static, so that it runs on any Linux. */
export const MACHINES = ["x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl"];
const PROGRAM = "gloo-advisor";
const CORE = "gloo-advisor-core";
const BINDGEN = "gloo-advisor-bindgen";
const WASM_OPT = fileURLToPath(new URL("../../../node_modules/.bin/wasm-opt", import.meta.url));

/** The terminal program for each machine, by the machine's name. */
export async function programs(run) {
  const built = new Map();
  for (const machine of MACHINES) {
    const words = ["build", "--release", "--offline", "--locked", `--target=${machine}`, `--bin=${PROGRAM}`];
    built.set(machine, await run.cargo(`the program for ${machine}`, words, PROGRAM));
  }
  return built;
}

/** Puts the core and its glue into a folder. `html` is the page's source, which says how its program is made smaller. */
export async function core(run, html, folder) {
  const words = ["build", "--target=wasm32-unknown-unknown", "--profile=page", "--offline", "--locked", `--bin=${CORE}`];
  const program = await run.cargo("the core for JavaScript", [...words, "--features=npm"], CORE);
  const bindgen = await run.cargo("wasm-bindgen", ["build", "--profile=tool", "--offline", `--package=${BINDGEN}`], BINDGEN);
  await run.tool("its glue", bindgen, [program, folder, CORE]);
  const wasm = join(folder, `${CORE}_bg.wasm`);
  const smaller = wasmOptWords(links(html).find(({ rel }) => rel === "rust"));
  await run.tool("wasm-opt", WASM_OPT, [`--output=${wasm}.smaller`, wasm, ...smaller]);
  await rename(`${wasm}.smaller`, wasm);
}
