// The site as it is released: in folders named after their content, with the hashes of what is loaded.

import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { SITE, kept } from "../release/handed.mjs";
import { changed, element } from "../release/sites.mjs";
import { digest } from "../../script/lib/digest.mjs";
import { version } from "./pastes.mjs";
import { expect, headline, open, openWith, paste, test as base } from "./page.mjs";

const test = base.extend({
  /** A copy of the site in which a file can become another one. */
  changed: async ({}, use) => {
    const copies = [];
    await use(async (name) => {
      copies.push(await changed(name));
      return copies.at(-1);
    });
    await Promise.all(copies.map((root) => rm(root, { recursive: true })));
  },
});

test("it reads, and each file is fetched once", async ({ page, site }) => {
  const { url } = await site({ root: SITE });
  const asked = [];
  page.on("request", (request) => asked.push(request.url().slice(url.length)));
  await openWith(page, version(), url);
  await expect(headline(page)).toContainText("Gloo open source 1.18.10 is installed");
  await expect(page.getByRole("link", { name: /one file/ })).toHaveAttribute("href", `${url}gloo-advisor.html`);
  expect(asked.length).toBe(new Set(asked).size);
  const program = asked.filter((name) => /\.(js|wasm|json)$/.test(name));
  expect(program.every((name) => name.startsWith(`${kept()}/`))).toBe(true);
});

test("a script with other bytes is not run", async ({ page, site, quiet, changed }) => {
  quiet.allow(/integrity|Failed to (load|fetch)/i);
  const { url } = await site({ root: await changed("gloo-advisor-page.js") });
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "The page could not load." })).toBeVisible();
  const box = page.getByRole("textbox", { name: "Terminal output" });
  await box.fill("kept");
  await expect(box).toHaveValue("kept");
});

test("an element takes the program of its own release alone", async ({ page, site, quiet, changed }) => {
  quiet.allow(/integrity|Failed to (load|fetch)/i);
  for (const name of ["gloo-advisor-page.js", "gloo-advisor-page_bg.wasm", "embed.css"]) {
    const { url } = await site({ root: await changed(name), mount: "/tool/", pages: { "/host": element("/tool/embed.js") } });
    await page.goto(new URL("/host", url).href);
    await expect(page.getByText(/Gloo Advisor could not be loaded/), name).toBeVisible();
    await expect(page.getByText("1.18.10").first(), name).toBeVisible();
  }
});

test("an element can be pinned by its bytes, on another origin too", async ({ page, site }) => {
  const tool = await site({ root: SITE, headers: { "Access-Control-Allow-Origin": "*" } });
  const integrity = digest("sha384", await readFile(join(SITE, kept(), "embed.js")));
  const pinned = element(`${tool.url}${kept()}/embed.js`, `integrity="${integrity}" crossorigin`);
  const host = await site({ pages: { "/host": pinned } });
  await page.goto(`${host.origin}/host`);
  await expect(page.locator("gloo-advisor").getByRole("region", { name: /1\.18\.10 is installed/ })).toBeVisible();
});

test("in a frame it talks", async ({ page, site }) => {
  const tool = await site({ root: SITE, headers: { "Access-Control-Allow-Origin": "*" } });
  const frame = `<!doctype html><title>Host</title><link rel="icon" href="data:,"><iframe class="gloo-advisor" title="Gloo Advisor" src="${tool.url}#host=HOST"></iframe><script type="module" src="${tool.url}frame-host.js"></script>`;
  const pages = {};
  const host = await site({ pages });
  pages["/host"] = frame.replace("HOST", encodeURIComponent(host.origin));
  await page.addInitScript(() => {
    window.told = [];
    addEventListener("message", ({ data }) => window.told.push(data?.glooAdvisor?.type));
  });
  await page.goto(`${host.origin}/host`);
  await expect.poll(() => page.evaluate(() => window.told)).toEqual(expect.arrayContaining(["ready", "height"]));
});

base.describe("kept in the browser", () => {
  test.use({ serviceWorkers: "allow" });
  test("it opens with the network cut", async ({ page, site }) => {
    const server = await site({ root: SITE });
    await open(page, server.url);
    const active = async () => Boolean((await navigator.serviceWorker.getRegistration())?.active);
    await expect.poll(() => page.evaluate(active), { timeout: 20_000 }).toBe(true);
    await server.close();
    await open(page, server.url);
    await paste(page, version());
    await expect(headline(page)).toContainText("Gloo open source 1.18.10 is installed");
  });
});
