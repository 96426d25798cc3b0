// The two public chart repositories, on loopback, with charts that are as small as Helm accepts.
//
// Each plan sees a repository of its own, which holds only the versions that the plan names:
// a command that asks for any other version fails as it would on a typing error.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: upstreams.gloo.solo.io
spec:
  group: gloo.solo.io
  names: {kind: Upstream, listKind: UpstreamList, plural: upstreams, singular: upstream}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
`;

// One object, so that what `helm template` prints is not empty.
const TEMPLATE = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
`;

// Where each chart keeps its CRDs; the Enterprise chart carries the open-source one inside.
const REPOSITORIES = {
  "solo-public-helm": { chart: "gloo", crds: ["crds"], subcharts: [] },
  "gloo-ee-helm": {
    chart: "gloo-ee",
    crds: ["charts/gloo/crds", "charts/gloo-fed/crds"],
    subcharts: ["charts/gloo", "charts/gloo-fed"],
  },
};

/** Starts the server. `offer(plan, versions)` returns the address under which that plan's charts are. */
export async function startChartRepository() {
  const folder = mkdtempSync(join(tmpdir(), "gloo-charts-"));
  const archive = remembering((key) => pack(folder, ...key.split("@")));
  const offers = new Map();
  const server = createServer((request, response) => {
    const body = find(offers, archive, request.url);
    response.writeHead(body === null ? 404 : 200);
    response.end(body ?? "not found\n");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    offer(plan, versions) {
      offers.set(plan, versions);
      return `${origin}/${plan}`;
    },
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What stands at /PLAN/REPOSITORY/index.yaml or /PLAN/REPOSITORY/charts/CHART-VERSION.tgz, or null. */
function find(offers, archive, url) {
  const [, plan, repository, ...rest] = url.split("/");
  const versions = offers.get(plan);
  const chart = REPOSITORIES[repository]?.chart;
  if (!versions || !chart) {
    return null;
  }
  if (rest.join("/") === "index.yaml") {
    return index(versions, chart, (version) => archive(`${repository}@${version}`));
  }
  const version = versions.find((one) => rest.join("/") === `charts/${chart}-${one}.tgz`);
  return version === undefined ? null : archive(`${repository}@${version}`);
}

function index(versions, chart, archiveOf) {
  const entries = versions.map((version) => {
    const digest = createHash("sha256").update(archiveOf(version)).digest("hex");
    return `  - apiVersion: v1
    name: ${chart}
    version: ${version}
    appVersion: ${version}
    created: "2020-01-02T03:04:05.000000000Z"
    digest: ${digest}
    urls: [charts/${chart}-${version}.tgz]
`;
  });
  return `apiVersion: v1\nentries:\n  ${chart}:\n${entries.join("")}generated: "2020-01-02T03:04:05.000000000Z"\n`;
}

function pack(folder, repository, version) {
  const { chart, crds, subcharts } = REPOSITORIES[repository];
  const top = join(folder, `${repository}-${version}`);
  const put = (path, text) => {
    mkdirSync(join(top, chart, path, ".."), { recursive: true });
    writeFileSync(join(top, chart, path), text);
  };
  put("Chart.yaml", describe(chart, version));
  put("templates/config.yaml", TEMPLATE);
  subcharts.forEach((path) => put(`${path}/Chart.yaml`, describe(path.split("/").at(-1), version)));
  crds.forEach((path) => put(`${path}/gloo.solo.io_v1_Upstream.yaml`, CRD));
  const file = `${top}.tgz`;
  execFileSync("tar", ["-czf", file, "-C", top, chart]);
  return readFileSync(file);
}

function describe(name, version) {
  return `apiVersion: v1\nname: ${name}\nversion: ${version}\nappVersion: ${version}\ndescription: stub\n`;
}

/** A function that works out each answer once. */
function remembering(work) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) {
      known.set(key, work(key));
    }
    return known.get(key);
  };
}
