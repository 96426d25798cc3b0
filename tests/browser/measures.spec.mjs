// The answer comes first: how much of the page one sees, and has to read, before one can act.

import { clusters, version } from "./pastes.mjs";
import {
  expect,
  finding,
  headline,
  hop,
  now,
  open,
  openHop,
  openWith,
  planned,
  target,
  test,
  verdict,
  way,
} from "./page.mjs";

/** The words of a part that can be seen without opening anything, those of a list to choose from aside. */
const words = (part) =>
  part.evaluate((element) => {
    const copy = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const seen = [];
    while (copy.nextNode()) {
      const { parentElement, data } = copy.currentNode;
      if (!parentElement.closest("select, .unseen") && parentElement.checkVisibility({ visibilityProperty: true })) {
        seen.push(...data.split(/\s+/).filter(Boolean));
      }
    }
    return seen.length;
  });

/** Open source over three hops. */
async function threeHops(page) {
  await openWith(page, version());
  await target(page).selectOption("1.20.24");
  await expect(page.locator("#plan .hop")).toHaveCount(3);
}

const overflow = (page) =>
  page.evaluate(() => {
    // Without the room that is kept free for a scroll bar.
    const room = document.documentElement.getBoundingClientRect().width;
    return Math.round(document.scrollingElement.scrollWidth - room);
  });

test.describe("on a desk", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("a way of three hops is seen at once, and read in a minute", async ({ page }) => {
    await threeHops(page);
    expect(await words(page.locator(".reading"))).toBeLessThanOrEqual(300);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    for (const part of [headline(page), way(page), now(page).locator(".cmd").first()]) {
      await expect(part).toBeInViewport({ ratio: 1 });
    }
    const { y } = await hop(page, 3).boundingBox();
    expect(y).toBeLessThan(950);
  });

  test("a hop is read step by step, on three screens", async ({ page }) => {
    await threeHops(page);
    for (const number of [1, 2, 3]) {
      await openHop(page, number);
      await expect(page.locator("#plan .hop[open]")).toHaveCount(1);
      expect(await words(hop(page, number)), `hop ${number}`).toBeLessThanOrEqual(450);
      expect((await hop(page, number).boundingBox()).height, `hop ${number}`).toBeLessThanOrEqual(3 * 900);
    }
  });

  test("the path stays in view wherever one reads", async ({ page }) => {
    await threeHops(page);
    await openHop(page, 2);
    await hop(page, 2).locator("> .steps > li").last().scrollIntoViewIfNeeded();
    await expect(way(page)).toBeInViewport({ ratio: 1 });
    await expect(target(page)).toBeInViewport({ ratio: 1 });
  });

  test("on paper three hops are a few sheets", async ({ page }) => {
    await threeHops(page);
    await page.emulateMedia({ media: "print" });
    const printed = await words(page.locator("body"));
    expect(printed).toBeLessThanOrEqual(1_600);
    // And all that is typed is on them.
    const typed = page.locator("#plan .steps > li > .cmd code");
    expect(await typed.count()).toBeGreaterThan(30);
    for (const command of await typed.all()) {
      await expect(command).toBeVisible();
    }
  });

  test("a paste of several installations is about the worst, until another one is chosen", async ({ page }) => {
    await openWith(page, clusters(2));
    const offers = page.locator("#installations").getByRole("button");
    await expect(offers).toHaveText([/1\.19\.2.*has errors/, /1\.19\.1/]);
    await expect(offers.first()).toHaveAttribute("aria-current", "true");
    await expect(headline(page)).toHaveText(/^glooctl check reports one problem.* 1\.19\.2\.$/);
    await expect(page.locator("#pairing")).toContainText("1.19.2");
    await expect(finding(page, "GLA0302")).toBeVisible();
    await expect(hop(page, 1)).toContainText("1.19.2 to");
    await expect(now(page)).toContainText("A pod is not ready");

    await offers.filter({ hasText: "1.19.1" }).click();
    await expect(offers.filter({ hasText: "1.19.1" })).toHaveAttribute("aria-current", "true");
    await expect(page.locator('#installations [aria-current="true"]').filter({ visible: true })).toHaveCount(1);
    await expect(headline(page)).toHaveText(/1\.19\.1 is installed/);
    await expect(verdict(page)).not.toContainText(/1\.19\.2\b/);
    await expect(page.locator("#pairing")).toContainText("1.19.1");
    await expect(page.locator("#pairing")).not.toContainText(/1\.19\.2\b/);
    await expect(finding(page, "GLA0302")).toHaveCount(0);
    await expect(hop(page, 1)).toContainText("1.19.1 to");
    await expect(way(page).getByRole("listitem").first()).toHaveText(/^1\.19\.1/);
    const typed = await planned(page);
    expect(typed).toContainEqual(expect.stringContaining("gloo-values-1.19.1.yaml"));
    expect(typed.filter((command) => command.includes("gloo-values-1.19.2.yaml"))).toEqual([]);
    expect(typed).toContain("kubectl config current-context");
  });

  test("many installations are a table, and one row of it is what the page is about", async ({ page }) => {
    await openWith(page, clusters(8));
    const rows = page.locator("#installations").getByRole("row");
    await expect(rows).toHaveCount(9);
    await expect(rows.nth(1)).toContainText("1.19.8");
    await expect(rows.nth(1)).toContainText("1 problem");
    await rows.filter({ hasText: "shop-3" }).getByRole("button").click();
    await expect(rows.filter({ has: page.locator('[aria-current="true"]') })).toHaveText(/shop-3.*1\.19\.4/);
    await expect(headline(page)).toHaveText(/1\.19\.4 is installed/);
    await expect(hop(page, 1)).toContainText("1.19.4 to");
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a way of three hops is within two and a half screens", async ({ page }) => {
    await threeHops(page);
    const { y, height } = await hop(page, 3).boundingBox();
    expect(y + height + (await page.evaluate(() => scrollY))).toBeLessThanOrEqual(2.5 * 844);
  });
});

for (const [what, reach] of Object.entries({
  "a way of three hops": threeHops,
  "a table of installations": (page) => openWith(page, clusters(8)),
  "an open hop": async (page) => {
    await threeHops(page);
    await openHop(page, 1);
  },
  "the menu of examples": async (page) => {
    await open(page);
    await page.locator("details.menu summary").click();
  },
})) {
  test(`${what} does not scroll sideways at 320 px`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await reach(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
}
