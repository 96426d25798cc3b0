// Several texts in one case: files, pastes, and what is handed on of them.

import { failingCheck, version } from "./pastes.mjs";
import { box, clipboard, expect, finding, headline, open, openWith, recognised, test } from "./page.mjs";

const texts = (page) => page.getByRole("list", { name: "Texts" });
const shown = (page) => texts(page).locator("[aria-current]");
const openFiles = (page, files) =>
  page
    .getByLabel("Open files")
    .setInputFiles(Object.entries(files).map(([name, text]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) })));

test("files are one case, and each is a text of its own", async ({ page }) => {
  await open(page);
  await openFiles(page, { "version.txt": version(), "check.txt": failingCheck() });
  await expect(headline(page)).toHaveText(
    "glooctl check reports one problem: fix it before you upgrade Gloo open source 1.18.10.",
  );
  await expect(texts(page).getByRole("listitem")).toHaveText([/version\.txt/, /check\.txt/]);
  await expect(shown(page)).toContainText("version.txt");
  await expect(box(page)).toHaveValue(version());
  await expect(recognised(page)).toContainText("of check.txt");
  await texts(page).getByRole("button", { name: "check.txt", exact: true }).click();
  await expect(box(page)).toHaveValue(failingCheck());
});

test("the evidence of another text brings it into the box", async ({ page }) => {
  await open(page);
  await openFiles(page, { "version.txt": version(), "check.txt": failingCheck() });
  await recognised(page).getByRole("button", { name: /of check\.txt/ }).click();
  await expect(shown(page)).toContainText("check.txt");
  await expect(page.locator(".lines .lit").first()).toBeInViewport();
  await expect(page.locator("#at-line")).toContainText("glooctl check");
});

test("a text is added to what was pasted, and taken out again", async ({ page }) => {
  await openWith(page, version());
  await expect(texts(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Add a text" }).click();
  await expect(box(page)).toHaveValue("");
  await box(page).fill(failingCheck());
  await expect(headline(page)).toContainText("reports one problem");
  await texts(page).getByRole("button", { name: "Take out paste 2" }).click();
  await expect(headline(page)).toContainText("Gloo open source 1.18.10 is installed");
  await expect(texts(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(headline(page)).toContainText("reports one problem");
});

test("files of two environments are two clusters", async ({ page }) => {
  await open(page);
  await openFiles(page, { "prod.txt": version(), "staging.txt": version().replaceAll("1.18.10", "1.17.5") });
  await expect(page.getByRole("region", { name: /installations/i }).first()).toContainText("prod");
  await expect(page.getByRole("region", { name: /installations/i }).first()).toContainText("staging");
});

test("what is handed on has no secrets, in any form, and says what was replaced", async ({ page }) => {
  const secrets = ["S3cret-4711", "charts.corp.internal", "10.20.30.40", "jane@corp.example"];
  const message = `Pod orders-7 in namespace edge is not ready! https://bob:${secrets[0]}@${secrets[1]}/x ${secrets[2]} ${secrets[3]}`;
  await openWith(page, `Checking pods... 1 Errors!\nError: 1 error occurred:\n\t* ${message}\n`);
  const form = page.locator("#hand-over").getByRole("combobox");
  for (const name of ["ticket", "jira", "short", "reply", "json"]) {
    await form.selectOption(name);
    await page.locator("#hand-over").getByRole("button", { name: `Copy as ${name}` }).click();
    await expect.poll(() => clipboard(page), name).toMatch(name === "json" ? /^\{/ : /./);
    const copied = await clipboard(page);
    for (const secret of secrets) expect(copied, name).not.toContain(secret);
  }
  await page.getByText("What is replaced").click();
  const passwords = page.locator(".replacements li").filter({ hasText: "Passwords" });
  await expect(passwords).toContainText("bob:S3cret-4711");
  await expect(passwords).toContainText("redacted-password-1");
  await page.getByRole("checkbox", { name: "IP addresses" }).uncheck();
  await page.getByText("What it says").click();
  await expect(page.locator("#hand-over pre")).toContainText("10.20.30.40");
  await expect(page.locator("#hand-over pre")).not.toContainText("S3cret-4711");
  await expect(finding(page, "GLA0302").first()).toBeVisible();
});
