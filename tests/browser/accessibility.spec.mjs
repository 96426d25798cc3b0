// axe finds nothing, in every state of the page, wide and narrow, light and dark.

import { AxeBuilder } from "@axe-core/playwright";
import { EXAMPLE, noise, version } from "./pastes.mjs";
import { chooseExample, expect, headline, open, openAll, openWith, test } from "./page.mjs";
import { STATES } from "./states.mjs";
import { legible, TAGS } from "./violations.mjs";

/** What is asked of axe where a look names nothing else. */
const everything = (axe) => axe.withTags(TAGS);
const COLOURS = ["color-contrast"];

const FIRST_LOOKS = [
  { width: 1440, theme: "light" },
  { width: 390, theme: "dark" },
];
// A theme changes colours and a width all else, so each of them is there, and not each pair. The narrowest is that of
// 1280 px at 400 %.
const OPEN_LOOKS = [
  { width: 1440, theme: "dark" },
  { width: 768, theme: "light", ask: (axe) => axe.withRules(COLOURS) },
  { width: 320, theme: "dark", ask: (axe) => everything(axe).disableRules(COLOURS) },
];

/** Where `script/pictures` wants to have a picture of each state. */
const { PICTURES } = process.env;
/** What a picture is made of: each width with each theme. */
const PICTURED = [1440, 768, 320].flatMap((width) => ["light", "dark"].map((theme) => ({ width, theme })));

/** What axe found, in a form that can be read in a report. */
async function violations(page, ask = everything) {
  // No state has a frame, and without them axe needs no second page to bring its findings together.
  const { violations } = await ask(new AxeBuilder({ page }).setLegacyMode()).analyze();
  return legible(violations);
}

/** Shows the page in each look in turn. */
async function each(page, looks, look) {
  for (const { width, theme, ask } of looks) {
    await page.setViewportSize({ width, height: 900 });
    // Without motion, so that no colour is caught on its way to another.
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await look(`${width}-${theme}`, ask);
  }
}

for (const [state, reach] of Object.entries(STATES)) {
  test(`${state}, at every width, light and dark`, async ({ page, site, quiet }) => {
    // A plan with everything open has thousands of elements, and is looked at three times.
    test.setTimeout(240_000);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await reach(page, { site, quiet });
    if (PICTURES) {
      const name = state.replaceAll(/\W+/g, "-");
      await each(page, PICTURED, (look) => page.screenshot({ path: `${PICTURES}/${name}-${look}.png`, fullPage: true }));
    }
    // What is folded, or over the rest, is looked at as it is; then all of it at once.
    await each(page, FIRST_LOOKS, async (look) => expect(await violations(page), look).toEqual([]));
    await openAll(page);
    await each(page, OPEN_LOOKS, async (look, ask) => {
      // What unfolds moves the rest, so another button would be below the path that stays in view, each time.
      await page.evaluate(() => scrollTo(0, 0));
      expect(await violations(page, ask), look).toEqual([]);
    });
  });
}

test("axe does find something where there is something to find", async ({ page }) => {
  await open(page);
  await page
    .getByRole("combobox", { name: "Theme" })
    .evaluate((select) => select.parentElement.replaceWith(select));
  expect(await violations(page)).toContainEqual(expect.stringContaining("select-name"));
});

test("the parts of the page are found by heading and by landmark", async ({ page }) => {
  await STATES["the failing Enterprise example"](page);
  await expect(page.getByRole("banner")).toHaveCount(1);
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Gloo Advisor");
  for (const name of ["Terminal output", "How the versions pair", /^Findings/, "Upgrade plan", "Hand over"]) {
    await expect(page.getByRole("region", { name })).toBeVisible();
  }
});

test("a new verdict is told to those who do not see it", async ({ page }) => {
  await open(page);
  await expect(page.locator("#verdict")).toHaveAttribute("aria-live", "polite");
  // A region that is live has to be there before its words change, or nothing is said.
  const before = await page.locator("#verdict").elementHandle();
  await chooseExample(page, EXAMPLE.failing);
  await expect(headline(page)).toHaveText(/^glooctl check reports 2 problems/);
  expect(await before.evaluate((element) => element.isConnected)).toBe(true);
});

test("with forced colours the pasted text can still be read", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openWith(page, version());
  const colours = await page.locator("#terminal-output").evaluate((box) => {
    const { color } = getComputedStyle(box);
    return { color, behind: getComputedStyle(document.documentElement).backgroundColor };
  });
  expect(colours.color).not.toBe("rgba(0, 0, 0, 0)");
  expect(colours.color).not.toBe(colours.behind);
});

test("with forced colours an excerpt can be read, and what lights up is seen", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openWith(page, `${version()}\n${noise(210_000)}`);
  const style = () =>
    page.locator("#L1").evaluate((line) => {
      const { color, outlineStyle } = getComputedStyle(line);
      return { color, outlineStyle, behind: getComputedStyle(document.documentElement).backgroundColor };
    });
  await expect(page.locator("#L1")).toBeVisible();
  const { color, behind, outlineStyle } = await style();
  expect(color).not.toBe(behind);
  expect(outlineStyle).toBe("none");
  await page.locator("#pairing").getByRole("button", { name: "line 1" }).click();
  await expect.poll(async () => (await style()).outlineStyle).toBe("solid");
});
