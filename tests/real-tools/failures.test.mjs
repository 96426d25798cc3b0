// What real helm and kubectl print where they fail without a cluster, against the outputs that are kept:
//
//   script/setup test && node --test tests/real-tools/failures.test.mjs
//
// UPDATE_GOLDEN=1 writes the outputs. `cargo test --test failures` holds that each is found by its code.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { TOOLS } from "./plans.mjs";
import { openSandbox } from "./sandbox.mjs";

const REAL_TOOLS = fileURLToPath(new URL("../../target/real-tools", import.meta.url));
const KEPT = fileURLToPath(new URL("../failures/real", import.meta.url));
const UPDATE = process.env.UPDATE_GOLDEN === "1";
const ALL = TOOLS.map(({ line }) => line);
const [OLDEST, ...NEWER] = ALL;

const CHART = "apiVersion: v2\nname: gloo\nversion: 1.0.0\n";
const TEMPLATE = `apiVersion: v1
kind: ConfigMap
metadata:
  name: gateway
data:
  port: "{{ .Values.port }}"
  stats: "{{ .Values.proxy.stats.enabled }}"
  {{- if eq (toString .Values.port) "1" }}
  {{- fail "the port has to be above 1024" }}
  {{- end }}
  {{- with .Values.text }}
  text: {{ . }}
  {{- end }}
`;

// A small chart, and files that are wrong.
const FILES = {
  "gloo/Chart.yaml": CHART,
  "gloo/values.yaml": "port: 8080\nproxy:\n  stats:\n    enabled: true\n",
  "gloo/values.schema.json": '{"properties": {"port": {"type": "integer"}}}',
  "gloo/templates/gateway.yaml": TEMPLATE,
  "newer/Chart.yaml": `${CHART}kubeVersion: ">=1.99.0-0"\n`,
  "wrapper/Chart.yaml": `${CHART}dependencies: [{name: gloo, version: 1.0.0, repository: "https://127.0.0.1:9/"}]\n`,
  "broken/Chart.yaml": CHART,
  "broken/templates/gateway.yaml": "a: {{ .Values.a \n",
  "bad.yaml": "a: [1\nb: 2\n",
  "shape.yaml": 'proxy:\n  stats: "yes"\n',
  "empty.yaml": "proxy: null\n",
  "config.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n",
  "repositories.yaml": 'apiVersion: ""\nrepositories: [{name: gloo, url: "https://127.0.0.1:1/charts"}]\n',
  "cache/gloo-index.yaml": `apiVersion: v1
entries:
  gloo: [{apiVersion: v2, name: gloo, version: 1.0.0, urls: ["https://127.0.0.1:1/gloo-1.0.0.tgz"]}]
`,
};
const REPOSITORY = "--repository-config repositories.yaml --repository-cache cache";

// Code, what is typed, and the lines of tools that print it.
const CASES = [
  ["GLA1045", "helm template gloo gloo -f empty.yaml"],
  ["GLA1046", "helm template gloo gloo --set port=1"],
  ["GLA1047", "helm template gloo gloo --set-string 'text=a: b: c'"],
  ["GLA1048", "helm template gloo gloo -f shape.yaml"],
  ["GLA1049", "helm template gloo gloo --set-string port=http"],
  ["GLA1053", `helm pull gloo/gloo --version 9.9.9 ${REPOSITORY}`],
  ["GLA1055", "helm pull gloo/gloo --version 1.0.0"],
  ["GLA1056", "helm upgrade gloo gloo/gloo -n gloo-system", [OLDEST]],
  ["GLA1057", "helm template gloo newer"],
  ["GLA1058", "helm upgrade gloo gloo -n gloo-system"],
  ["GLA1156", "kubectl --version"],
  ["GLA1290", "kubectl get pods"],
  ["GLA1291", "kubectl get pods", NEWER],
  ["GLA1292", "kubectl get pods --context edge"],
  ["GLA1293", "helm ls -A --kube-context edge"],
  ["GLA1294", "helm template gloo gloo --set port"],
  ["GLA1295", "helm template gloo gloo -f bad.yaml"],
  ["GLA1296", "helm template gloo gloo -f none.yaml"],
  ["GLA1297", "helm upgrade gloo gloo-ee -n gloo-system", NEWER],
  ["GLA1298", "helm install gloo ./none"],
  ["GLA1299", "helm upgrade --recreate gloo gloo"],
  ["GLA1300", "helm upgrade gloo"],
  ["GLA1301", "helm install gloo"],
  ["GLA1302", "helm repo add gloo https://127.0.0.1:1/charts"],
  ["GLA1303", "helm repo update"],
  ["GLA1304", `helm repo add gloo https://127.0.0.1:1/other ${REPOSITORY}`],
  ["GLA1305", "helm template gloo wrapper"],
  ["GLA1306", "helm template gloo broken"],
  ["GLA1307", "kubectl apply -f gloo/crds", NEWER],
  ["GLA1308", "kubectl apply -f bad.yaml", NEWER],
  ["GLA1309", "kubectl apply -f config.yaml", NEWER],
  ["GLA1312", "helm template gloo gloo -f shape.yaml"],
  ["GLA1313", "kubectl upgrade"],
  ["GLA1317", "helm ls -A -a", [ALL.at(-1)]],
];

// What changes from run to run: times, and numbers of processes.
const steady = (text) => text.replaceAll(/^([EW])\d{4} [\d:.]+ +\d+ /gm, "$10101 00:00:00.000000       1 ");

for (const { line, helm, kubectl } of TOOLS) {
  let sandbox;
  before(() => {
    sandbox = openSandbox({ realTools: join(REAL_TOOLS, line), charts: "http://127.0.0.1:1", shell: "bash" });
  });
  after(() => sandbox.close());
  for (const [code, command] of CASES.filter(([, , lines = ALL]) => lines.includes(line))) {
    test(`${code} by ${line}: ${command}`, async () => {
      await sandbox.run(`base64 -d <<<${Buffer.from(script()).toString("base64")} | sh`);
      const { stderr, status } = await sandbox.run(command);
      assert.notEqual(status, 0);
      const version = command.startsWith("helm") ? `helm-${helm}` : `kubectl-${kubectl}`;
      const file = join(KEPT, `${code}-${version}.txt`);
      if (UPDATE) {
        mkdirSync(KEPT, { recursive: true });
        writeFileSync(file, steady(stderr));
      }
      assert.equal(steady(stderr), readFileSync(file, "utf8"));
    });
  }
}

// Writes the files into the working folder.
function script() {
  const write = ([name, text]) => `mkdir -p "$(dirname ${name})"; cat >${name} <<'END'\n${text.trimEnd()}\nEND\n`;
  return Object.entries(FILES).map(write).join("");
}
