// The example for nginx, run by nginx.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { handed, kept, SITE } from "./handed.mjs";

const NGINX = fileURLToPath(new URL("../../target/nginx/usr", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "nginx-"));
const servers = [];

/** Starts nginx with the example, which is changed as its comments say, and gives back its port. */
async function start({ brotli }) {
  const port = await freePort();
  const before = ["listen 8080;", "root /srv/gloo-advisor;"];
  const now = [`listen 127.0.0.1:${port};`, `root ${SITE};`];
  let server = readFileSync(handed("nginx.conf"), "utf8");
  before.forEach((line, place) => {
    assert.ok(server.includes(line), line);
    server = server.replace(line, now[place]);
  });
  if (brotli) server = server.replace("# brotli_static on;", "brotli_static on;");
  const own = join(folder, String(port));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${own}-${name};`);
  const lines = [
    "daemon off;",
    `pid ${own}.pid;`,
    `error_log ${own}.log warn;`,
    brotli ? `load_module ${NGINX}/lib/nginx/modules/ngx_http_brotli_static_module.so;` : "",
    "events {}",
    `http { access_log off; default_type application/octet-stream; ${temporary.join(" ")}\n${server}}`,
  ];
  writeFileSync(`${own}.conf`, lines.join("\n"));
  const nginx = spawn(join(NGINX, "sbin/nginx"), ["-c", `${own}.conf`, "-p", folder, "-e", `${own}.log`]);
  servers.push(nginx);
  for (let time = 0; ; time += 1) {
    const answers = await ask(port, "/").catch(() => undefined);
    if (answers) return { port, log: () => readFileSync(`${own}.log`, "utf8") };
    if (time > 100) throw new Error(`nginx does not answer: ${readFileSync(`${own}.log`, "utf8")}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function ask(port, path, encoding = "identity") {
  return new Promise((done, failed) => {
    get({ port, path, host: "127.0.0.1", headers: { "Accept-Encoding": encoding } }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) });
    }).on("error", failed);
  });
}

let plain;
let brotli;
before(async () => {
  [plain, brotli] = await Promise.all([start({ brotli: false }), start({ brotli: true })]);
});
after(async () => {
  const ended = servers.map((server) => new Promise((done) => server.once("close", done)));
  servers.forEach((server) => server.kill());
  await Promise.all(ended);
  rmSync(folder, { recursive: true });
});

test("nginx has nothing to complain of", () => {
  assert.deepEqual([plain.log(), brotli.log()], ["", ""]);
});

test("files are sent compressed, each with its type", async () => {
  const page = `/${kept()}/`;
  const types = {
    "/": "text/html; charset=utf-8",
    [`${page}boot.js`]: "text/javascript; charset=utf-8",
    [`${page}gloo-advisor-page_bg.wasm`]: "application/wasm",
    [`${page}catalog.json`]: "application/json; charset=utf-8",
    [`${page}embed.css`]: "text/css; charset=utf-8",
    "/manifest.webmanifest": "application/manifest+json",
    "/icon.svg": "image/svg+xml",
  };
  for (const [path, type] of Object.entries(types)) {
    const [bare, zipped] = await Promise.all([ask(plain.port, path), ask(plain.port, path, "gzip")]);
    assert.deepEqual([bare.status, bare.headers["content-type"], zipped.headers["content-type"]], [200, type, type], path);
    const small = bare.body.length < 1_000;
    assert.equal(zipped.headers["content-encoding"], small ? undefined : "gzip", path);
    assert.deepEqual(small ? zipped.body : gunzipSync(zipped.body), bare.body, path);
    const best = await ask(brotli.port, path, "gzip, br");
    assert.equal(best.headers["content-encoding"], small ? undefined : "br", path);
    assert.deepEqual(small ? best.body : brotliDecompressSync(best.body), bare.body, path);
  }
});

test("what never changes is kept, and all else asked for again", async () => {
  const cache = async (path) => (await ask(plain.port, path)).headers["cache-control"];
  assert.equal(await cache(`/${kept()}/boot.js`), "public, max-age=31536000, immutable");
  for (const path of ["/", "/index.html", "/embed.js", "/sw.js", "/gloo-advisor.html", "/nothing"]) {
    assert.equal(await cache(path), "no-cache", path);
  }
});

test("answers say what a page can't, errors too", async () => {
  for (const path of ["/", `/${kept()}/boot.js`, "/nothing"]) {
    const { headers } = await ask(plain.port, path);
    assert.equal(headers["content-security-policy"], "frame-ancestors 'self'", path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["access-control-allow-origin"], "*", path);
  }
});

test("_headers says the same of each file, once", () => {
  const rules = readFileSync(join(SITE, "_headers"), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  assert.deepEqual(rules.filter((line) => !line.startsWith(" ")), ["/*", `/${kept()}/*`]);
  assert.equal(rules.filter((line) => line.includes("Cache-Control")).length, 1);
  assert.ok(rules.includes("  Content-Security-Policy: frame-ancestors 'self'"));
});
