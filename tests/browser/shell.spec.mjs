// Before the program runs, and where it can't: what stands in the page then says what to do.

import { EXAMPLE, INSTALLED, version } from "./pastes.mjs";
import { box, chooseExample, expect, headline, open, paste, test } from "./page.mjs";

// The browser fetches the program ahead, and remarks that nothing used it.
const UNUSED = /^console warning: The resource \S+ was preloaded using link preload but not used/;

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ quiet }) => quiet.allow(UNUSED));

  test("the page says what it needs, and what works instead", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Gloo Advisor");
    const needs = page.locator("noscript").locator("p");
    await expect(needs).toBeVisible();
    await expect(needs).toContainText("This page needs JavaScript and WebAssembly to read a paste.");
    await expect(needs).toContainText("gloo-advisor FILE");
  });

  test("the page does not claim to be on its way for ever", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByText(/loading|starting|moment/i)).toHaveCount(0);
  });
});

test("without WebAssembly the page says so", async ({ page, quiet }) => {
  quiet.allow(UNUSED);
  await page.addInitScript(() => delete window.WebAssembly);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "This browser has no WebAssembly." })).toBeVisible();
  await expect(page.getByText("The same program runs in a terminal: gloo-advisor FILE.")).toBeVisible();
});

test("where the host's policy forbids WebAssembly, the page says that", async ({ page, site, quiet }) => {
  quiet.allow(/Content Security Policy|CompileError|wasm/i);
  const { url } = await site({ headers: { "Content-Security-Policy": "script-src 'self'" } });
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "The page could not start." })).toBeVisible();
  await expect(page.getByText("'wasm-unsafe-eval'").first()).toBeVisible();
});

test("where the program is missing, the page says that it could not load", async ({ page, site, quiet }) => {
  quiet.allow(/Failed to load resource|404|wasm|MIME type|module/i);
  for (const fail of ["/gloo-advisor-page_bg.wasm", "/gloo-advisor-page.js"]) {
    const { url } = await site({ fail: [fail] });
    await page.goto(url);
    await expect(page.getByRole("heading", { name: "The page could not load." }), fail).toBeVisible();
    await expect(page.getByText(/You may be offline, or the host does not answer\. Reload the page/), fail).toBeVisible();
  }
});

test("where the download of the program is cut, the page says that it could not start", async ({ page, site, quiet }) => {
  quiet.allow(/Failed to load resource|CONTENT_LENGTH_MISMATCH|CompileError|wasm|WebAssembly|module/i);
  const { url } = await site({});
  const program = await (await page.request.get(`${url}gloo-advisor-page_bg.wasm`)).body();
  await page.route("**/*.wasm", (route) =>
    route.fulfill({ contentType: "application/wasm", body: program.subarray(0, program.length / 2) }),
  );
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "The page could not start." })).toBeVisible();
  await expect(page.getByText(/Reload the page/)).toBeVisible();
  // What was pasted is not lost.
  await paste(page, version());
  await expect(box(page)).toHaveValue(version());
});

test("offline, the page says that, and keeps what is in the box", async ({ page, context, quiet }) => {
  quiet.allow(/Failed to load resource|Failed to fetch|preload|module/i);
  let held;
  const asked = new Promise((done) => (held = done));
  await page.route("**/*.wasm", (route) => held(route));
  await page.goto("/");
  await paste(page, version());
  const route = await asked;
  await context.setOffline(true);
  await route.abort("internetdisconnected");
  await expect(page.getByRole("heading", { name: "The page could not load." })).toBeVisible();
  await expect(page.getByText(/^You are offline\. Reload the page/)).toBeVisible();
  await expect(box(page)).toHaveValue(version());
});

/** Opens the page without its program, and gives back what lets the program come. */
async function openSlowly(page) {
  let deliver;
  const held = new Promise((done) => (deliver = done));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/");
  // The shell says what the page is for before the program is there.
  await expect(page.getByRole("heading", { name: "Paste what glooctl printed." })).toBeVisible();
  return deliver;
}

test("the program takes over from the shell without a word changing", async ({ page }) => {
  const deliver = await openSlowly(page);
  const before = await page.locator(".verdict p").first().textContent();
  deliver();
  await expect(headline(page)).toHaveText("Paste what glooctl printed.");
  await expect(page.locator("#verdict p").first()).toHaveText(before);
});

test("what is pasted before the program is there is read when it comes", async ({ page }) => {
  const deliver = await openSlowly(page);
  await paste(page, version());
  deliver();
  await expect(headline(page)).toHaveText(INSTALLED);
  await expect(box(page)).toHaveValue(version());
  // Who was typing goes on typing, where they were.
  await expect(box(page)).toBeFocused();
  await page.keyboard.type("\nmore");
  await expect(box(page)).toHaveValue(`${version()}\nmore`);
});

test("the keyboard stays in the box where the window is in the background when the program comes", async ({ page }) => {
  const deliver = await openSlowly(page);
  await page.locator("#terminal-output").focus();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: false });
  const other = await page.context().newPage();
  await other.bringToFront();
  expect(await page.evaluate(() => document.hasFocus())).toBe(false);
  deliver();
  await expect(page.locator("#verdict")).toBeAttached();
  expect(await page.evaluate(() => document.activeElement.id)).toBe("terminal-output");
});

test("a text that waits for the program is said to wait", async ({ page }) => {
  const deliver = await openSlowly(page);
  await expect(page.getByText(/loading/i)).toHaveCount(0);
  await paste(page, version());
  await expect(page.getByRole("heading", { name: "Loading the reader…" })).toBeVisible();
  deliver();
  await expect(headline(page)).toHaveText(INSTALLED);
  await expect(page.getByText(/loading/i)).toHaveCount(0);
});

test("what is typed into a page that can't start is not lost", async ({ page, quiet }) => {
  quiet.allow(UNUSED);
  await page.addInitScript(() => delete window.WebAssembly);
  await page.goto("/");
  await paste(page, version());
  await expect(box(page)).toHaveValue(version());
});

test("nothing that was fetched ahead is left unused", async ({ page }) => {
  // The browser complains of that some seconds after the load; the fixture hears it.
  await open(page);
  await page.waitForTimeout(6_000);
  await chooseExample(page, EXAMPLE.document);
  await expect(headline(page)).toHaveText(INSTALLED);
});

test("each file is fetched once", async ({ page }) => {
  const fetched = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  // The browser fetches the icon for its own use besides.
  const ours = () => fetched.filter((path) => path !== "/icon.svg").toSorted();
  await open(page);
  await page.waitForLoadState("networkidle");
  expect(ours().length).toBeGreaterThan(5);
  expect(ours()).toEqual([...new Set(ours())]);
});

test.describe("under a sub-path", () => {
  test("the page finds its program, its catalog and its examples", async ({ page, site, context }) => {
    const { url } = await site({ mount: "/docs/gloo/" });
    const outside = [];
    context.on("request", (request) => {
      if (!request.url().startsWith(url)) outside.push(request.url());
    });
    await open(page, url);
    await chooseExample(page, EXAMPLE.document);
    await expect(headline(page)).toHaveText(INSTALLED);
    await expect(page.locator("#plan")).toBeVisible();
    expect(outside).toEqual([]);
  });

  test("a link to a part of the page leaves what another link has asked for", async ({ page, site }) => {
    const { url } = await site({ mount: "/docs/gloo/" });
    await open(page, `${url}#edition=enterprise&from=1.16.3`);
    await expect(headline(page)).toContainText("Plan for Gloo Enterprise 1.16.3");
    await page.getByRole("link", { name: "Skip to the result" }).press("Enter");
    await page.waitForTimeout(200);
    await expect(headline(page)).toContainText("Plan for Gloo Enterprise 1.16.3");
    // A link that is opened in the same tab does ask.
    await page.evaluate(() => (location.hash = "#edition=enterprise&from=1.17.2"));
    await expect(headline(page)).toContainText("Plan for Gloo Enterprise 1.17.2");
  });

  test("a link to a part of the page stays in the page", async ({ page, site }) => {
    const { url } = await site({ mount: "/docs/gloo/" });
    await open(page, url);
    await page.getByRole("link", { name: "Skip to the result" }).press("Enter");
    expect(page.url()).toBe(`${url}#verdict`);
    await expect(headline(page)).toHaveText("Paste what glooctl printed.");
  });
});
