// Several files dropped as one case, and what is handed on of them, in Firefox.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { failingCheck, version } from "../browser/pastes.mjs";
import { BOX, eventually, HEADLINE, open, shows, test } from "./page.mjs";

const compared = (name) => readFile(new URL(`../compare/${name}.txt`, import.meta.url), "utf8");

/** Drops files on the page. */
const drop = (page, files) =>
  page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of files) dataTransfer.items.add(new File([text], name, { type: "text/plain" }));
    document.querySelector("main").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
  }, files);

test("two clusters are dropped, looked at, taken out, and handed on without secrets", async ({ page, url }) => {
  await open(page, url);
  const secret = "https://bob:S3cret-4711@charts.corp.internal/x";
  const check = failingCheck(`Pod orders-7 in namespace edge is not ready! ${secret}`);
  await drop(page, [
    ["prod-version.txt", version()],
    ["prod-check.txt", check],
    ["staging.txt", version().replaceAll("1.18.10", "1.17.5")],
  ]);
  await shows(page, "#installations", /prod[^]*staging/);
  await shows(page, HEADLINE, /glooctl check reports one problem/);
  await page.$$eval(".papers button", (buttons) => buttons.find((button) => button.textContent === "prod-check.txt").click());
  await eventually(async () => assert.equal(await page.$eval(BOX, (box) => box.value), check));
  await page.$eval("#hand-over details summary", (summary) => summary.click());
  await shows(page, "#hand-over pre", /orders-7 in namespace edge is not ready/);
  assert.doesNotMatch(await page.$eval("#hand-over pre", (text) => text.textContent), /S3cret-4711|charts\.corp\.internal/);
  await page.$eval(`.papers [aria-label="Take out staging.txt"]`, (button) => button.click());
  await eventually(async () => assert.equal(await page.$("#installations"), null));
});

test("before and after are compared, and the link says the same in another profile", async ({ page, url, firefox, notebook }) => {
  await open(page, url);
  const secret = "S3cret-4711";
  await drop(page, [
    ["prod-version.txt", version()],
    ["prod-check.txt", failingCheck(`Pod orders-7 in namespace edge is not ready! https://bob:${secret}@charts.corp.internal/x`)],
    ["staging.txt", await compared("failing")],
    ["staging-after.txt", await compared("upgraded")],
  ]);
  await shows(page, "#installations table", /staging[^]*1\.17\.38/);
  await page.$$eval("button", (buttons) => buttons.find(({ textContent }) => textContent === "Compare before and after").click());
  for (const [number, name] of ["staging.txt", "staging-after.txt"].entries()) {
    await eventually(async () => {
      const select = (await page.$$(".sides select"))[number];
      const all = await select.$$eval("option", (options) => options.map(({ value, textContent }) => [textContent, value]));
      await select.select(new Map(all).get(name));
    });
  }
  await shows(page, "#comparison", /2 findings are fixed, 1 is still there\./);

  const verdict = await page.$eval(HEADLINE, ({ textContent }) => textContent.trim());
  await page.click('#hand-over [aria-label="Copy link"]');
  await shows(page, '#hand-over [aria-label="Copy link"]', /\u2713/);
  const link = await (await notebook()).pasted();
  assert.match(link, /^http[^#]*#.{1,300}$/);
  for (const word of ["orders", "edge", "prod", "staging", secret]) assert.ok(!link.split("#")[1].includes(word), word);
  const context = await firefox.newContext();
  try {
    const other = await context.newPage();
    await other.goto(link);
    await shows(other, HEADLINE, verdict);
    await other.goto("about:blank");
    await other.goto(link.slice(0, -3));
    await shows(other, "#verdict", /link/i);
    assert.notEqual(await other.$eval(HEADLINE, ({ textContent }) => textContent.trim()), verdict);
  } finally {
    await context.close();
  }
});
