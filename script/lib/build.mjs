// Builds the page as it is released, as `trunk build --release --offline` does, but without Trunk, which takes
// longer to install than all else together. What is built, and how, is in Trunk.toml and index.html.

import { copyFile, cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runner } from "./runner.mjs";
import { cargoWords, finished, links, settings, smallerStyle, wasmOptWords } from "./trunk.mjs";

/** What writes the glue: a small program of our own around the library of wasm-bindgen. */
const BINDGEN = "gloo-advisor-bindgen";
const BINDGEN_WORDS = ["build", "--profile=tool", "--offline", `--package=${BINDGEN}`];

const WASM_OPT = fileURLToPath(new URL("../../node_modules/.bin/wasm-opt", import.meta.url));

/**
 * Builds the page of the project in the folder `top`, and gives back the folder that it is in.
 *
 * That folder stays as it was if anything fails or `signal` ends it. `say` hears how long each part took.
 */
export async function build({ top, signal, say = console.log }) {
  const { target, dist, base, hooks } = settings(await readFile(join(top, "Trunk.toml"), "utf8"));
  const page = join(top, dist);
  const stage = join(page, ".stage");
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true });

  // Where one part fails, the others are of no use.
  const failing = new AbortController();
  const run = runner({ cwd: top, signal: AbortSignal.any([signal, failing.signal].filter(Boolean)), say });
  const env = {
    TRUNK_PROFILE: "release",
    TRUNK_HTML_FILE: join(top, target),
    TRUNK_SOURCE_DIR: top,
    TRUNK_STAGING_DIR: stage,
    TRUNK_DIST_DIR: page,
    TRUNK_PUBLIC_URL: base,
  };
  const hooked = (stage) =>
    hooks.filter((hook) => hook.stage === stage).map(({ command, words }) => run.hook(command, words, env));
  try {
    await Promise.all(hooked("pre_build"));
    const html = await readFile(join(top, target), "utf8");
    const styles = new Map();
    const made = links(html).map((link) => MAKERS[link.rel]({ ...link, top, stage, run, styles }));
    await Promise.all([...hooked("build"), ...made]);
    await writeFile(join(stage, "index.html"), finished(html, base, styles));
    await Promise.all(hooked("post_build"));
  } catch (error) {
    failing.abort();
    throw error;
  }
  await replace(page, stage);
  return page;
}

const source = ({ top, attributes }) => join(top, attributes.get("href"));
const named = ({ stage, attributes }) => join(stage, basename(attributes.get("href")));

/** How each kind of link gets into the folder of the page. */
const MAKERS = {
  css: async (link) => {
    const name = basename(source(link));
    const bytes = smallerStyle(name, await readFile(source(link)));
    link.styles.set(link.id, { name, bytes });
    await writeFile(named(link), bytes);
  },
  "copy-file": (link) => copyFile(source(link), named(link)),
  "copy-dir": (link) => cp(source(link), named(link), { recursive: true }),
  rust: program,
};

async function program({ attributes, stage, run, ...link }) {
  const name = attributes.get("data-bin");
  // One processor is enough for the end of the program, which is most of it, so the other one may build the tool.
  const [wasm, bindgen] = await Promise.all([
    run.cargo("the program for the browser", cargoWords({ attributes }), name),
    run.cargoBeside("wasm-bindgen", BINDGEN_WORDS, BINDGEN),
  ]);
  await run.tool("its glue", bindgen, [wasm, stage, name]);
  // Trunk would minify the glue, but fails to read it and leaves it as it is.
  const words = wasmOptWords({ attributes });
  if (words === null) return;
  const file = join(stage, `${name}_bg.wasm`);
  await run.tool("wasm-opt", WASM_OPT, [`--output=${file}`, file, ...words]);
}

/** Puts what is in the stage in the place of the page around it. */
async function replace(page, stage) {
  for (const name of await readdir(page)) {
    if (join(page, name) !== stage) await rm(join(page, name), { recursive: true });
  }
  for (const name of await readdir(stage)) {
    await rename(join(stage, name), join(page, name));
  }
  await rm(stage, { recursive: true });
}
