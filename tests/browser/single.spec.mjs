// The page as one file, opened from a disk.

import { pathToFileURL } from "node:url";
import { readFile, mkdtemp, copyFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXAMPLE, version } from "./pastes.mjs";
import { box, chooseExample, expect, headline, target, test } from "./page.mjs";
import { DIST } from "./serve.mjs";

const FILE = "gloo-advisor.html";

const single = test.extend({
  /** The address of the file, alone in a folder. */
  alone: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "gloo advisor "));
    await copyFile(join(DIST, FILE), join(folder, FILE));
    await use(pathToFileURL(join(folder, FILE)).href);
    await rm(folder, { recursive: true });
  },
});

single("it reads, plans and explains without anything beside it", async ({ page, alone }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(alone);
  await box(page).fill(version());
  await expect(headline(page)).toContainText("Gloo open source 1.18.10 is installed");
  await expect(target(page)).toBeVisible();
  await expect(page.getByText(/Releases as of \d/).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Known failures" })).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await chooseExample(page, EXAMPLE.failing);
  await expect(page.locator("#plan")).toBeVisible();
  expect(asked.filter((url) => !url.startsWith("data:"))).toEqual([alone]);
});

single("it takes a paste that was made before it has started, and a link", async ({ page, alone }) => {
  await page.goto(`${alone}#target=1.20`, { waitUntil: "commit" });
  await page.getByRole("textbox").fill(version());
  await expect(headline(page)).toContainText("Gloo open source 1.18.10 is installed");
  await expect(target(page)).toHaveValue(/^1\.20\./);
});

single("its policy allows no request", async ({ page, alone, quiet }) => {
  quiet.allow(/Content Security Policy|connect-src|Failed to load|Refused to/);
  await page.goto(alone);
  await expect(page.getByText(/Releases as of \d/).first()).toBeVisible();
  const tried = await page.evaluate(async () => {
    const failed = (request) => request.then(() => "went out", () => "stopped");
    const beacon = navigator.sendBeacon("https://example.test/") ? "queued" : "stopped";
    return [await failed(fetch("https://example.test/")), await failed(fetch("gloo-advisor.html")), beacon];
  });
  expect(tried.slice(0, 2)).toEqual(["stopped", "stopped"]);
  await page.getByText("What you paste stays in this tab: how to check").click();
  await expect(page.getByText("allows no request at all")).toBeVisible();
});

test("the page offers it, and does not in the file itself", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText(/Releases as of \d/).first()).toBeVisible();
  const link = page.getByRole("link", { name: "Download as one file" });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const bytes = await readFile(await download.path());
  expect(bytes.equals(await readFile(join(DIST, FILE)))).toBe(true);
  expect(bytes.length).toBeLessThan(700_000);
  await page.goto(pathToFileURL(join(DIST, FILE)).href);
  await expect(page.getByText(/Releases as of \d/).first()).toBeVisible();
  await expect(link).toHaveCount(0);
});
