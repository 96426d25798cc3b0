// The page without a network, once it was there.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { worker } from "../../script/lib/offline.mjs";
import { EXAMPLE, version } from "./pastes.mjs";
import { box, chooseExample, expect, headline, paste, target, test as base } from "./page.mjs";
import { DIST } from "./serve.mjs";

const SOURCE = fileURLToPath(new URL("../../static/sw.js", import.meta.url));

const test = base.extend({
  /** A copy of the page that can become another release. */
  release: async ({}, use) => {
    const root = await mkdtemp(join(tmpdir(), "release-"));
    await cp(DIST, root, { recursive: true });
    /** Says of when the releases are, in the page and in its catalog. */
    const change = async (date) => {
      for (const [name, before] of [["catalog.json", /"checked_on":"[\d-]+"/], ["examples/document.txt", /^/]]) {
        const text = await readFile(join(root, name), "utf8");
        await writeFile(join(root, name), text.replace(before, name.endsWith("json") ? `"checked_on":"${date}"` : `# ${date}\n`));
      }
      await lists(root);
    };
    await use({ root, change });
    await rm(root, { recursive: true });
  },
});
test.use({ serviceWorkers: "allow" });

/** Writes the worker of what is in a folder. */
async function lists(root) {
  const listed = JSON.parse((await readFile(join(root, "sw.js"), "utf8")).match(/\{"[^}]*\}/)[0]);
  const bytes = await Promise.all(Object.keys(listed).map(async (name) => [name, await readFile(join(root, name))]));
  await writeFile(join(root, "sw.js"), worker(await readFile(SOURCE, "utf8"), new Map(bytes)));
}

const active = (page) =>
  expect.poll(() => page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)), { timeout: 20_000 }).toBe(true);
const waiting = (page) =>
  expect
    .poll(() => page.evaluate(async () => { const known = await navigator.serviceWorker.getRegistration(); await known.update(); return Boolean(known.waiting); }), { timeout: 20_000 })
    .toBe(true);
const dated = (page, date) => expect(page.getByText(`Releases as of ${date}`).first()).toBeAttached();

test("it opens, reads and plans with the network cut", async ({ page, site }) => {
  const server = await site();
  await page.goto(server.url);
  await active(page);
  await server.close();
  await page.goto(server.url);
  await paste(page, version());
  await expect(headline(page)).toContainText("Gloo open source 1.18.10 is installed");
  await expect(target(page)).toBeVisible();
  await expect(page.getByRole("region", { name: "Known failures" })).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await chooseExample(page, EXAMPLE.failing);
  await expect(page.locator("#plan")).toBeVisible();
});

/** Opens a page that is kept, of 2031, and has a release of 2032 waiting behind it. */
async function openOutdated(page, site, release) {
  await release.change("2031-01-01");
  const server = await site({ root: release.root });
  await page.goto(server.url);
  await active(page);
  await page.reload();
  await release.change("2032-02-02");
  await waiting(page);
  return server;
}

test("a new release takes over as a whole when the only tab is reloaded", async ({ page, site, release }) => {
  const server = await openOutdated(page, site, release);
  // Until then the old one stays, with all of its files.
  await chooseExample(page, EXAMPLE.document);
  await expect(box(page)).toHaveValue(/^# 2031-01-01\n/);
  await page.reload();
  await dated(page, "2032-02-02");
  await chooseExample(page, EXAMPLE.document);
  await expect(box(page)).toHaveValue(/^# 2032-02-02\n/);
  await expect.poll(() => page.evaluate(() => caches.keys().then((keys) => keys.length))).toBe(1);
  await server.close();
  await page.reload();
  await dated(page, "2032-02-02");
});

test("a tab that is open keeps its release while another one opens", async ({ page, context, site, release }) => {
  const server = await openOutdated(page, site, release);
  const other = await context.newPage();
  await other.goto(server.url);
  await dated(other, "2031-01-01");
  await other.reload();
  await dated(other, "2031-01-01");
  await chooseExample(page, EXAMPLE.document);
  await expect(box(page)).toHaveValue(/^# 2031-01-01\n/);
});

test("a release that is not whole is not kept", async ({ page, site, release, quiet }) => {
  quiet.allow(/integrity|digest|Failed to/i);
  await release.change("2031-01-01");
  // As in the middle of an upload: the worker is new, a file is not.
  await writeFile(join(release.root, "rules.json"), "{}");
  const server = await site({ root: release.root });
  await page.goto(server.url);
  await expect.poll(() => page.evaluate(() => caches.keys().then((keys) => keys.length)), { timeout: 15_000 }).toBe(1);
  await page.waitForTimeout(1_000);
  expect(await page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.active))).toBe(false);
});

test("what is pasted is in nothing that is kept", async ({ page, site }) => {
  const server = await site();
  await page.goto(server.url);
  await active(page);
  await page.reload();
  await paste(page, version({ namespace: "canary-4711" }));
  await expect(headline(page)).toContainText("is installed");
  const kept = await page.evaluate(async () => {
    const texts = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request)).text());
    }
    return texts;
  });
  expect(kept.length).toBeGreaterThan(20);
  expect(kept.filter((text) => text.includes("canary-4711"))).toEqual([]);
});
