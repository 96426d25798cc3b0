// Every command of the way to another product, run by a real shell against the real tools; the charts are in a registry
// on loopback that has only the releases that the data names:
//
//   script/setup test && cargo build --release --bin gloo-advisor && node --test tests/real-tools/successors.test.mjs

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { askOnward, commandsOf } from "./advisor.mjs";
import { LICENSE_KEY, TOOLS } from "./plans.mjs";
import { startCluster, startRegistry } from "./registry.mjs";
import { openSandbox } from "./sandbox.mjs";
import { attempt } from "./verdict.mjs";

const REAL_TOOLS = fileURLToPath(new URL("../../target/real-tools", import.meta.url));
const { products } = JSON.parse(readFileSync(new URL("../../static/successors.json", import.meta.url), "utf8"));

const PLANS = [16, 17, 18, 19, 20, 21, 22].flatMap((line) => [
  { edition: "open-source", from: `1.${line}.0`, target: "kgateway" },
  { edition: "enterprise", from: `1.${line}.0`, target: "enterprise-kgateway" },
]);

// Helm renders, and asks the cluster for nothing but its releases.
const MORE = "--dry-run=client --disable-openapi-validation";

let registry;
let cluster;

before(async () => {
  const charts = Object.values(products).flatMap(({ chart, crds_chart, tag, lines }) => {
    const newest = Object.values(lines).flatMap(({ newest }) => (newest === undefined ? [] : [newest]));
    const tags = newest.map((version) => tag.replace("{version}", version));
    const repositories = [chart, crds_chart].map((address) => address.replace("oci://", ""));
    return repositories.flatMap((repository) => tags.map((tag) => ({ repository, tag })));
  });
  registry = await startRegistry(charts);
  cluster = await startCluster();
});

after(() => {
  registry?.close();
  cluster?.close();
});

function open(line, shell, more) {
  const { variables, ...rest } = more;
  return openSandbox({
    ...{ realTools: `${REAL_TOOLS}/${line}`, charts: "http://127.0.0.1:9", shell, ...rest },
    variables: { REGISTRY: registry.host, ...variables },
  });
}

/** What all plans type on the way to another product, each command once: they are alike for most of them. */
async function typed(options, isAsked) {
  const commands = new Map();
  for (const plan of PLANS) {
    const { stock, beside, removal } = await askOnward(plan, options);
    commandsOf([stock, beside, removal]).forEach((command) => commands.set(command.posix, command));
  }
  return [...commands.values()].filter(({ posix }) => isAsked(posix));
}

for (const { line, helm, options } of TOOLS.filter(({ line }) => line !== "v24")) {
  describe(`Helm ${helm}`, () => {
    for (const shell of ["bash", "sh"]) {
      test(`every command in ${shell}, as far as it goes without a cluster`, async (context) => {
        const commands = await typed(options, (posix) => !posix.includes("https://"));
        const sandbox = open(line, shell, {});
        try {
          const found = [];
          for (const command of commands) {
            found.push(...(await attempt(sandbox, command, { line, shell })).complaints);
          }
          context.diagnostic(`${commands.length} commands`);
          assert.ok(commands.length > 30, `only ${commands.length} commands`);
          assert.equal(found.length, 0, `\n${found.join("\n")}`);
        } finally {
          sandbox.close();
        }
      });
    }

    test("what kubectl fetches arrives as its address", async () => {
      const sandbox = open(line, "bash", {});
      try {
        const fetching = await typed(options, (posix) => posix.includes("https://"));
        for (const { posix, argv } of fetching) {
          const { calls } = await sandbox.run(posix);
          assert.deepEqual(calls, [argv]);
        }
        const addresses = fetching.map(({ argv }) => argv.at(-1));
        const api = "https://github.com/kubernetes-sigs/gateway-api/releases/download";
        assert.deepEqual(addresses.sort(), [`${api}/v1.3.0/standard-install.yaml`, `${api}/v1.4.1/standard-install.yaml`]);
      } finally {
        sandbox.close();
      }
    });

    test("Helm finds the charts in the registry and renders them", async () => {
      const installs = await typed(options, (posix) => posix.includes("oci://"));
      assert.equal(installs.length, 4);
      const sandbox = open(line, "bash", { cluster: `http://${cluster.host}`, variables: { MORE } });
      try {
        for (const { posix } of installs) {
          const { status, stdout, stderr } = await sandbox.run(posix);
          assert.equal(status, 0, `${posix}\n${stderr}`);
          const [, key] = /^ {2}key: (.*)$/m.exec(stdout) ?? [];
          // Helm itself takes a backslash away.
          const shown = posix.includes("licensing.licenseKey") ? LICENSE_KEY.replace("\\", "") : "none";
          assert.equal(JSON.parse(key), shown, stdout);
          assert.match(stdout, /^ {2}namespace: kgateway-system$/m);
        }
      } finally {
        sandbox.close();
      }
    });

    test("a release that the registry does not have is refused", async () => {
      const sandbox = open(line, "bash", { cluster: `http://${cluster.host}`, variables: { MORE } });
      try {
        const { chart } = products.kgateway;
        const { status } = await sandbox.run(`helm upgrade --install kgateway ${chart} --version v2.4.99`);
        assert.notEqual(status, 0);
      } finally {
        sandbox.close();
      }
    });
  });
}
