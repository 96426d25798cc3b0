// Nothing to paste: edition and version by hand; and the box emptied and brought back.

import { EXAMPLE, INSTALLED, failingCheck, version } from "./pastes.mjs";
import {
  box,
  chooseExample,
  expect,
  finding,
  headline,
  knob,
  open,
  openSettings,
  openWith,
  planned,
  setClipboard,
  target,
  test,
} from "./page.mjs";

const edition = (page) => page.getByRole("combobox", { name: "Installed edition" });
const installed = (page) => page.getByRole("textbox", { name: "Installed version" });
const clear = (page) => page.getByRole("button", { name: /^(Clear|Undo)$/ });
const plan = (page) => page.locator("#plan");

async function byHand(page, which, number) {
  await page.getByText("Nothing to paste?").click();
  await edition(page).selectOption(which);
  await installed(page).fill(number);
}

test("an open-source version by hand gives a plan", async ({ page }) => {
  await open(page);
  await byHand(page, "open-source", "1.16.3");
  await expect(headline(page)).toContainText("Gloo open source 1.16.3");
  await expect(page.locator("#pairing")).toContainText("as you said");
  const to = await target(page).inputValue();
  expect(to).toMatch(/^1\.16\.\d+$/);
  expect(await planned(page)).toContain(
    `helm upgrade gloo gloo/gloo -n gloo-system --version ${to} -f gloo-values-1.16.3.yaml`,
  );
});

test("an Enterprise version by hand gives the plan of its own chart", async ({ page }) => {
  await open(page);
  await byHand(page, "enterprise", "v1.16.1");
  await expect(headline(page)).toContainText("Gloo Enterprise 1.16.1");
  await expect(plan(page)).toContainText("Hop 1 of 1: 1.16.1 to 1.16.");
  expect(await planned(page)).toContain('test -n "${GLOO_LICENSE_KEY:?}"');
});

for (const number of ["1.16.", "latest", "1.16", "$(reboot)", "1.16.3; reboot"]) {
  test(`${number} is no version, and that is said where it was typed`, async ({ page }) => {
    await open(page);
    await byHand(page, "open-source", number);
    await expect(installed(page)).toHaveAccessibleDescription(
      "That is not the number of a release; one looks like 1.18.10 or 1.17.0-beta14.",
    );
    await expect(installed(page)).toHaveAttribute("aria-invalid", "true");
    // What was typed stays, so that it can be mended.
    await expect(installed(page)).toHaveValue(number);
    await expect(plan(page)).toHaveCount(0);
    await installed(page).fill("1.16.3");
    await expect(installed(page)).toHaveAttribute("aria-invalid", "false");
    await expect(plan(page)).toBeVisible();
  });
}

test("a version that no release had is not guessed about", async ({ page }) => {
  await open(page);
  await byHand(page, "open-source", "1.16.999");
  await expect(finding(page, "GLA0205")).toContainText("1.16.999");
});

test("by hand fills what a paste leaves open, and does not overrule it", async ({ page }) => {
  await openWith(page, failingCheck());
  await expect(plan(page)).toHaveCount(0);
  await byHand(page, "open-source", "1.16.3");
  await expect(headline(page)).toHaveText(
    "glooctl check reports one problem: fix it before you upgrade Gloo open source 1.16.3.",
  );
  await expect(plan(page)).toContainText("Stop here until these findings are settled: GLA0302.");
  await chooseExample(page, EXAMPLE.document);
  await expect(headline(page)).toHaveText(INSTALLED);
});

test("Clear empties the box, and Undo brings it back", async ({ page }) => {
  await open(page);
  await expect(clear(page)).toBeDisabled();
  await chooseExample(page, EXAMPLE.document);
  await expect(headline(page)).toHaveText(INSTALLED);
  const pasted = await box(page).inputValue();
  await clear(page).click();
  await expect(box(page)).toHaveValue("");
  await expect(headline(page)).toHaveText("Paste what glooctl printed.");
  await expect(page.locator("#pairing, #findings, #missing, #plan, #hand-over")).toHaveCount(0);
  await expect(clear(page)).toHaveText("Undo");
  await clear(page).click();
  await expect(box(page)).toHaveValue(pasted);
  await expect(headline(page)).toHaveText(INSTALLED);
  await expect(clear(page)).toHaveText("Clear");
});

test("after Clear the next paste counts, and there is nothing to undo any more", async ({ page }) => {
  await openWith(page, version());
  await clear(page).click();
  await chooseExample(page, EXAMPLE.noServer);
  await expect(headline(page)).toHaveText("The client is there, and it found no Gloo server.");
  await expect(clear(page)).toHaveText("Clear");
});

for (const [way, replace] of Object.entries({
  "an example": (page) => chooseExample(page, EXAMPLE.noServer),
  "the button Paste": async (page) => {
    await setClipboard(page, "another text");
    await page.getByRole("button", { name: "Paste", exact: true }).click();
  },
})) {
  test(`what ${way} took the place of is brought back, with its target`, async ({ page }) => {
    await openWith(page, version());
    await target(page).selectOption("1.18.12");
    await replace(page);
    await expect(box(page)).not.toHaveValue(version());
    await expect(target(page)).toHaveCount(0);
    await expect(clear(page)).toHaveText("Undo");
    await clear(page).click();
    await expect(box(page)).toHaveValue(version());
    await expect(headline(page)).toHaveText(INSTALLED);
    await expect(target(page)).toHaveValue("1.18.12");
    await expect(clear(page)).toHaveText("Clear");
  });
}

test("what was said by hand can be cleared too", async ({ page }) => {
  await open(page);
  await byHand(page, "open-source", "1.16.3");
  await expect(plan(page)).toBeVisible();
  await expect(clear(page)).toBeEnabled();
  await clear(page).click();
  await expect(plan(page)).toHaveCount(0);
  await expect(installed(page)).toHaveValue("");
  await expect(edition(page)).toHaveValue("choose");
});

test("Undo brings back what was chosen as well as what was pasted", async ({ page }) => {
  await openWith(page, version());
  await openSettings(page);
  await knob(page, "Namespace").fill("edge");
  expect(await planned(page)).toContain("helm list -n edge");
  await clear(page).click();
  await clear(page).click();
  await expect(plan(page)).toBeVisible();
  expect(await planned(page)).toContain("helm list -n edge");
});
