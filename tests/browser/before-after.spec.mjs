// Before and after, findings that are set aside, and files to save.

import { readFile } from "node:fs/promises";
import { box, expect, finding, open, openWith, test } from "./page.mjs";

const fixture = (name) => readFile(new URL(`../compare/${name}.txt`, import.meta.url), "utf8");
const comparison = (page) => page.getByRole("region", { name: "Before and after" });

test("a later paste ticks what it proves, and is compared with the text before", async ({ page }) => {
  await openWith(page, await fixture("failing"));
  await expect(page.getByRole("button", { name: "Compare before and after" })).toHaveCount(0);
  await box(page).fill(await fixture("upgraded"));
  await expect(page.getByText(/ticked, because this output proves it: .*Upgrade the server/)).toBeVisible();
  await page.getByRole("button", { name: "Compare before and after" }).click();
  await expect(comparison(page)).toContainText("2 findings are fixed, 1 is still there.");
  // Lines of the text that is there can be looked at.
  await comparison(page).getByRole("button", { name: /GLA0302|pod is not ready/i }).first().click();
  await expect(page.locator(".lines .lit").first()).toBeInViewport();
  await comparison(page).getByRole("button", { name: "Close" }).click();
  await expect(comparison(page)).toHaveCount(0);
});

test("a finding is set aside by the keyboard, and comes back", async ({ page }) => {
  await openWith(page, await fixture("failing"));
  const row = finding(page, "GLA0302").first();
  await row.locator("summary").first().click();
  await row.getByText("Set aside").first().click();
  await row.getByLabel("Reason").fill("known, ticket 4711");
  await row.getByLabel("Reason").press("Enter");
  await expect(finding(page, "GLA0302")).toHaveCount(0);
  await page.locator("#findings").getByText("Set aside: 1").click();
  await expect(page.locator("#findings")).toContainText("Reason: known, ticket 4711");
  await page.getByText("What it says").click();
  await expect(page.locator("#hand-over pre")).toContainText("Reason: known, ticket 4711");
  await page.getByRole("button", { name: "Bring back" }).click();
  await expect(finding(page, "GLA0302").first()).toBeVisible();
  await expect(page.locator("#hand-over pre")).not.toContainText("4711");
});

test("what is handed on can be saved, and no request is made for it", async ({ page }) => {
  await openWith(page, await fixture("failing"));
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  const saved = async (form) => {
    await page.locator("#hand-over").getByRole("combobox").selectOption(form);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("#hand-over").getByRole("button", { name: /^Download/ }).click(),
    ]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  };
  expect((await saved("ticket")).text).toContain("\n## Findings\n");
  const bash = await saved("runbook.sh");
  expect(bash.name).toBe("runbook.sh");
  expect(bash.text).toMatch(/^#!/);
  // Windows PowerShell needs the mark.
  const powershell = await saved("runbook.ps1");
  expect([powershell.name, powershell.text.codePointAt(0)]).toEqual(["runbook.ps1", 0xfeff]);
  expect(requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
});
