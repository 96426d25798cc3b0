// The page fits where it is shown, and the theme is the one that was chosen.

import { EXAMPLE, INSTALLED, version } from "./pastes.mjs";
import { chooseExample, expect, headline, open, openAll, openWith, test } from "./page.mjs";

/** How far the page can be scrolled sideways: what it is wider than the room for it. */
const overflow = (page) =>
  page.evaluate(() => {
    // Without the room that is kept free for a scroll bar.
    const room = document.documentElement.getBoundingClientRect().width;
    return Math.round(document.scrollingElement.scrollWidth - room);
  });

// 320 px is also a page of 1280 px at four times its size.
for (const width of [320, 390, 768, 1100, 1440]) {
  test(`nothing sticks out at ${width} px, with everything opened`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await chooseExample(page, EXAMPLE.failing);
    await expect(headline(page)).toHaveText(/^glooctl check reports 2 problems/);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await openAll(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
}

test("the versions that pair stand in one row wherever there is room, and below each other elsewhere", async ({ page }) => {
  await open(page);
  await chooseExample(page, EXAMPLE.failing);
  await expect(headline(page)).toHaveText(/^glooctl check reports 2 problems/);
  const nodes = page.locator("#pairing .node");
  for (const [width, rows] of [[1440, 1], [1280, 1], [1100, 1], [768, 1], [641, 1], [640, 3], [320, 3]]) {
    await page.setViewportSize({ width, height: 800 });
    const middles = await nodes.evaluateAll((all) =>
      all.map((node) => {
        const { top, bottom } = node.getBoundingClientRect();
        return Math.round((top + bottom) / 2);
      }),
    );
    expect(new Set(middles).size, `${width} px`).toBe(rows);
    expect(await overflow(page), `${width} px`).toBeLessThanOrEqual(0);
  }
});

test("a word without an end does not widen the page", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  const endless = "x".repeat(5_000);
  await openWith(
    page,
    `Checking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod ${endless} in namespace ${endless} is not ready!\n`,
  );
  await expect(headline(page)).toHaveText("glooctl check reports one problem: fix it before you upgrade.");
  await openAll(page);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test("a message of any length leaves the rest of the finding in sight", async ({ page }) => {
  const reason = `{"spec": ${"a manifest with all that is in it, ".repeat(300)}}`;
  await openWith(
    page,
    `Checking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod gloo-1 in namespace edge is not ready! Message: ${reason}\n`,
  );
  const finding = page.locator("#findings article").first();
  await expect(finding.locator("samp")).toContainText(reason);
  expect((await finding.boundingBox()).height).toBeLessThan(500);
  await expect(finding.getByRole("button", { name: /^Copy/ })).toBeVisible();
});

test("a namespace without an end does not widen the page", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await openWith(page, version({ namespace: "n".repeat(63) }));
  await expect(headline(page)).toHaveText(INSTALLED);
  await openAll(page);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test("wide spaces between letters, words and lines take nothing away", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await open(page);
  await chooseExample(page, EXAMPLE.failing);
  await expect(page.locator("#plan")).toBeVisible();
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("#app *")) {
      Object.assign(element.style, { lineHeight: "1.5", letterSpacing: ".12em", wordSpacing: ".16em" });
    }
  });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

const toggle = (page) => page.getByRole("button", { name: /^Theme: / });
const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("the theme is that of the system until another one is chosen", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page);
  const light = await paper(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await paper(page);
  expect(dark).not.toBe(light);

  await expect(toggle(page)).toHaveText("Theme: auto");
  await toggle(page).click();
  await expect(toggle(page)).toHaveText("Theme: light");
  expect(await paper(page)).toBe(light);
  await toggle(page).click();
  await expect(toggle(page)).toHaveText("Theme: dark");
  await page.emulateMedia({ colorScheme: "light" });
  expect(await paper(page)).toBe(dark);
});

test("the chosen theme is there again on the next visit", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page);
  const light = await paper(page);
  await toggle(page).click();
  await toggle(page).click();
  await expect(toggle(page)).toHaveText("Theme: dark");
  await page.reload();
  await expect(toggle(page)).toHaveText("Theme: dark");
  expect(await paper(page)).not.toBe(light);
});

test("where the browser keeps nothing, the page works all the same", async ({ page }) => {
  // As in a frame whose host does not let it keep anything.
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await openWith(page, version());
  await expect(headline(page)).toHaveText(INSTALLED);
  await toggle(page).click();
  await expect(toggle(page)).toHaveText("Theme: light");
});

test("on paper it is a runbook: boxes to tick, commands, the way back, and no controls", async ({ page }) => {
  await openWith(page, version());
  await page.emulateMedia({ media: "print" });
  const plan = page.locator("#plan");
  await expect(plan.getByRole("checkbox", { name: /^Done: / }).first()).toBeVisible();
  await expect(plan.locator("code", { hasText: /^helm rollback/ })).toBeVisible();
  for (const gone of [page.locator("textarea"), plan.locator("select").first(), plan.getByRole("button").first()]) {
    await expect(gone).toBeHidden();
  }
});
