// Every command of the way to another product and to the Gateway API, run by a real shell against the real tools; the charts
// are in a registry and a repository on loopback that have only the releases that the plans name:
//
//   script/setup test && cargo build --release --bin gloo-advisor && node --test tests/real-tools/successors.test.mjs

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { askOnward, commandsOf } from "./advisor.mjs";
import { startChartRepository } from "./chart-repository.mjs";
import { LICENSE_KEY, TOOLS } from "./plans.mjs";
import { startCluster, startRegistry } from "./registry.mjs";
import { openSandbox } from "./sandbox.mjs";
import { attempt } from "./verdict.mjs";

const REAL_TOOLS = fileURLToPath(new URL("../../target/real-tools", import.meta.url));
const { products } = JSON.parse(readFileSync(new URL("../../static/successors.json", import.meta.url), "utf8"));

const PLANS = [16, 17, 18, 19, 20, 21, 22].flatMap((line) => [
  { edition: "open-source", from: `1.${line}.0`, target: "kgateway" },
  { edition: "enterprise", from: `1.${line}.0`, target: "enterprise-kgateway" },
  { edition: "open-source", from: `1.${line}.0`, target: "gateway-api" },
  { edition: "enterprise", from: `1.${line}.0`, target: "gateway-api" },
]);

// What glooctl 1.22.1 wrote, shortened: a reference to an option and one to an Upstream.
const ROUTE = `
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: store
spec:
  rules:
  - backendRefs:
    - group: gloo.solo.io
      kind: Upstream
      name: legacy
    filters:
    - extensionRef:
        group: gloo.solo.io
        kind: RouteOption
        name: store
      type: ExtensionRef
  - filters:
    - extensionRef:
        group: gloo.solo.io
        kind: RouteOption
        name: basket
      type: ExtensionRef
`;
const ROUTE_FILE = "gloo-converted/shop/HTTPRoute-store.yaml";
const COPIES = ["Settings-default", "Upstream-legacy", "AuthConfig-oidc"].map((name) => `gloo-converted/edge/${name}.yaml`);

/** Puts into a sandbox what a conversion writes. */
function convert(sandbox) {
  sandbox.fill(ROUTE_FILE, ROUTE);
  const object = (version, kind) => `apiVersion: ${version}\nkind: ${kind}\nmetadata:\n  name: store\n`;
  sandbox.fill("gloo-converted/edge/Gateway-store.yaml", object("gateway.networking.k8s.io/v1", "Gateway"));
  sandbox.fill("gloo-converted/shop/XListenerSet-store.yaml", object("gateway.networking.x-k8s.io/v1alpha1", "XListenerSet"));
  sandbox.fill("gloo-converted/gloo-errors/IGNORED.txt", "\n[gateway.solo.io/VirtualService] shop/store\n\tcontains port\n");
  COPIES.forEach((name) => sandbox.fill(name));
}

// Helm renders, and asks the cluster for nothing but its releases.
const MORE = "--dry-run=client --disable-openapi-validation";

let registry;
let repository;
let cluster;

before(async () => {
  const charts = Object.values(products).filter(({ chart }) => chart).flatMap(({ chart, crds_chart, tag, lines }) => {
    const newest = Object.values(lines).flatMap(({ newest }) => (newest === undefined ? [] : [newest]));
    const tags = newest.map((version) => tag.replace("{version}", version));
    const repositories = [chart, crds_chart].map((address) => address.replace("oci://", ""));
    return repositories.flatMap((repository) => tags.map((tag) => ({ repository, tag })));
  });
  registry = await startRegistry(charts);
  repository = await startChartRepository();
  cluster = await startCluster();
});

after(() => {
  registry?.close();
  repository?.close();
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
        const commands = await typed(options, (posix) => !posix.includes("https://github.com"));
        const upgrades = commands.filter(({ argv }) => /^(gloo\/gloo|glooe\/gloo-ee)$/.test(argv[3]));
        const versions = upgrades.map(({ argv }) => argv[argv.indexOf("--version") + 1]);
        const sandbox = open(line, shell, { charts: repository.offer("onward", versions) });
        try {
          // The folder of an earlier conversion, with what was corrected in it, stops the next one.
          const making = commands.filter(({ argv }) => argv[0] === "mkdir");
          assert.deepEqual(
            making.map(({ posix }) => posix),
            ["mkdir gloo-converted"],
          );
          assert.equal((await sandbox.run(making[0].posix)).status, 0);
          assert.notEqual((await sandbox.run(making[0].posix)).status, 0);
          convert(sandbox);
          const found = [];
          for (const command of commands.filter((command) => command !== making[0])) {
            found.push(...(await attempt(sandbox, command, { line, shell })).complaints);
          }
          context.diagnostic(`${commands.length} commands`);
          assert.ok(commands.length > 30, `only ${commands.length} commands`);
          assert.ok(upgrades.length > 3, `only ${upgrades.length} upgrades`);
          assert.equal(found.length, 0, `\n${found.join("\n")}`);
        } finally {
          sandbox.close();
        }
      });
    }

    for (const shell of ["bash", "sh"]) {
      test(`the files of a conversion are corrected in ${shell}`, async () => {
        const commands = await typed(options, (posix) => /^(grep|find) /.test(posix));
        const sandbox = open(line, shell, {});
        convert(sandbox);
        try {
          const printed = [];
          for (const { posix } of commands) {
            printed.push((await sandbox.run(posix)).stdout);
          }
          const attached = ROUTE.replaceAll(/gloo\.solo\.io(\n +kind: RouteOption)/g, "gateway.solo.io$1");
          assert.notEqual(attached, ROUTE);
          assert.equal(sandbox.read(ROUTE_FILE), attached);
          assert.ok(!printed.join("").includes("kind: RouteOption"), printed.join("\n"));
          const problems = "gloo-converted/gloo-errors/IGNORED.txt";
          const problem = [`${problems}:[gateway.solo.io/VirtualService] shop/store`, `${problems}:\tcontains port`, ""];
          assert.ok(printed.includes(problem.join("\n")));
          assert.ok(printed.some((text) => text.includes("group: gloo.solo.io\n      kind: Upstream")));
          assert.deepEqual(COPIES.filter((name) => sandbox.has(name)), []);
        } finally {
          sandbox.close();
        }
      });
    }

    test("what kubectl fetches arrives as its address", async () => {
      const sandbox = open(line, "bash", {});
      try {
        const fetching = await typed(options, (posix) => posix.includes("https://github.com"));
        for (const { posix, argv } of fetching) {
          const { calls } = await sandbox.run(posix);
          assert.deepEqual(calls, [argv]);
        }
        const addresses = fetching.map(({ argv }) => argv.at(-1));
        const api = "https://github.com/kubernetes-sigs/gateway-api/releases/download";
        const files = ["v1.3.0", "v1.4.1"].flatMap((tag) => ["experimental", "standard"].map((channel) => `${tag}/${channel}-install.yaml`));
        assert.deepEqual(
          addresses.sort(),
          files.map((file) => `${api}/${file}`),
        );
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
