// The page's own policy, tried out: what a script in it might do to send a paste away, and what a
// paste might do to become one. Each attempt is made on a page without a policy as well, where it has
// to succeed: otherwise the test would say nothing.

import { listen } from "./listener.mjs";
import { expect, open, test as base } from "./page.mjs";

const test = base.extend({
  elsewhere: async ({}, use) => {
    const listener = await listen();
    await use(listener);
    await listener.close();
  },
});

/** Ways to send something to another origin, with the directive that forbids each. */
const SENDING = {
  "a fetch": ["connect-src", (to) => void fetch(`${to}/x`, { method: "POST", body: "x" }).catch(() => {})],
  "an XMLHttpRequest": [
    "connect-src",
    (to) => {
      const request = new XMLHttpRequest();
      request.open("GET", `${to}/x`);
      request.send();
    },
  ],
  "a beacon": ["connect-src", (to) => void navigator.sendBeacon(`${to}/x`, "x")],
  "a web socket": ["connect-src", (to) => void new WebSocket(`${to.replace("http", "ws")}/x`)],
  "an event source": ["connect-src", (to) => void new EventSource(`${to}/x`)],
  "an image": ["img-src", (to) => void (new Image().src = `${to}/x.png`)],
  "a font": ["font-src", (to) => void new FontFace("x", `url(${to}/x.woff2)`).load().catch(() => {})],
  "a video": [
    "media-src",
    (to) => {
      const video = document.createElement("video");
      video.src = `${to}/x.mp4`;
      video.load();
    },
  ],
  "a style sheet": [
    "style-src-elem",
    (to) =>
      document.head.append(
        Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${to}/x.css` }),
      ),
  ],
  "a script": [
    "script-src-elem",
    // As a preload: a script element is refused an address before anything is asked for.
    (to) => document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: `${to}/x.js` })),
  ],
  "a frame": [
    "frame-src",
    (to) => document.body.append(Object.assign(document.createElement("iframe"), { src: `${to}/x` })),
  ],
  "a form": [
    "form-action",
    (to) => {
      const form = Object.assign(document.createElement("form"), { method: "post", action: `${to}/x` });
      document.body.append(form);
      form.submit();
    },
  ],
};

/** Ways in which a text might become a program. Each would set a mark. */
const RUNNING = {
  "an inline script": [
    "require-trusted-types-for",
    () =>
      document.head.append(Object.assign(document.createElement("script"), { text: "window.ran = true" })),
  ],
  "an inline handler": [
    "require-trusted-types-for",
    () => document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="window.ran = true">'),
  ],
  // In a turn of its own: what a test evaluates itself is exempt from the policy.
  "a text that is evaluated": ["require-trusted-types-for", () => void setTimeout(() => eval("window.ran = true"))],
  "a script from a data address": [
    "require-trusted-types-for",
    () =>
      document.head.append(
        Object.assign(document.createElement("script"), { src: "data:text/javascript,ran=true" }),
      ),
  ],
};

const BARE = '<!doctype html><title>No policy</title><link rel="icon" href="data:,"><body></body>';

/** Writes down, from the start, which directives the browser enforced. */
const watch = (page) =>
  page.addInitScript(() => {
    window.violated = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.violated.push(event.effectiveDirective),
    );
  });

const violated = (page) => expect.poll(() => page.evaluate(() => window.violated));

/** A page without a policy, in a window of its own: what the browser says of it is nobody's concern. */
async function openBare(browser, site) {
  const { url } = await site({ pages: { "/bare.html": BARE } });
  const page = await browser.newPage();
  await page.goto(`${url}bare.html`);
  return page;
}

for (const [name, [directive, attempt]] of Object.entries(SENDING)) {
  test(`${name} to another origin is blocked`, async ({ page, browser, site, quiet, elsewhere }) => {
    quiet.allow(/Content Security Policy/);
    await watch(page);
    await open(page);
    await page.evaluate(attempt, elsewhere.origin);
    await violated(page).toContain(directive);
    expect(elsewhere.hits).toEqual([]);

    const bare = await openBare(browser, site);
    await bare.evaluate(attempt, elsewhere.origin);
    await expect.poll(() => elsewhere.hits.length, "without the policy it arrives").toBeGreaterThan(0);
    await bare.close();
  });
}

for (const [name, [directive, attempt]] of Object.entries(RUNNING)) {
  test(`${name} does not run`, async ({ page, browser, site, quiet }) => {
    quiet.allow(/Content Security Policy|requires 'Trusted/);
    await watch(page);
    await open(page);
    // What is forbidden may be an error for whoever tries it.
    await page.evaluate(attempt).catch(() => undefined);
    await violated(page).toContain(directive);
    expect(await page.evaluate(() => window.ran)).toBeUndefined();

    const bare = await openBare(browser, site);
    await bare.evaluate(attempt);
    await expect.poll(() => bare.evaluate(() => window.ran), "without the policy it runs").toBe(true);
    await bare.close();
  });
}

test("a form does not even go to the page's own origin", async ({ page, baseURL, quiet }) => {
  quiet.allow(/Content Security Policy/);
  await watch(page);
  await open(page);
  await page.evaluate(SENDING["a form"][1], baseURL);
  await violated(page).toContain("form-action");
  expect(page.url()).toBe(`${baseURL}/`);
});

test("the address of the page's files can't be moved elsewhere", async ({
  page,
  quiet,
  elsewhere,
  baseURL,
}) => {
  quiet.allow(/Content Security Policy/);
  await watch(page);
  await open(page);
  await page.evaluate((to) => {
    document.head.append(Object.assign(document.createElement("base"), { href: `${to}/` }));
  }, elsewhere.origin);
  await violated(page).toContain("base-uri");
  expect(await page.evaluate(() => document.baseURI)).toBe(`${baseURL}/`);
});

test("the policy stands before everything that loads", async ({ page }) => {
  await open(page);
  const policy = page.locator('head > meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute("content", /default-src 'none'/);
  await expect(policy).not.toHaveAttribute("content", /unsafe-inline|'unsafe-eval'|https?:|\*|data:/);
  const loaders = await policy.evaluate(
    (meta) =>
      [...document.querySelectorAll("script, link, style, img")].filter(
        (element) => meta.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING,
      ).length,
  );
  expect(loaders).toBe(0);
});
