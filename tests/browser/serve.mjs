// A static server for the built page, on loopback only.
//
// As a program:  node tests/browser/serve.mjs [--root DIR] [--port N] [--mount /docs/] [--fail /catalog.json]…
// In a spec:     const server = await serve({ fail: ["/catalog.json"] }); … await server.close();
//
// It is ours and not a package's because tests need what a host would never do on purpose:
// one file missing, the page under a sub-path, a host page with a policy of its own.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** The folder of the built page. */
export const DIST = process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  // Without this exact type the browser refuses to compile while it downloads.
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * Starts a server and resolves once it listens.
 *
 * - `root`: the folder to serve (default: dist/)
 * - `port`: default 0, any free port
 * - `mount`: the path the folder hangs under, such as "/docs/gloo/"; it ends in a slash
 * - `fail`: paths below the mount that answer 404 although the file is there
 * - `pages`: made-up pages by path from the top of the origin, as text or as { body, headers }
 * - `headers`: added to every answer, for example CORS or a policy
 */
export async function serve({ root = DIST, port = 0, mount = "/", fail = [], pages = {}, headers = {} } = {}) {
  const site = { root: resolve(root), mount, fail: new Set(fail), pages, headers };
  const server = createServer((request, response) => {
    answer(site, request, response).catch((error) => send(site, response, 500, `${error}\n`));
  });
  await new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, url: origin + mount, close: () => close(server) };
}

async function answer(site, request, response) {
  if (!["GET", "HEAD"].includes(request.method)) {
    return send(site, response, 405, "Only GET and HEAD are served.\n", { Allow: "GET, HEAD" });
  }
  const path = pathOf(request.url);
  if (path !== null && Object.hasOwn(site.pages, path)) {
    return sendPage(site, response, path);
  }
  const file = path === null ? null : await fileFor(site, path);
  if (file === null) {
    return send(site, response, 404, `Nothing is served at ${request.url}\n`);
  }
  response.writeHead(200, headersFor(site, file.name, { "Content-Length": file.size }));
  if (request.method === "HEAD") {
    return response.end();
  }
  createReadStream(file.name).on("error", () => response.destroy()).pipe(response);
}

/** The decoded path of a request, or null for one that no file could have. */
function pathOf(url) {
  try {
    const path = decodeURIComponent(new URL(url, "http://127.0.0.1").pathname);
    return path.includes("\0") ? null : path;
  } catch {
    return null;
  }
}

/** The file behind a path, or null: outside of the mount or the root, made to fail, or not there. */
async function fileFor({ root, mount, fail }, path) {
  if (!path.startsWith(mount)) {
    return null;
  }
  const below = path.slice(mount.length);
  if (fail.has(`/${below}`)) {
    return null;
  }
  const name = resolve(root, below === "" || below.endsWith("/") ? `${below}index.html` : below);
  if (!name.startsWith(root + sep)) {
    return null;
  }
  const info = await stat(name).catch(() => null);
  return info?.isFile() ? { name, size: info.size } : null;
}

function sendPage(site, response, path) {
  const page = site.pages[path];
  const { body, headers = {} } = typeof page === "string" ? { body: page } : page;
  const name = extname(path) === "" ? `${path}.html` : path;
  response.writeHead(200, { ...headersFor(site, name), ...headers });
  response.end(body);
}

function send(site, response, status, text, headers = {}) {
  if (response.headersSent) {
    return response.destroy();
  }
  response.writeHead(status, { ...headersFor(site, "answer.txt"), ...headers });
  response.end(text);
}

function headersFor(site, name, more = {}) {
  return {
    "Content-Type": TYPES[extname(name)] ?? "application/octet-stream",
    // A test must never see the build before this one.
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...more,
    ...site.headers,
  };
}

function close(server) {
  // The browser keeps connections open; close() alone would wait for them.
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

async function main() {
  const { values } = parseArgs({
    options: {
      root: { type: "string", default: DIST },
      port: { type: "string", default: "0" },
      mount: { type: "string", default: "/" },
      fail: { type: "string", multiple: true, default: [] },
    },
  });
  const root = resolve(values.root);
  const index = await stat(resolve(root, "index.html")).catch(() => null);
  if (!index) {
    console.error(`There is no index.html in ${root}: build the page first with script/page.`);
    process.exit(1);
  }
  const server = await serve({ root, port: Number(values.port), mount: values.mount, fail: values.fail });
  console.log(`Serving ${root} at ${server.url}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main();
}
