// One plan's machine: a home, a working folder, the tools in PATH, and a cluster that is not there.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { LICENSE_KEY } from "./plans.mjs";

const SHIMS = fileURLToPath(new URL("shims", import.meta.url));
const ANSWERING = fileURLToPath(new URL("answering", import.meta.url));

// Nothing listens on port 1, so every question to the cluster is refused at once. Without a token
// kubectl would ask for a user name instead.
const KUBECONFIG = `apiVersion: v1
kind: Config
current-context: none
contexts: [{name: none, context: {cluster: none, user: none}}]
clusters: [{name: none, cluster: {server: "https://127.0.0.1:1", insecure-skip-tls-verify: true}}]
users: [{name: none, user: {token: none}}]
`;

const SHELLS = {
  bash: ["bash", "-o", "pipefail", "-c"],
  sh: ["sh", "-c"],
};

/** A fresh sandbox: `realTools` is the folder with helm and kubectl, `charts` the chart repository's address. `cluster` is the
 *  address of what answers as a cluster, where something does, and `variables` are set besides. */
export function openSandbox({ realTools, charts, shell, values, cluster, variables = {} }) {
  if (!existsSync(join(realTools, ".stamp"))) {
    throw new Error(`${realTools} is missing: run script/setup test`);
  }
  const top = mkdtempSync(join(tmpdir(), "gloo-plan-"));
  const at = (name) => join(top, name);
  ["home", "work", "calls"].forEach((name) => mkdirSync(at(name)));
  // Helm warns about a kubeconfig that others may read.
  const config = cluster === undefined ? KUBECONFIG : KUBECONFIG.replace(/\{server: .*\}\}/, `{server: "${cluster}"}}`);
  writeFileSync(at("kubeconfig"), config, { mode: 0o600 });
  if (values !== undefined) {
    writeFileSync(join(at("work"), values), "settings: {}\n");
  }
  const env = {
    PATH: `${SHIMS}:/usr/bin:/bin`,
    LC_ALL: "C.UTF-8",
    HOME: at("home"),
    HELM_CACHE_HOME: at("home/helm/cache"),
    HELM_CONFIG_HOME: at("home/helm/config"),
    HELM_DATA_HOME: at("home/helm/data"),
    KUBECONFIG: at("kubeconfig"),
    // Whatever tries to leave the machine fails at once, and can be told from the cluster's port.
    HTTP_PROXY: "http://127.0.0.1:9",
    HTTPS_PROXY: "http://127.0.0.1:9",
    NO_PROXY: "127.0.0.1",
    GLOO_LICENSE_KEY: LICENSE_KEY,
    REAL_TOOLS: realTools,
    CHARTS: charts,
    CALLS: at("calls"),
    ...variables,
  };
  return {
    async run(command) {
      const ran = await run(SHELLS[shell], command, at("work"), env);
      return { ...ran, calls: takeCalls(at("calls")) };
    },
    /** Runs a script of bash with a cluster that answers: how it ends, and the calls in order, variables not expanded. The
     *  text `input` is what is typed, and then nothing; the call with the number `fails` fails. */
    async script(text, { input = "", fails = 0, variables = {} } = {}) {
      if (!existsSync(at("answering"))) {
        mkdirSync(at("answering"));
        ["helm", "kubectl", "glooctl", "curl"].forEach((name) => symlinkSync(ANSWERING, at(`answering/${name}`)));
      }
      writeFileSync(at("script"), text);
      writeFileSync(at("log"), "");
      const more = { SHIMS, LOG: at("log"), FAILS: String(fails), PATH: `${at("answering")}:/usr/bin:/bin`, ...variables };
      const ran = await run(["bash"], at("script"), at("work"), { ...env, ...more }, input);
      const log = readFileSync(at("log"), "utf8").replaceAll(LICENSE_KEY, "$GLOO_LICENSE_KEY").replaceAll(env.HOME, "$HOME");
      return { ...ran, calls: log.split("\n").slice(0, -1) };
    },
    files: () => sizes(at("work")),
    // What a shell makes of a word inside double quotes, as far as the product uses variables.
    expand: (word) => word.replaceAll(/\$(GLOO_LICENSE_KEY|HOME)/g, (_, name) => env[name]),
    has: (name) => existsSync(join(at("work"), name)),
    fill(name, text = "{}\n") {
      const path = join(at("work"), name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    },
    read: (name) => readFileSync(join(at("work"), name), "utf8"),
    close: () => rmSync(top, { recursive: true, force: true }),
  };
}

function run([program, ...args], command, cwd, env, input = "") {
  return new Promise((done, failed) => {
    const stdin = input === "" ? "ignore" : "pipe";
    const child = spawn(program, [...args, command], { cwd, env, stdio: [stdin, "pipe", "pipe"], timeout: 60_000 });
    // A script that has stopped reads no more.
    child.stdin?.on("error", () => {}).end(input);
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"]) {
      child[stream].setEncoding("utf8").on("data", (text) => (output[stream] += text));
    }
    child.on("error", failed);
    child.on("close", (status, signal) => done({ status: status ?? signal, ...output }));
  });
}

/** The words of every tool that the last command called, as the tool received them. */
function takeCalls(folder) {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const words = readFileSync(join(folder, name), "utf8").split("\0").slice(0, -1);
      rmSync(join(folder, name));
      return words;
    });
}

/** The plain files of the working folder itself, with their sizes. */
function sizes(folder) {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ name }) => [name, statSync(join(folder, name)).size]));
}
