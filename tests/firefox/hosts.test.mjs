// The page where somebody else has put it, in Firefox: in a site of Hugo's, in a frame, on a disk, without a network.

import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "../browser/hugo.mjs";
import { INSTALLED, version } from "../browser/pastes.mjs";
import { DIST } from "../browser/serve.mjs";
import { BOX, eventually, HEADLINE, shows, test } from "./page.mjs";

/** What a site of Hugo's is at, as long as `body` runs. */
async function inHugo({ site }, body) {
  const root = await mkdtemp(join(tmpdir(), "hugo-"));
  const { url } = await site({ root });
  await build(root, url);
  await body(url);
  await rm(root, { recursive: true });
}

/** Something of the first element's own tree. */
const within = (page, selector, read) =>
  page.$eval(
    "gloo-advisor",
    (element, selector, read) => new Function("found", `return ${read}`)(element.shadowRoot.querySelector(selector)),
    selector,
    read,
  );
const says = (page, selector, pattern) =>
  eventually(async () => assert.match((await within(page, selector, "found?.textContent")) ?? "", pattern));

/** Types a text into the box of a page or a frame, in one go. */
const put = (page, text) =>
  page.$eval(
    BOX,
    (box, text) => {
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    text,
  );

test("a shortcode of Hugo's is the element, in the theme that is around it", async (visit) => {
  const { page } = visit;
  await inHugo(visit, async (docs) => {
    await page.goto(`${docs}upgrading/`);
    await says(page, ".verdict h2", /Gloo open source 1\.18\.10 is installed/);
    const theme = () => within(page, ".root", "found.dataset.theme");
    assert.equal(await theme(), "light");
    const title = "getComputedStyle(found).fontSize + ' ' + getComputedStyle(found).fontFamily";
    assert.match(await within(page, ".verdict h2", title), /^21px system-ui/);
    await page.evaluate(() => document.documentElement.classList.add("dark"));
    await eventually(async () => assert.equal(await theme(), "dark"));
    const height = "found.getBoundingClientRect().height";
    assert.ok((await within(page, ".page", height)) > 600);
    await page.$eval("gloo-advisor", (element, text) => element.setInput(text), version().replaceAll("1.18.10", "1.17.5"));
    await says(page, ".verdict h2", /1\.17\.5 is installed/);
  });
});

test("a frame is as high as its content, and tells its result", async (visit) => {
  const { page } = visit;
  await inHugo(visit, async (docs) => {
    await page.goto(`${docs}installation/frame/`);
    await page.evaluate(() => {
      window.heard = [];
      addEventListener("message", ({ data }) => window.heard.push(data.glooAdvisor));
    });
    const frame = await eventually(() => {
      const found = page.frames().find((frame) => frame.url().includes("/gloo-advisor/"));
      assert.ok(found);
      return found;
    });
    await eventually(async () => assert.match(await frame.$eval("#verdict h2", (title) => title.textContent), /Plan for Gloo Enterprise 1\.16\.3/));
    await put(frame, version());
    await eventually(async () => {
      const heard = await page.evaluate(() => window.heard);
      assert.ok(heard.some(({ type, level }) => type === "result" && level === "warning"), JSON.stringify(heard));
      assert.ok(!JSON.stringify(heard).includes("1.18.10"));
    });
    await eventually(async () => {
      const rest = await frame.$eval("html", (html) => html.scrollHeight - html.clientHeight);
      assert.equal(rest, 0);
    });
  });
});

test("the page as one file works from a disk", async ({ page, requests }) => {
  const folder = await mkdtemp(join(tmpdir(), "gloo advisor "));
  const file = join(folder, "gloo-advisor.html");
  await copyFile(join(DIST, "gloo-advisor.html"), file);
  await page.goto(pathToFileURL(file).href);
  await shows(page, "header", /Releases as of \d/);
  await put(page, version());
  await shows(page, HEADLINE, INSTALLED);
  await shows(page, "#failures", /\d+ failures are known/);
  // Firefox does not count what is opened from a disk.
  assert.deepEqual(requests.filter((address) => !address.startsWith("file:")), []);
  await rm(folder, { recursive: true });
});

test("the page opens without a network, once it was there", async ({ page, quiet, site }) => {
  quiet.allow(/request failed/);
  const server = await site();
  await page.goto(server.url);
  await eventually(async () => {
    const known = await page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.active));
    assert.ok(known);
  }, 20_000);
  await server.close();
  await page.goto(server.url);
  await shows(page, "header", /Releases as of \d/);
  await put(page, version());
  await shows(page, HEADLINE, INSTALLED);
});
