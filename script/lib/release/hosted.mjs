// What a host needs to publish a site: files that are compressed already, and the headers that a page can't give itself.

import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { brotli } from "../brotli.mjs";

/** Smaller files are not worth another one. */
const WORTH = 1_000;
const PLAIN = /\.(html|js|css|json|txt|svg|webmanifest|wasm)$/;

/** The files of a site, bytes by name, with those for browsers that take brotli and gzip. */
export async function compressed(files) {
  const all = new Map(files);
  for (const [name, bytes] of files) {
    if (!PLAIN.test(name) || bytes.length < WORTH) continue;
    all.set(`${name}.br`, await brotli(bytes));
    all.set(`${name}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  }
  return all;
}

/** The headers of every answer. `frame-ancestors` can't stand in a page: whoever frames the tool is named here. */
const HEADERS = {
  "Content-Security-Policy": "frame-ancestors 'self'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  // Elements on other sites fetch the files; none of them is secret.
  "Access-Control-Allow-Origin": "*",
};
const ASKED_AGAIN = "no-cache";
const FOR_EVER = "public, max-age=31536000, immutable";

/** `_headers`, as Netlify and Cloudflare Pages read it. `folder` holds what never changes. */
export function headers(folder) {
  const lines = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`);
  // Both have browsers ask again for all other files, and would send a header of two rules twice.
  return [
    "# Who may frame the page is in frame-ancestors.",
    "/*",
    ...lines,
    `/${folder}/*`,
    `  Cache-Control: ${FOR_EVER}`,
    "",
  ].join("\n");
}

/** A server of nginx. `folder` holds what never changes. */
export function nginx(folder) {
  const lines = Object.entries(HEADERS).map(([name, value]) => `        add_header ${name} "${value}" always;`);
  const location = (where, cache) => [
    `    location ${where} {`,
    ...lines,
    `        add_header Cache-Control "${cache}" always;`,
    "    }",
  ];
  return [
    "# An example for nginx. Change the port, the root, and who may frame the page (frame-ancestors).",
    "server {",
    "    listen 8080;",
    "    root /srv/gloo-advisor;",
    "    charset utf-8;",
    "    charset_types text/css text/plain text/javascript application/javascript application/json;",
    "    types {",
    "        text/html                 html;",
    "        text/css                  css;",
    "        text/plain                txt;",
    "        text/javascript           js;",
    "        application/json          json;",
    "        application/manifest+json webmanifest;",
    "        application/wasm          wasm;",
    "        image/svg+xml             svg;",
    "    }",
    "    # Each file lies there compressed.",
    "    gzip_static on;",
    "    # With ngx_brotli (Debian: libnginx-mod-http-brotli-static), a fifth less to download:",
    "    # brotli_static on;",
    ...location("/", ASKED_AGAIN),
    "    # Named after its content, so it may be kept for ever. Leave folders of older releases in place for a day:",
    "    # pages that are open still ask for them.",
    ...location(`/${folder}/`, FOR_EVER),
    "}",
    "",
  ].join("\n");
}
