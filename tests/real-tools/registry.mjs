// A registry with the charts of the products that follow Gloo, on loopback, and something that answers as an empty cluster.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const CONFIG = "application/vnd.cncf.helm.config.v1+json";
const LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

// One object, which shows what the value of the licence is.
const TEMPLATE = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
data:
  key: {{ dig "licensing" "licenseKey" "none" .Values.AsMap | quote }}
`;

/** Starts a registry that has just these charts: `{ repository, tag }`, such as `host/charts/kgateway` and `v2.4.3`. */
export async function startRegistry(charts) {
  const folder = mkdtempSync(join(tmpdir(), "gloo-registry-"));
  const blobs = new Map();
  const keep = (bytes) => {
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    blobs.set(digest, bytes);
    return { digest, size: bytes.length };
  };
  const manifests = new Map();
  for (const { repository, tag } of charts) {
    const name = repository.split("/").at(-1);
    const version = tag.replace(/^v/, "");
    const config = keep(Buffer.from(JSON.stringify({ apiVersion: "v2", name, version })));
    const layer = keep(pack(folder, name, version));
    const manifest = {
      ...{ schemaVersion: 2, mediaType: MANIFEST },
      config: { mediaType: CONFIG, ...config },
      layers: [{ mediaType: LAYER, ...layer }],
    };
    const { digest } = keep(Buffer.from(JSON.stringify(manifest)));
    manifests.set(`${repository}/${tag}`, digest);
  }
  return serve((request, response) => {
    const [, repository, kind, name] = /^\/v2\/(.*)\/(manifests|blobs)\/([^/?]+)$/.exec(request.url) ?? [];
    const digest = name?.startsWith("sha256:") ? name : manifests.get(`${repository}/${name}`);
    const bytes = request.url === "/v2/" ? Buffer.from("{}") : blobs.get(digest);
    const type = kind === "manifests" ? MANIFEST : "application/octet-stream";
    const head = { "content-type": type, "content-length": bytes?.length ?? 0 };
    response.writeHead(bytes ? 200 : 404, digest && bytes ? { ...head, "docker-content-digest": digest } : head);
    response.end(request.method === "HEAD" ? undefined : bytes);
  }, folder);
}

/** Starts what answers as a cluster that has no release of Helm. */
export function startCluster() {
  const answers = {
    "/version": { major: "1", minor: "34", gitVersion: "v1.34.4" },
    "/api": { kind: "APIVersions", versions: ["v1"] },
    "/apis": { kind: "APIGroupList", apiVersion: "v1", groups: [] },
    "/api/v1": {
      ...{ kind: "APIResourceList", groupVersion: "v1" },
      resources: [{ name: "configmaps", singularName: "", namespaced: true, kind: "ConfigMap", verbs: ["get"] }],
    },
  };
  return serve((request, response) => {
    const path = request.url.split("?")[0];
    const none = { kind: "SecretList", apiVersion: "v1", items: [] };
    const answer = /^\/api\/v1\/namespaces\/[^/]+\/secrets$/.test(path) ? none : answers[path];
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { kind: "Status", status: "Failure", reason: "NotFound", code: 404 }));
  });
}

async function serve(answer, folder) {
  const server = createServer(answer);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    host: `127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function pack(folder, name, version) {
  const top = join(folder, `${name}-${version}`);
  mkdirSync(join(top, name, "templates"), { recursive: true });
  writeFileSync(join(top, name, "Chart.yaml"), `apiVersion: v2\nname: ${name}\nversion: ${version}\n`);
  writeFileSync(join(top, name, "templates/config.yaml"), TEMPLATE);
  execFileSync("tar", ["-czf", `${top}.tgz`, "-C", top, name]);
  return readFileSync(`${top}.tgz`);
}
