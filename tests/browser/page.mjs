// What every spec needs: a test that fails on any complaint of the browser, and words for what a
// person does on the page.

import { test as base, expect } from "@playwright/test";
import { serve } from "./serve.mjs";

export { expect };

export const test = base.extend({
  /**
   * Hears what the browser complains of, in every page of the test, and fails the test for what was
   * not allowed. `quiet.allow(/…/)` names a complaint that the test provokes on purpose;
   * `quiet.heard` is the list so far.
   */
  quiet: [
    async ({ context }, use) => {
      const heard = [];
      // What Playwright itself says where a worker is blocked.
      const allowed = [/^console warning: Service Worker registration blocked by Playwright/];
      context.on("console", (message) => {
        if (["error", "warning", "assert"].includes(message.type())) {
          heard.push(`console ${message.type()}: ${message.text()}`);
        }
      });
      context.on("weberror", (error) => heard.push(`page error: ${error.error()}`));
      context.on("dialog", (dialog) => {
        heard.push(`dialog: ${dialog.message()}`);
        return dialog.dismiss();
      });
      await use({ heard, allow: (pattern) => allowed.push(pattern) });
      const unexpected = heard.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
      expect(unexpected, "what the browser complained of").toEqual([]);
    },
    { auto: true },
  ],

  /** Starts a server of the test's own; it is gone when the test is over. */
  site: async ({}, use) => {
    const servers = [];
    await use(async (options) => {
      const server = await serve(options);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.close()));
  },
});

/** Opens the page and waits until it has done all that it does by itself: the catalog is there, or is not. */
export async function open(page, url = "/") {
  await page.goto(url);
  await expect(page.getByText(/^Releases as of \d|without what that file knows/).first()).toBeAttached();
}

/** Opens the page and pastes a text. */
export async function openWith(page, text, url = "/") {
  await open(page, url);
  await paste(page, text);
}

export const box = (page) => page.getByRole("textbox", { name: "Terminal output" });
export const recognised = (page) => page.getByRole("list", { name: "Recognised" });
export const verdict = (page) => page.locator("#verdict");
export const headline = (page) => verdict(page).getByRole("heading");
export const finding = (page, code) => page.locator("#findings").locator(`#${code}`);
export const way = (page) => page.getByRole("navigation", { name: "Path" });
export const target = (page) => way(page).getByRole("combobox", { name: "Target" });
/** The edition to go to. */
export const as = (page) => way(page).getByRole("combobox", { name: "as" });
/** The one thing to do now. */
export const now = (page) => page.locator("#now");
export const settings = (page) => page.locator("#settings");
/** A name that the commands use, as it can be typed; `openSettings` shows it. */
export const knob = (page, name) => settings(page).getByRole("textbox", { name });
export const picker = (page, name) => settings(page).getByRole("combobox", { name });

/** Opens details by their first line, where they are not open. */
async function unfold(details) {
  if (!(await details.evaluate(({ open }) => open))) {
    await details.locator("> summary").click();
  }
}

/** Shows the names and tools that the commands are written for. */
export const openSettings = (page) => unfold(settings(page).locator("> details"));

export const hop = (page, number) => page.locator(`#hop-${number}`);
/** Opens a hop, which shuts the others. */
export const openHop = (page, number) => unfold(hop(page, number));

/** Replaces what is in the box, as a person does it: through the clipboard and the keyboard. */
export async function paste(page, text) {
  await setClipboard(page, text);
  await box(page).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
}

export const setClipboard = (page, text) =>
  page.evaluate((words) => navigator.clipboard.writeText(words), text);
export const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

export const examples = (page) => page.locator("details.menu");

/** The menu of examples, which it opens. */
export async function openExamples(page) {
  await unfold(examples(page));
  return examples(page).getByRole("button");
}

export async function chooseExample(page, title) {
  await openExamples(page);
  await examples(page).getByRole("button", { name: title, exact: true }).click();
}

/** The texts of all commands in a part of the page, those in closed details too. */
export const commands = (part) => part.locator("code").allTextContents();

/** The texts of all commands of the plan, those that show what it assumes first. */
export const planned = (page) => commands(page.locator("#plan, #settings"));

/** Opens everything that is shown on demand, those too of which only one is open at a time; the menu aside. */
export async function openAll(page) {
  await page.locator("details:not(.menu)").evaluateAll((all) => {
    all.forEach((details) => details.removeAttribute("name"));
    // The lists of issues are alike and hundreds long: one is enough.
    const lists = all.filter((details) => details.matches(".brought")).slice(1);
    all.filter((details) => !lists.includes(details)).forEach((details) => (details.open = true));
  });
}

/** Whether the keyboard is on an element; for polling. */
export const hasFocus = (locator) => locator.evaluate((element) => element === document.activeElement);

/** Presses Tab until the keyboard is on an element, and fails where that takes too long. */
export async function tabTo(page, locator, most = 60) {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press("Tab");
    if (await hasFocus(locator)) {
      return;
    }
  }
  throw new Error(`${most} times Tab did not lead to ${locator}`);
}
