// A case from its files to what is handed on, as a support engineer plays it.

import { readFile } from "node:fs/promises";
import { failingCheck, version } from "./pastes.mjs";
import { clipboard, expect, headline, open, test } from "./page.mjs";

const upgraded = readFile(new URL("../compare/upgraded.txt", import.meta.url), "utf8");
const failing = readFile(new URL("../compare/failing.txt", import.meta.url), "utf8");

/** Drops files on the page. */
const drop = (page, files) =>
  page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of files) dataTransfer.items.add(new File([text], name, { type: "text/plain" }));
    document.querySelector("main").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
  }, Object.entries(files));

test("two clusters are dropped, compared, answered and handed on, and the link says the same elsewhere", async ({ page, browser }) => {
  await open(page);
  const secret = "S3cret-4711";
  await drop(page, {
    "prod-version.txt": version(),
    "prod-check.txt": failingCheck(`Pod orders-7 in namespace edge is not ready! https://bob:${secret}@charts.corp.internal/x`),
    "staging.txt": await failing,
  });
  const installations = page.locator("#installations");
  await expect(installations).toContainText("2 installations");
  await installations.getByText("Side by side").click();
  await expect(installations.getByRole("table")).toContainText(/prod[^]*1\.18\.10[^]*staging[^]*1\.16\.9|staging[^]*1\.16\.9[^]*prod[^]*1\.18\.10/);

  // What staging printed later shows what is fixed.
  await drop(page, { "staging-after.txt": await upgraded });
  await page.getByRole("button", { name: "Compare before and after" }).click();
  const comparison = page.getByRole("region", { name: "Before and after" });
  await comparison.getByRole("combobox").nth(0).selectOption({ label: "staging.txt" });
  await comparison.getByRole("combobox").nth(1).selectOption({ label: "staging-after.txt" });
  await expect(comparison).toContainText("2 findings are fixed, 1 is still there.");

  // The reply and the ticket have no secret.
  const handOver = page.locator("#hand-over");
  for (const form of ["reply", "ticket"]) {
    await handOver.getByRole("combobox").selectOption(form);
    await handOver.getByRole("button", { name: `Copy as ${form}` }).click();
    await expect.poll(() => clipboard(page), form).toMatch(/orders-7/);
    expect(await clipboard(page), form).not.toContain(secret);
  }

  const verdict = await headline(page).textContent();
  await handOver.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => clipboard(page)).toMatch(/^http/);
  const link = await clipboard(page);
  expect(new URL(link).hash.length).toBeLessThanOrEqual(301);
  for (const word of ["orders", "edge", "prod", "staging", secret]) expect(link.split("#")[1]).not.toContain(word);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  await expect(headline(other)).toHaveText(verdict);
  await other.goto("about:blank");
  await other.goto(link.slice(0, -3));
  await expect(other.locator("#verdict")).toContainText(/link/i);
  await expect(headline(other)).not.toHaveText(verdict);
  await elsewhere.close();
});
