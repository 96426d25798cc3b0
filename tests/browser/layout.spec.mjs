// The page fits where it is shown, and the theme is the one that was chosen.

import { EXAMPLE, INSTALLED, version } from "./pastes.mjs";
import { chooseExample, expect, headline, hop, open, openAll, openHop, openWith, test } from "./page.mjs";

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

const theme = (page) => page.getByRole("combobox", { name: "Theme" });
const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("the theme is that of the system until another one is chosen", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page);
  const light = await paper(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await paper(page);
  expect(dark).not.toBe(light);

  await expect(theme(page)).toHaveValue("auto");
  await expect(theme(page).getByRole("option")).toHaveText(["auto", "light", "dark"]);
  await theme(page).selectOption("light");
  expect(await paper(page)).toBe(light);
  await theme(page).selectOption("dark");
  await page.emulateMedia({ colorScheme: "light" });
  expect(await paper(page)).toBe(dark);
  await theme(page).selectOption("auto");
  expect(await paper(page)).toBe(light);
});

test("the chosen theme is there again on the next visit", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page);
  const light = await paper(page);
  await theme(page).selectOption("dark");
  await page.reload();
  await expect(theme(page)).toHaveValue("dark");
  expect(await paper(page)).not.toBe(light);
});

for (const storage of [["localStorage"], ["localStorage", "sessionStorage"]]) {
  test(`where the browser keeps nothing in ${storage.join(" and ")}, the page works all the same`, async ({ page }) => {
    // As in a frame whose host does not let it keep anything.
    await page.addInitScript((names) => {
      for (const name of names) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException("denied", "SecurityError");
          },
        });
      }
    }, storage);
    await openWith(page, version());
    await expect(headline(page)).toHaveText(INSTALLED);
    await theme(page).selectOption("light");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
    await openHop(page, 1);
    await hop(page, 1).getByRole("checkbox").first().check();
    await expect(hop(page, 1)).toContainText(/1 of \d+ steps done/);
  });
}

test("on paper it is a runbook: boxes to tick, commands, the way back, and no controls", async ({ page }) => {
  await openWith(page, version());
  await page.emulateMedia({ media: "print" });
  const plan = page.locator("#plan");
  await expect(plan.locator(".steps").getByRole("checkbox").first()).toBeVisible();
  await expect(plan.locator("code", { hasText: /^helm rollback/ })).toBeVisible();
  await expect(page.locator(".printed")).toHaveText(
    /^Gloo Advisor: Gloo open source 1\.18\.10 to 1\.18\.\d+\. Commands are written for namespace gloo-system, .*bash or zsh\. Printed on \d{4}-\d\d-\d\d\.$/,
  );
  const gone = ["textarea", "#settings", ".target select", "#plan button", ".foot", "#failures", "#hand-over"];
  for (const selector of gone) {
    await expect(page.locator(selector).first(), selector).toBeHidden();
  }
});
