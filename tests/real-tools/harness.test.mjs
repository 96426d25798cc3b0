// The harness itself: a wrong command must not pass. Without this, a harness that sees nothing would look
// the same as a product without mistakes.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startChartRepository } from "./chart-repository.mjs";
import { openSandbox } from "./sandbox.mjs";
import { attempt } from "./verdict.mjs";

const REAL_TOOLS = fileURLToPath(new URL("../../target/real-tools", import.meta.url));
const REPOSITORY = "helm repo add gloo https://storage.googleapis.com/solo-public-helm";
const ENTERPRISE = "helm repo add glooe https://storage.googleapis.com/gloo-ee-helm";
const RELEASES = "https://github.com/solo-io/gloo/releases/download";

let charts;
before(async () => {
  charts = await startChartRepository();
});
after(() => charts.close());

/** Runs the commands in one sandbox and gives the complaints about the last one. */
async function check(line, posixes, { argv = [], shell = "bash", values } = {}) {
  const offered = charts.offer("harness", ["1.2.1"]);
  const sandbox = openSandbox({ realTools: `${REAL_TOOLS}/${line}`, charts: offered, shell, values });
  try {
    let last;
    for (const posix of posixes) {
      last = await attempt(sandbox, { argv, posix }, { line, shell });
    }
    return last.complaints.join("\n");
  } finally {
    sandbox.close();
  }
}

const ACCEPTED = [
  [REPOSITORY],
  [REPOSITORY, "helm repo update"],
  [REPOSITORY, "helm pull gloo/gloo --version 1.2.1 --untar --untardir new"],
  [REPOSITORY, "helm pull gloo/gloo --version 1.2.1 --untar --untardir new", "kubectl apply -f new/gloo/crds"],
  [ENTERPRISE, "helm pull glooe/gloo-ee --version 1.2.1 --untar", "kubectl apply -f gloo-ee/charts/gloo/crds"],
  [REPOSITORY, "helm template gloo gloo/gloo --version 1.2.1 | kubectl apply -f -"],
  [REPOSITORY, 'helm upgrade gloo gloo/gloo --version 1.2.1 --set-string license_key="${GLOO_LICENSE_KEY:?}"'],
  ["helm get values gloo -o yaml > now.yaml", "cat now.yaml"],
  ["kubectl version --client"],
  ["kubectl -n gloo-system get pods"],
  ["glooctl upgrade --release v1.6.8-patch1"],
  ["glooctl debug yaml -n gloo-system -f state.yaml", "test -s state.yaml"],
  [`curl -sSL -o glooctl ${RELEASES}/v1.3.0/glooctl-linux-amd64`, "chmod +x glooctl", "./glooctl check"],
];

const REFUSED = [
  [/unknown flag: --untardirs/, [REPOSITORY, "helm pull gloo/gloo --untardirs new"]],
  [/1\.2\.2.*not found/, [REPOSITORY, "helm pull gloo/gloo --version 1.2.2"]],
  [/already exists/, [REPOSITORY, "helm pull gloo/gloo --untar", "helm pull gloo/gloo --untar"]],
  [/requires 1 argument/, ["helm get values -n gloo-system gloo gloo/gloo"]],
  [/unknown command/, ["kubectl aply -f crds"]],
  [/unknown shorthand flag/, ["kubectl get pods -Q"]],
  [/reads missing\/crds, which is not there/, ["kubectl apply -f missing/crds"]],
  [/reads mine\.yaml, which is not there/, [REPOSITORY, "helm upgrade gloo gloo/gloo --values mine.yaml"]],
  [/ended with 0 although/, ["helm list || true"]],
  [/did not say that the cluster/, ["helm list 2>/dev/null"]],
  [/emptied mine\.yaml/, ["helm get values gloo > mine.yaml"], { values: "mine.yaml" }],
  [/run by the shell: taken-1/, ["touch taken-1"]],
  [/ended with/, ["glooctl upgrade --release 1.3.0"]],
  [/unknown argument "--all"/, ["glooctl check --all"]],
  [/unknown command "install"/, ["glooctl install gateway"]],
  [/ended with 126/, [`curl -sSL -o glooctl ${RELEASES}/v1.3.0/glooctl-linux-amd64`, "./glooctl check"]],
  [/is no asset/, ["curl -sSL -o glooctl https://run.solo.io/gloo/install"]],
  [/ended with 127/, ["glooctI version"]],
  [/ended with [12]/, ['echo "']],
  [/argv is/, ["kubectl get pods gloo system"], { argv: ["kubectl", "get", "pods", "gloo system"] }],
  [/argv is/, ["true"], { argv: ["kubectl", "get", "pods"] }],
  [/argv is/, ["kubectl get pods"], { argv: ["kubectl", "get", "pods", "-A"] }],
  // A connection to anywhere but the cluster is no missing cluster.
  [/it said: .*proxyconnect/, ["helm repo add other https://charts.example.com"]],
];

for (const line of ["v24", "v31", "v34"]) {
  describe(`with the tools of ${line}`, { concurrency: 2 }, () => {
    for (const posixes of ACCEPTED) {
      for (const shell of ["bash", "sh"]) {
        test(`accepts in ${shell}: ${posixes.at(-1)}`, async () => {
          assert.equal(await check(line, posixes, { shell }), "");
        });
      }
    }
    for (const [says, posixes, options] of REFUSED) {
      test(`refuses: ${posixes.at(-1)}`, async () => {
        assert.match(await check(line, posixes, options), says);
      });
    }
  });
}

test("Helm 4.1 warns about a chart version with a leading v", async () => {
  const pull = "helm pull gloo/gloo --version v1.2.1 --untar --untardir new";
  assert.match(await check("v34", [REPOSITORY, pull]), /it said: .*1\.2\.1/);
});

for (const shell of ["bash", "sh"]) {
  for (const none of ["unset GLOO_LICENSE_KEY", "GLOO_LICENSE_KEY="]) {
    test(`no command runs in ${shell} after: ${none}`, async () => {
      const sandbox = openSandbox({ realTools: `${REAL_TOOLS}/v31`, charts: charts.offer("key", ["1.2.1"]), shell });
      try {
        const ran = await sandbox.run(`${none}; helm list --filter "\${GLOO_LICENSE_KEY:?}"`);
        assert.notEqual(ran.status, 0);
        assert.match(ran.stderr, /GLOO_LICENSE_KEY/);
        assert.deepEqual(ran.calls, []);
      } finally {
        sandbox.close();
      }
    });
  }
}
