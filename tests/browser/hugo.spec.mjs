// The page in a site that Hugo has built.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./hugo.mjs";
import { expect, test as base } from "./page.mjs";

const test = base.extend({
  docs: async ({ site }, use) => {
    const root = await mkdtemp(join(tmpdir(), "hugo-"));
    const server = await site({ root });
    await build(root, server.url);
    await use(server.url);
    await rm(root, { recursive: true });
  },
});

test("a shortcode is the element, with its text and its words", async ({ page, docs }) => {
  await page.goto(`${docs}upgrading/`);
  const [first, second] = [page.locator("gloo-advisor").nth(0), page.locator("gloo-advisor").nth(1)];
  await expect(first.getByRole("region", { name: /Gloo open source 1\.18\.10 is installed/ })).toBeVisible();
  await expect(first.getByRole("combobox", { name: "Target" })).toHaveValue(/^1\.20\./);
  await expect(first.locator(".root")).toHaveAttribute("data-theme", "light");
  await page.evaluate(() => document.documentElement.classList.add("dark"));
  await expect(first.locator(".root")).toHaveAttribute("data-theme", "dark");
  await expect(second).toContainText("* not *Markdown* <b>&</b> _this_");
  await second.getByRole("button", { name: "Explain with Gloo Advisor" }).click();
  await expect(second.getByRole("textbox")).toHaveValue("* not *Markdown* <b>&</b> _this_");
});

test("a shortcode is a frame that is as high as its content", async ({ page, docs }) => {
  await page.goto(`${docs}installation/frame/`);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("combobox", { name: "Target" })).toHaveValue(/^1\.18\./);
  const scrolls = () => frame.locator("html").evaluate((html) => html.scrollHeight - html.clientHeight);
  await expect.poll(scrolls).toBe(0);
  await frame.getByRole("button", { name: /^Copy command: / }).first().click();
  await expect(frame.getByRole("button", { name: /^Copy command: / }).first()).toContainText("✓");
});

test("another document may not say how high a frame is", async ({ page, docs, site }) => {
  await page.goto(`${docs}installation/frame/`);
  const height = () => page.locator("iframe").evaluate((frame) => frame.style.height);
  await expect(page.frameLocator("iframe").getByRole("combobox", { name: "Target" })).toBeVisible();
  await page.waitForTimeout(300);
  const before = await height();
  await page.evaluate(() => window.postMessage({ glooAdvisor: { v: 1, type: "height", height: 5 } }, "*"));
  const other = await site({ pages: { "/other": `<script>parent.postMessage({ glooAdvisor: { v: 1, type: "height", height: 5 } }, "*")</script>` } });
  await page.evaluate((address) => (document.body.append(Object.assign(document.createElement("iframe"), { src: address }))), `${other.url}other`);
  await page.waitForTimeout(500);
  expect(await page.locator("iframe").first().evaluate((frame) => frame.style.height)).toBe(before);
});
