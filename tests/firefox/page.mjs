// What every test in Firefox needs: one that fails on any complaint of the browser, and words for what a
// person does on the page.

import assert from "node:assert/strict";
import { after, before, test as base } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "../browser/serve.mjs";
import { start } from "./firefox.mjs";

let firefox;
let dist;

before(async () => {
  [firefox, dist] = await Promise.all([start(), serve()]);
});

after(async () => {
  await firefox?.close();
  await dist?.close();
});

/**
 * A test with a page of its own, in a browser that remembers nothing of the tests before. It fails for
 * what Firefox complained of; `quiet.allow(/…/)` names a complaint that the test provokes on purpose.
 * `requests` has the addresses that the page asked for so far. The options are those of node:test.
 */
export function test(name, ...rest) {
  const [body, options = {}] = rest.reverse();
  base(name, { timeout: 60_000, ...options }, async () => {
    await firefox.preferNothing();
    const context = await firefox.newContext();
    const [heard, allowed, requests, servers] = [[], [], [], []];
    const visit = {
      firefox,
      requests,
      quiet: { heard, allow: (pattern) => allowed.push(pattern) },
      page: await watchedPage(context, heard, requests),
      url: dist.url,
      /** Starts a server of the test's own. */
      async site(options) {
        servers.push(await serve(options));
        return servers.at(-1);
      },
      /** Another site in another tab: where a person copies from, and pastes to. */
      async notebook() {
        const { url } = await visit.site({ pages: { "/notebook.html": NOTEBOOK } });
        return openNotebook(await context.newPage(), `${url}notebook.html`);
      },
    };
    try {
      await body(visit);
    } finally {
      await context.close();
      await Promise.all(servers.map((server) => server.close()));
    }
    const unexpected = heard.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
    assert.deepEqual(unexpected, [], "what Firefox complained of");
  });
}

async function watchedPage(context, heard, requests) {
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warn", "assert"].includes(message.type())) {
      heard.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  // What the page's policy forbids is told as an error as well.
  page.on("pageerror", (error) => heard.push(`page error: ${error.message}`));
  page.on("dialog", (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on("request", (request) => {
    // What lies in the address itself goes nowhere; Firefox's own marks of lists come so.
    if (!request.url().startsWith("data:")) requests.push(request.url());
  });
  page.on("requestfailed", (request) => heard.push(`request failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) heard.push(`status ${response.status()}: ${response.url()}`);
  });
  await page.setViewport({ width: 1280, height: 800 });
  return page;
}

const NOTEBOOK = `<!doctype html><title>Notebook</title><link rel="icon" href="data:,"><textarea></textarea>`;

async function openNotebook(tab, url) {
  await tab.goto(url);
  return {
    /** Puts a text on the clipboard, as a person does it elsewhere. */
    async copy(text) {
      await tab.bringToFront();
      await tab.$eval("textarea", (box, text) => (box.value = text), text);
      await tab.focus("textarea");
      await chord(tab, "Control", "a", "c");
    },
    /** What is on the clipboard. */
    async pasted() {
      await tab.bringToFront();
      await tab.$eval("textarea", (box) => (box.value = ""));
      await tab.focus("textarea");
      await chord(tab, "Control", "v");
      return tab.$eval("textarea", (box) => box.value);
    },
  };
}

/** Asks again until the answer passes, and fails with the last complaint. */
export async function eventually(check, patience = 8_000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await check();
    } catch (complaint) {
      if (Date.now() > end) throw complaint;
      await sleep(25);
    }
  }
}

/** Waits until an element has a text, white space around it aside, or fits a pattern. */
export const shows = (page, selector, expected) =>
  eventually(async () => {
    const text = await page.$eval(selector, (element) => element.textContent);
    typeof expected === "string" ? assert.equal(text.trim(), expected) : assert.match(text, expected);
  });

/** Opens the page and waits until it has done all that it does by itself. */
export async function open(page, url) {
  await page.goto(url);
  await ready(page);
}

/** Waits for the end of the last download, the list of risks that few plans need. */
export async function ready(page) {
  await shows(page, "header", /Releases as of \d/);
  await page.waitForNetworkIdle({ idleTime: 100 });
}

export const HEADLINE = "#verdict h2";
export const BOX = "#terminal-output";

export const inBox = (page) => page.$eval(BOX, (box) => box.value);
export const isThere = async (page, selector) => (await page.$(selector)) !== null;
export const hasFocus = (page, selector) =>
  page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector);

/** Keys that are pressed one after another while the first is held. */
export async function chord(page, held, ...keys) {
  await page.keyboard.down(held);
  for (const key of keys) {
    await page.keyboard.press(key);
  }
  await page.keyboard.up(held);
}

/** Replaces what is in the box, through the clipboard and the keyboard. */
export async function paste({ page, notebook }, text) {
  const elsewhere = await notebook();
  await elsewhere.copy(text);
  await page.bringToFront();
  await page.focus(BOX);
  await chord(page, "Control", "a", "v");
  await eventually(async () => assert.equal(await inBox(page), text));
}

export async function openWith(visit, text) {
  await open(visit.page, visit.url);
  await paste(visit, text);
}

/** Chooses from the menu, and waits until the page speaks of it. */
export async function openExample({ page, url }, title, headline) {
  await open(page, url);
  await chooseExample(page, title);
  await shows(page, HEADLINE, headline);
}

export async function chooseExample(page, title) {
  if (!(await isThere(page, "details.menu[open]"))) await page.click("details.menu summary");
  const found = await page.waitForFunction(
    (title) =>
      [...document.querySelectorAll("details.menu button")].find((button) => button.textContent === title),
    { timeout: 5_000 },
    title,
  );
  await found.asElement().click();
}

/** Opens details by their first line, where they are not open. */
async function unfold(page, details) {
  if (!(await isThere(page, `${details}[open]`))) await page.click(`${details} > summary`);
}

/** Shows the names and tools that the commands are written for. */
export async function openSettings(page) {
  await page.waitForSelector("#settings");
  await unfold(page, "#settings > details");
}

export async function openHop(page, number) {
  await page.waitForSelector(`#hop-${number}`);
  await unfold(page, `#hop-${number}`);
}

/** A button by its name, the first that can be seen. */
export async function button(page, name) {
  const found = await page.waitForFunction(
    (name) =>
      [...document.querySelectorAll("button")].find(
        (button) => button.checkVisibility() && (button.ariaLabel ?? button.textContent.trim()) === name,
      ),
    { timeout: 5_000 },
    name,
  );
  return found.asElement();
}

export const click = async (page, name) => (await button(page, name)).click();

/** What is chosen or typed into, by the beginning of its label. */
export async function control(page, label) {
  const found = await page.waitForFunction(
    (label) =>
      [...document.querySelectorAll("label")].find((one) => one.textContent.trim().startsWith(label))?.control,
    { timeout: 5_000 },
    label,
  );
  return found.asElement();
}

export const valueOf = async (page, label) => (await control(page, label)).evaluate(({ value }) => value);
export const choose = async (page, label, value) => (await control(page, label)).select(value);

export async function type(page, label, text) {
  await (await control(page, label)).focus();
  await chord(page, "Control", "a");
  await page.keyboard.type(text);
}

/** The texts of all commands in some parts of the page, those in closed details too. */
export const commands = (page, parts = ":is(#plan, #settings)") =>
  page.$$eval(`${parts} code`, (codes) => codes.map((code) => code.textContent));

/** Opens everything that is shown on demand, those too of which only one is open at a time; the menu aside. */
export const openAll = (page) =>
  page.$$eval("details:not(.menu)", (all) => {
    all.forEach((details) => details.removeAttribute("name"));
    all.forEach((details) => (details.open = true));
  });
