// Keeps the page in the browser, so that it opens without a network. It sees addresses of the page's own files and
// nothing of what is pasted. script/lib/offline.mjs writes the files of a release into it, with what their bytes are.

/** The files of one release, by name, with their integrity. A release that is not whole is not kept. */
const FILES = {};
/** What tells one release from another. */
const VERSION = "";

// Several copies of the page may lie on one origin.
const OURS = `gloo-advisor ${registration.scope} `;
const KEPT = OURS + VERSION;

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(forget()));
addEventListener("message", ({ data }) => data === "take over" && skipWaiting());
addEventListener("fetch", (event) => {
  const name = event.request.method === "GET" && nameOf(event.request.url);
  if (name) event.respondWith(answer(event.request, name));
});

async function keep() {
  const cache = await caches.open(KEPT);
  const requests = Object.entries(FILES).map(([name, integrity]) => new Request(name, { integrity, cache: "no-cache" }));
  await cache.addAll(requests);
}

/** What older releases have kept. */
async function forget() {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The file of ours that an address is of, if it is of one. */
function nameOf(address) {
  const { origin, pathname } = new URL(address);
  const scope = new URL(registration.scope);
  if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return undefined;
  const name = pathname.slice(scope.pathname.length) || "index.html";
  return Object.hasOwn(FILES, name) ? name : undefined;
}

/** A file, always of the release that this worker belongs to. */
async function answer(request, name) {
  // A newer release takes over when nobody is in the middle of something: as the only tab is reloaded.
  const reloads = request.isReloadNavigation ?? (request.mode === "navigate" && request.cache === "no-cache");
  if (reloads && registration.waiting && (await clients.matchAll()).length < 2) {
    registration.waiting.postMessage("take over");
    // Its icon keeps the browser from asking for one.
    return new Response(`<!doctype html><link rel="icon" href="data:,">`, { headers: { "Content-Type": "text/html", Refresh: "0" } });
  }
  const cache = await caches.open(KEPT);
  return (await cache.match(name)) ?? fetch(request);
}
