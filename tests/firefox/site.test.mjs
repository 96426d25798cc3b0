// The site as it is released, in Firefox.

import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { INSTALLED, version } from "../browser/pastes.mjs";
import { SITE, kept } from "../release/handed.mjs";
import { changed, element } from "../release/sites.mjs";
import { digest } from "../../script/lib/digest.mjs";
import { BOX, eventually, HEADLINE, shows, test } from "./page.mjs";

/** What an element says, its own tree and its content. */
const says = (page, pattern) =>
  eventually(async () => {
    const text = await page.$eval("gloo-advisor", (element) => element.shadowRoot.textContent + element.textContent);
    assert.match(text, pattern);
  });

test("it reads, and opens without a network", async ({ page, quiet, site }) => {
  quiet.allow(/request failed/);
  const server = await site({ root: SITE });
  await page.goto(server.url);
  await shows(page, "header", /Releases as of \d/);
  await eventually(async () => {
    assert.ok(await page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)));
  }, 20_000);
  await server.close();
  await page.goto(server.url);
  await shows(page, "header", /Releases as of \d/);
  await page.$eval(
    BOX,
    (box, text) => {
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    version(),
  );
  await shows(page, HEADLINE, INSTALLED);
});

test("a script with other bytes is not run", async ({ page, quiet, site }) => {
  quiet.allow(/integrity|request failed|import/i);
  for (const name of ["gloo-advisor-page.js", "boot.js"]) {
    const root = await changed(name);
    await page.goto((await site({ root })).url);
    await page.waitForNetworkIdle();
    assert.equal(await page.$("header .aside"), null, name);
    assert.ok(await page.$(BOX), name);
    await rm(root, { recursive: true });
  }
});

test("an element takes the program of its own release alone, and can be pinned", async ({ page, quiet, site }) => {
  quiet.allow(/integrity|request failed|import/i);
  const root = await changed("gloo-advisor-page_bg.wasm");
  const broken = await site({ root, mount: "/tool/", pages: { "/host": element("/tool/embed.js") } });
  await page.goto(`${broken.origin}/host`);
  await says(page, /Gloo Advisor could not be loaded[^]*1\.18\.10/);
  await rm(root, { recursive: true });
  const tool = await site({ root: SITE, headers: { "Access-Control-Allow-Origin": "*" } });
  const integrity = digest("sha384", await readFile(join(SITE, kept(), "embed.js")));
  const pinned = element(`${tool.url}${kept()}/embed.js`, `integrity="${integrity}" crossorigin`);
  const host = await site({ pages: { "/host": pinned } });
  await page.goto(`${host.origin}/host`);
  await says(page, /Gloo open source 1\.18\.10 is installed/);
});
