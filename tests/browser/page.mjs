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
      const allowed = [];
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
export const target = (page) => page.locator("#plan").getByRole("combobox", { name: "Target" });
/** A name that the commands use, as it can be typed in the plan. */
export const knob = (page, name) => page.locator("#plan").getByRole("textbox", { name });
export const picker = (page, name) => page.locator("#plan").getByRole("combobox", { name });

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

export async function chooseExample(page, title) {
  await page.getByRole("combobox", { name: "Examples" }).selectOption({ label: title });
}

/** The texts of all commands in a part of the page, those in closed details too. */
export const commands = (part) => part.locator("code").allTextContents();

/** Opens everything that is shown on demand. */
export async function openAll(page) {
  await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
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
