// Several files dropped as one case, and what is handed on of them, in Firefox.

import assert from "node:assert/strict";
import { failingCheck, version } from "../browser/pastes.mjs";
import { BOX, eventually, HEADLINE, open, shows, test } from "./page.mjs";

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
