// axe finds nothing, in every state of the page, wide and narrow, light and dark.

import { AxeBuilder } from "@axe-core/playwright";
import { EXAMPLE, INSTALLED, version } from "./pastes.mjs";
import { chooseExample, expect, headline, open, openAll, openWith, target, test } from "./page.mjs";
import { legible, TAGS } from "./violations.mjs";

const example = (title, sentence) => async (page) => {
  await open(page);
  await chooseExample(page, title);
  await expect(headline(page)).toHaveText(sentence);
};

/** The states that are designed, and how to come to each. */
const STATES = {
  "the empty page": (page) => open(page),
  "the failing Enterprise example": example(EXAMPLE.failing, /^2 checks fail/),
  "no server": example(EXAMPLE.noServer, "The client is there, and it found no Gloo server."),
  "a healthy check": example(EXAMPLE.healthy, /^The check is healthy/),
  "a text that is not recognised": (page) => openWith(page, "kubectl get pods\nNo resources found\n"),
  "a version by hand that is none": async (page) => {
    await open(page);
    await page.getByText("Nothing to paste?").click();
    await page.getByLabel("Installed edition").selectOption("enterprise");
    await page.getByLabel("Installed version").fill("1.16.");
  },
  "a page that can't start": async (page, { quiet }) => {
    quiet.allow(/preloaded using link preload but not used/);
    await page.addInitScript(() => delete window.WebAssembly);
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "This browser has no WebAssembly." })).toBeVisible();
  },
  "a plan with all that it can show": async (page) => {
    await openWith(page, `${version().replaceAll("1.18.10", "1.19.20")}\nServer Version: v1.28.3\n`);
    await target(page).selectOption("1.21.13");
    await page.getByRole("checkbox", { name: "Explain commands" }).check();
    await page.getByRole("checkbox", { name: /^Done: / }).first().check();
    await page.getByText("What will be copied").click();
    await expect(page.locator("#plan .gate").first()).toBeVisible();
  },
  "the catalog missing": async (page, { site, quiet }) => {
    quiet.allow(/Failed to load resource/);
    const { url } = await site({ fail: ["/catalog.json"] });
    await openWith(page, version(), url);
    await expect(headline(page)).toHaveText(INSTALLED);
  },
};

/** What axe found, in a form that can be read in a report. */
async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return legible(violations);
}

for (const [state, reach] of Object.entries(STATES)) {
  for (const width of [1440, 390]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${state}, ${width} px wide, ${colorScheme}`, async ({ page, site, quiet }) => {
        await page.setViewportSize({ width, height: 900 });
        // Without motion, so that no colour is caught on its way to another.
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await reach(page, { site, quiet });
        await openAll(page);
        expect(await violations(page)).toEqual([]);
      });
    }
  }
}

test("axe does find something where there is something to find", async ({ page }) => {
  await open(page);
  await page
    .getByRole("combobox", { name: "Examples" })
    .evaluate((select) => select.removeAttribute("aria-label"));
  expect(await violations(page)).toContainEqual(expect.stringContaining("select-name"));
});

test("the parts of the page are found by heading and by landmark", async ({ page }) => {
  await example(EXAMPLE.failing, /^2 checks fail/)(page);
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
  await expect(headline(page)).toHaveText(/^2 checks fail/);
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
