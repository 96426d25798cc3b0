// Runs the programs that a build consists of, and says how long each took.

import { spawn } from "node:child_process";
import { setPriority } from "node:os";

/** How nice the second of two builds is: it gives way to the first, but not to all else on a busy machine. */
const GENTLE = 5;

/** Runs programs in the folder `cwd` until `signal` ends them; `say` hears how long they took. */
export function runner({ cwd, signal, say }) {
  /** Runs a program to its end, and gives back what it printed where that is not shown. */
  const run = (program, words, { stdout = "pipe", stderr = "pipe", env = {}, gently = false } = {}) =>
    new Promise((done, failed) => {
      const stdio = ["ignore", stdout, stderr];
      const child = spawn(program, words, { cwd, signal, stdio, env: { ...process.env, ...env } });
      if (gently && child.pid) setPriority(child.pid, GENTLE);
      const printed = [child.stdout, child.stderr].map(collected);
      child.once("error", failed);
      child.once("close", (code, signal) => {
        const [out, err] = printed.map((parts) => parts.join(""));
        if (code === 0) return done(out);
        failed(new Error(`${program} ended with ${signal ?? code}.\n${err}`.trim()));
      });
    });
  const timed = async (what, running) => {
    const began = Date.now();
    const result = await running;
    say(`${what}: ${Math.round((Date.now() - began) / 1000)} s`);
    return result;
  };
  const shown = { stdout: "inherit", stderr: "inherit" };

  return {
    /** A program whose output is shown as it comes. */
    hook: (program, words, env) => run(program, words, { ...shown, env }),
    /** A program whose output is shown only if it fails. */
    tool: (what, program, words) => timed(what, run(program, words)),
    /** A build by cargo, shown as it comes. Gives back the file that it made of the program `name`. */
    cargo: async (what, words, name) =>
      built(await timed(what, run("cargo", [...words, MESSAGES], { stderr: "inherit" })), name),
    /** The same beside another one, which goes first. */
    cargoBeside: async (what, words, name) =>
      built(await timed(what, run("cargo", [...words, MESSAGES], { gently: true })), name),
  };
}

const MESSAGES = "--message-format=json-render-diagnostics";

function collected(stream) {
  const parts = [];
  stream?.setEncoding("utf8").on("data", (text) => parts.push(text));
  return parts;
}

/** The file that cargo made of a program, by its messages. */
function built(messages, name) {
  const made = messages
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))
    .find(({ reason, target }) => reason === "compiler-artifact" && target.name === name);
  const file = made?.executable ?? made?.filenames.find((file) => file.endsWith(".wasm"));
  if (!file) throw new Error(`cargo has built no ${name}.`);
  return file;
}
