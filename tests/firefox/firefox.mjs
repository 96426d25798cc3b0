// Debian's Firefox, without a window, driven over WebDriver BiDi: Playwright drives only a Firefox of its
// own. FIREFOX names another binary.

import puppeteer from "puppeteer-core";

/** Firefox's names for what a person says in the system's settings, with the value of each. */
const PREFERENCE = {
  light: ["layout.css.prefers-color-scheme.content-override", 1],
  dark: ["layout.css.prefers-color-scheme.content-override", 0],
  "little motion": ["ui.prefersReducedMotion", 1],
  "motion": ["ui.prefersReducedMotion", 0],
  "forced colours": ["browser.display.document_color_use", 2],
};

/** Starts Firefox with a profile of its own, which is gone with it. */
export async function start() {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    // Preferences and the question before a paste belong to the browser's own window.
    args: ["--remote-allow-system-access"],
  });
  const inWindow = await ownWindow(browser);
  return {
    version: () => browser.version(),
    newContext: () => browser.createBrowserContext(),
    close: () => browser.close(),

    /** Makes what a person prefers known to all pages, at once. */
    async prefer(...wishes) {
      for (const wish of wishes) {
        await inWindow(([name, value]) => Services.prefs.setIntPref(name, value), PREFERENCE[wish]);
      }
    },
    /** Back to a person without wishes, in a light room. */
    async preferNothing() {
      for (const [name] of Object.values(PREFERENCE)) {
        await inWindow((name) => Services.prefs.clearUserPref(name), name);
      }
      await this.prefer("light");
    },

    /** Whether Firefox asks if the page may read the clipboard, and takes an answer. */
    asksToPaste: () => inWindow(() => isOpen(question()), null, QUESTION),
    allowPaste: () => inWindow(() => question().activateItem(question().firstElementChild), null, QUESTION),
    refusePaste: () => inWindow(() => question().hidePopup(), null, QUESTION),
  };
}

/** The button that Firefox shows next to the mouse, and whether it takes a click already. */
const QUESTION = `
  const question = () => document.getElementById("clipboardReadPasteMenuPopup");
  const isOpen = (popup) => popup?.state === "open" && !popup.firstElementChild.disabled;
`;

/** A function that evaluates others in Firefox's window, outside of every page. */
async function ownWindow(browser) {
  // Puppeteer has no words for this part of Firefox's protocol, so it is spoken directly.
  const { connection } = browser;
  const tree = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const [{ context }] = tree.result.contexts;
  return async (task, argument = null, words = "") => {
    const expression = `{ ${words} (${task})(${JSON.stringify(argument)}); }`;
    const answer = await connection.send("script.evaluate", {
      expression,
      target: { context },
      awaitPromise: true,
    });
    if (answer.result.type === "exception") {
      throw new Error(`in Firefox's window: ${answer.result.exceptionDetails.text}`);
    }
    return answer.result.result.value;
  };
}
