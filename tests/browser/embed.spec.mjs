// The custom element in documents of somebody else's.

import { gzipSync } from "node:zlib";
import { failingCheck, version } from "./pastes.mjs";
import { expect, test } from "./page.mjs";

/** A host's document around `body`. `head` may say what the host does to all of its pages. */
const host = (body, head = "") =>
  `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,">${head}` +
  `<script type="module" src="/tool/embed.js"></script></head><body><main><h1>A host</h1>${body}</main></body></html>`;

/** Opens a document of a host that has the program in a folder, and hears what its elements tell. */
async function openHost(page, site, body, { head, headers, fail } = {}) {
  await page.addInitScript(() => {
    window.news = [];
    for (const type of ["ready", "result", "error"]) {
      addEventListener(type, ({ target, detail }) => target.localName === "gloo-advisor" && window.news.push({ type, ...detail }), true);
    }
  });
  const server = await site({ mount: "/tool/", fail, pages: { "/host": { body: host(body, head), headers } } });
  await page.goto(`${server.origin}/host`);
  return page.locator("gloo-advisor");
}

const news = (page, type) => page.evaluate((type) => window.news.filter((one) => one.type === type), type);
const box = (element) => element.getByRole("textbox", { name: "Terminal output" });
const installed = (element, name) => element.getByRole("region", { name });
const FAR = `<div style="height: 4000px"></div>`;

test("the text in it is the first paste", async ({ page, site }) => {
  const element = await openHost(page, site, `<gloo-advisor>${version()}</gloo-advisor>`);
  await expect(installed(element, /1\.18\.10 is installed/)).toBeVisible();
  await expect(box(element)).toHaveValue(version().trim());
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
});

test("nothing but the script is loaded for an element that nobody comes to", async ({ page, site }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const element = await openHost(page, site, `${FAR}<gloo-advisor>${version()}</gloo-advisor>`);
  await expect(element).toContainText("1.18.10");
  await page.waitForTimeout(500);
  expect(asked.filter((path) => path.startsWith("/tool/"))).toEqual(["/tool/embed.js"]);
  const stub = await page.evaluate(() => fetch("/tool/embed.js").then((answer) => answer.text()));
  expect(gzipSync(stub).length, "bytes of the script, with gzip").toBeLessThan(5_000);
  await element.scrollIntoViewIfNeeded();
  await expect(installed(element, /is installed/)).toBeVisible();
});

test("one can wait for a click, or for nothing", async ({ page, site }) => {
  const element = await openHost(
    page,
    site,
    `<gloo-advisor loading="click">${version()}</gloo-advisor>${FAR}<gloo-advisor loading="eager">${version()}</gloo-advisor>`,
  );
  await expect(installed(element.nth(1), /is installed/)).toBeAttached();
  await expect(box(element.nth(0))).toHaveCount(0);
  await element.nth(0).getByRole("button", { name: "Explain with Gloo Advisor" }).click();
  await expect(installed(element.nth(0), /is installed/)).toBeVisible();
});

test("attributes say which edition, target and mode, and may change", async ({ page, site }) => {
  const element = await openHost(page, site, `<gloo-advisor mode="compact" target="1.19">${version()}</gloo-advisor>`);
  const target = element.getByRole("combobox", { name: "Target" });
  await expect(target).toHaveValue(/^1\.19\./);
  await expect(element.getByRole("region", { name: "Known failures" })).toHaveCount(0);
  await element.evaluate((element) => element.setAttribute("target", "1.20"));
  await expect(target).toHaveValue(/^1\.20\./);
  await element.evaluate((element) => element.setAttribute("mode", "full"));
  await expect(element.getByRole("region", { name: "Known failures" })).toBeVisible();
  await expect(box(element)).toHaveValue(version().trim());
});

test("it looks as light or dark as what is around it", async ({ page, site }) => {
  await page.emulateMedia({ colorScheme: "light" });
  const style = `<style>.night body { background: #101418 }</style>`;
  const element = await openHost(page, site, `<gloo-advisor></gloo-advisor><gloo-advisor theme="dark"></gloo-advisor>`, { head: style });
  const theme = (at) => element.nth(at).locator(".root");
  await expect(theme(0)).toHaveAttribute("data-theme", "light");
  await expect(theme(1)).toHaveAttribute("data-theme", "dark");
  await page.evaluate(() => document.documentElement.classList.add("night"));
  await expect(theme(0)).toHaveAttribute("data-theme", "dark");
  await page.evaluate(() => document.documentElement.classList.remove("night"));
  await expect(theme(0)).toHaveAttribute("data-theme", "light");
  await expect(element.nth(0).getByRole("combobox", { name: "Theme" })).toHaveCount(0);
});

test("it tells codes and counts, and nothing of the paste", async ({ page, site }) => {
  const text = `${version()}\n${failingCheck()}`;
  const element = await openHost(page, site, `<gloo-advisor></gloo-advisor>`);
  await box(element).fill(text);
  await expect(element.getByText("GLA0302").first()).toBeVisible();
  await expect.poll(() => news(page, "result").then((all) => all.length)).toBeGreaterThan(0);
  const [{ findings, codes, hops }] = (await news(page, "result")).slice(-1);
  expect(codes).toContain("GLA0302");
  expect(findings.error).toBeGreaterThan(0);
  expect(hops).toBeGreaterThan(0);
  const told = await page.evaluate(() => JSON.stringify(window.news));
  const names = text.match(/[\w.-]{5,}/g).filter((word) => !/^(error|errors|warning|unknown|check|version|ready)$/.test(word));
  expect(names.filter((name) => told.includes(name))).toEqual([]);
  expect(await news(page, "ready")).toHaveLength(1);
});

test("a host may put in a text, and take everything back", async ({ page, site }) => {
  const element = await openHost(page, site, `<gloo-advisor target="1.20">${version()}</gloo-advisor>`);
  await expect(installed(element, /1\.18\.10 is installed/)).toBeVisible();
  await element.evaluate((element, text) => element.setInput(text), version().replaceAll("1.18.10", "1.17.5"));
  await expect(installed(element, /1\.17\.5 is installed/)).toBeVisible();
  await element.evaluate((element) => element.reset());
  await expect(box(element)).toHaveValue("");
  await expect(element.getByRole("heading", { name: "Paste what glooctl printed." })).toBeVisible();
  await element.evaluate((element, text) => element.setInput(text), version());
  await expect(element.getByRole("combobox", { name: "Target" })).toHaveValue(/^1\.20\./);
});

test("ten of them share one program, and each keeps to itself", async ({ page, site }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const element = await openHost(page, site, `<gloo-advisor loading="eager"></gloo-advisor>`.repeat(10));
  await expect(box(element)).toHaveCount(10);
  await box(element.nth(3)).fill(version());
  await expect(installed(element.nth(3), /is installed/)).toBeVisible();
  await expect(installed(element, /is installed/)).toHaveCount(1);
  for (const name of ["gloo-advisor-page.js", "gloo-advisor-page_bg.wasm", "embed.css"]) {
    expect(asked.filter((path) => path === `/tool/${name}`), name).toHaveLength(1);
  }
});

test("hostile styles of the host change nothing in it", async ({ page, site }) => {
  const paste = `<gloo-advisor>${version()}</gloo-advisor>`;
  const hostile = `<style>* { all: unset !important; color: red !important } html { font-size: 40px } body { line-height: 4; letter-spacing: 1em; text-transform: uppercase }</style>`;
  const looks = async (head) => {
    const element = await openHost(page, site, paste, { head });
    const title = installed(element, /is installed/).getByRole("heading").first();
    await expect(title).toBeVisible();
    return title.evaluate((title) => {
      const { color, fontSize, fontFamily, lineHeight, letterSpacing, textTransform, display } = getComputedStyle(title);
      return { color, fontSize, fontFamily, lineHeight, letterSpacing, textTransform, display };
    });
  };
  const plain = await looks("");
  expect(plain.fontSize).toBe("21px");
  expect(await looks(hostile)).toEqual(plain);
});

test("its styles change nothing of the host", async ({ page, site }) => {
  const looks = () => page.locator("h1").evaluate((title) => JSON.stringify({ ...getComputedStyle(title) }));
  const element = await openHost(page, site, `${FAR}<gloo-advisor>${version()}</gloo-advisor>`);
  const before = await looks();
  await element.scrollIntoViewIfNeeded();
  await expect(installed(element, /is installed/)).toBeVisible();
  expect(await looks()).toBe(before);
});

test("in a narrow column it is laid out for that column", async ({ page, site }) => {
  const element = await openHost(page, site, `<div style="width: 360px"><gloo-advisor>${version()}</gloo-advisor></div>`);
  await expect(installed(element, /is installed/)).toBeVisible();
  const widths = await element.locator(".root *").evaluateAll((all) =>
    all.filter((one) => !one.closest(".unseen, .lines, .editor")).map((one) => Math.round(one.getBoundingClientRect().right)),
  );
  await page.screenshot({ path: "/tmp/narrow.png", fullPage: true });
  const right = await element.evaluate((element) => Math.round(element.getBoundingClientRect().right));
  expect(Math.max(...widths)).toBeLessThanOrEqual(right);
});

test("without permission for WebAssembly it says so, and the text stays", async ({ page, site, quiet }) => {
  quiet.allow(/Content Security Policy|WebAssembly/);
  const headers = { "Content-Security-Policy": "default-src 'self'; style-src 'unsafe-inline'; img-src data:" };
  const element = await openHost(page, site, `<gloo-advisor>${version()}</gloo-advisor>`, { headers });
  await expect(element.getByRole("status")).toContainText("This site's policy may forbid WebAssembly ('wasm-unsafe-eval')");
  await expect(element).toContainText("1.18.10");
  expect((await news(page, "error")).map(({ code }) => code)).toEqual(["start"]);
});

test("the policy that is documented is enough for it", async ({ page, site }) => {
  const headers = { "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:" };
  const element = await openHost(page, site, `<gloo-advisor>${version()}</gloo-advisor>`, { headers });
  await expect(installed(element, /is installed/)).toBeVisible();
});

test("a program that does not come can be asked for again", async ({ page, site, quiet }) => {
  quiet.allow(/404|Failed to load|dynamically imported module/);
  const element = await openHost(page, site, `<gloo-advisor>${version()}</gloo-advisor>`, { fail: ["/embed.css"] });
  await expect(element.getByRole("status")).toContainText("could not be loaded");
  await expect(element).toContainText("1.18.10");
  expect((await news(page, "error")).map(({ code }) => code)).toEqual(["load"]);
  await page.route("**/embed.css", (route) => route.fulfill({ contentType: "text/css", body: "" }));
  await element.getByRole("button", { name: "Try again" }).click();
  await expect(installed(element, /is installed/)).toBeVisible();
});

test("it may be moved, and removed while it loads", async ({ page, site, quiet }) => {
  const element = await openHost(page, site, `<div id="there"></div><gloo-advisor loading="eager">${version()}</gloo-advisor><gloo-advisor loading="eager"></gloo-advisor>`);
  await page.evaluate(() => document.querySelectorAll("gloo-advisor")[1].remove());
  await expect(installed(element, /is installed/)).toBeVisible();
  await box(element).fill(version().replaceAll("1.18.10", "1.17.5"));
  await page.evaluate(() => document.getElementById("there").append(document.querySelector("gloo-advisor")));
  await expect(box(element)).toHaveValue(/1\.17\.5/);
  await page.evaluate(() => {
    window.taken = document.querySelector("gloo-advisor");
    window.taken.remove();
  });
  await page.waitForTimeout(200);
  await page.evaluate(() => document.getElementById("there").append(window.taken));
  await expect(installed(element, /1\.18\.10 is installed/)).toBeVisible();
  expect(quiet.heard).toEqual([]);
});

test("a host that has changed what all scripts use gets no text from it", async ({ page, site, quiet }) => {
  quiet.allow(/.*/);
  const hostile = `<script>
    window.stolen = [];
    for (const name of ["fetch", "open"]) window[name] = (...words) => { window.stolen.push(String(words)); return Promise.reject(new Error("no")); };
    Array.prototype.map = function () { throw new Error("changed"); };
    JSON.parse = () => { throw new Error("changed"); };
  </script>`;
  const element = await openHost(page, site, `<gloo-advisor>${version()}</gloo-advisor>`, { head: hostile });
  await expect(element.getByRole("status")).toContainText("could not be loaded");
  await expect(element).toContainText("1.18.10");
  expect((await page.evaluate(() => window.stolen)).join().includes("1.18.10")).toBe(false);
});

/** Opens a document that takes the element from another origin, whose answers have these headers. */
async function openFromElsewhere(page, site, headers, policy) {
  const tool = await site({ mount: "/tool/", headers });
  const body = host(`<gloo-advisor>${version()}</gloo-advisor>`).replace("/tool/embed.js", `${tool.url}embed.js`);
  const csp = policy && { "Content-Security-Policy": policy.replaceAll("{tool}", tool.origin) };
  const server = await site({ pages: { "/host": { body, headers: csp } } });
  await page.goto(`${server.origin}/host`);
  return page.locator("gloo-advisor");
}

test("it may come from another origin that allows it", async ({ page, site }) => {
  const policy = "default-src 'none'; script-src {tool} 'wasm-unsafe-eval'; connect-src {tool}; img-src data:";
  const element = await openFromElsewhere(page, site, { "Access-Control-Allow-Origin": "*" }, policy);
  await expect(installed(element, /is installed/)).toBeVisible();
  await expect(element.getByRole("region", { name: "Known failures" })).toBeVisible();
});

test("from an origin that does not allow it, nothing comes, and the text stays", async ({ page, site, quiet }) => {
  quiet.allow(/CORS policy|Failed to load/);
  const element = await openFromElsewhere(page, site, {});
  await page.waitForTimeout(500);
  await expect(element).toContainText("1.18.10");
  await expect(element).toBeVisible();
});

test("a program that was cut on its way is no program, and the text stays", async ({ page, site, quiet }) => {
  quiet.allow(/WebAssembly|wasm/i);
  await page.route("**/*.wasm", async (route) => {
    const whole = await (await route.fetch()).body();
    await route.fulfill({ contentType: "application/wasm", body: whole.subarray(0, whole.length / 2) });
  });
  const element = await openHost(page, site, `<gloo-advisor>${version()}</gloo-advisor>`);
  await expect(element.getByRole("status")).toContainText("could not start");
  await expect(element).toContainText("1.18.10");
  expect((await news(page, "error")).map(({ code }) => code)).toEqual(["start"]);
  await page.unroute("**/*.wasm");
  await element.getByRole("button", { name: "Try again" }).click();
  await expect(installed(element, /is installed/)).toBeVisible();
});
