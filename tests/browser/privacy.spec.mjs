// Nothing pasted leaves the tab, and nothing of it is kept in the browser: a whole session, watched.

import { readdir } from "node:fs/promises";
import { kept } from "./kept.mjs";
import { EXAMPLE, MARK, MARKED } from "./pastes.mjs";
import {
  chooseExample,
  expect,
  headline,
  knob,
  now,
  open,
  openAll,
  openSettings,
  paste,
  target,
  test,
} from "./page.mjs";

/** Everything that a person would do, one thing after another. */
async function session(page, url) {
  await open(page, url);
  for (const title of [EXAMPLE.failing, EXAMPLE.document]) {
    await chooseExample(page, title);
    await expect(page.locator("#plan")).toBeVisible();
  }
  for (const text of [...MARKED].reverse()) {
    await paste(page, text);
  }
  await expect(page.locator("#pairing")).toContainText(MARK);
  await target(page).selectOption({ index: 1 });
  await openSettings(page);
  await knob(page, "Namespace").fill(`${MARK}-b`);
  await knob(page, "Your values file").fill(`${MARK}.yaml`);
  await openAll(page);
  await page.getByRole("button", { name: "Copy all commands of hop 1" }).click();
  await page.getByRole("button", { name: "Copy as ticket" }).click();
  await page.locator("#pairing").getByRole("button").first().click();
  await now(page).getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Clear progress" }).click();
  await page.getByRole("combobox", { name: "Theme" }).selectOption("light");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(headline(page)).toContainText("Gloo open source 1.18.10");
}

/** The paths of all files that are served, from the top. */
async function served(mount = "/") {
  const dist = process.env.DIST ?? new URL("../../dist", import.meta.url).pathname;
  const entries = await readdir(dist, { recursive: true });
  return new Set([mount, ...entries.map((name) => mount + name)]);
}

test("every request of a session fetches a file of the page, and carries nothing", async ({
  page,
  context,
  baseURL,
}) => {
  const requests = [];
  context.on("request", (request) => requests.push(request));
  await session(page, "/");
  const files = await served();
  expect(requests.length).toBeGreaterThan(5);
  for (const request of requests) {
    const url = new URL(request.url());
    expect.soft(url.origin, request.url()).toBe(baseURL);
    expect.soft(request.method(), request.url()).toBe("GET");
    expect.soft(request.postData(), request.url()).toBeNull();
    expect.soft(url.search + url.hash, request.url()).toBe("");
    expect.soft(files, request.url()).toContain(url.pathname);
    const headers = JSON.stringify(await request.allHeaders());
    expect.soft(headers, request.url()).not.toContain(MARK);
    expect.soft(headers, request.url()).not.toContain("cookie");
  }
});

test("the pasted text causes no request at all", async ({ page, context }) => {
  await open(page);
  const late = [];
  context.on("request", (request) => late.push(request.url()));
  for (const text of MARKED) {
    await paste(page, text);
  }
  await expect(headline(page)).toHaveText("Nothing here was recognised.");
  await page.getByRole("button", { name: /^Copy/ }).first().click();
  await page.waitForLoadState("networkidle");
  expect(late).toEqual([]);
});

test("the address never changes, so the history knows nothing either", async ({ page, baseURL }) => {
  await session(page, "/");
  expect(page.url()).toBe(`${baseURL}/`);
  // The page was opened in a fresh tab: the blank one and itself.
  expect(await page.evaluate(() => [document.title, window.name, history.state])).toEqual([
    "Gloo Advisor",
    "",
    null,
  ]);
  expect(await page.evaluate(() => document.referrer)).toBe("");
});

test("the browser keeps no more than the theme and what was chosen", async ({ page, context }) => {
  await session(page, "/");
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(kept)).toEqual({
    local: [["gloo-advisor-theme", "light"]],
    // What was typed into the plan, and nothing that was pasted.
    session: [["gloo-advisor-choices", `namespace=${MARK}-b\nvalues=${MARK}.yaml\n`]],
    databases: [],
    caches: [],
    workers: 0,
    cookie: "",
    history: null,
    window: "",
  });
  expect(JSON.stringify(await context.storageState({ indexedDB: true }))).not.toContain(MARK);
});

test("how anyone can check that is said where the page says that it is so", async ({ page }) => {
  await open(page);
  const how = page.locator("#privacy");
  await expect(how.getByRole("list")).toBeHidden();
  await page.getByRole("button", { name: "What you paste stays in this tab" }).click();
  await expect(how.locator("summary")).toBeFocused();
  await expect(how.getByRole("listitem")).toHaveCount(4);
  await expect(how.getByRole("list")).toBeInViewport();
});

test("after a reload nothing of the paste is left", async ({ page }) => {
  await session(page, "/");
  await page.reload();
  await expect(headline(page)).toHaveText("Paste what glooctl printed.");
  await expect(page.locator("html")).not.toContainText(MARK);
  await expect(page.getByRole("textbox", { name: "Terminal output" })).toHaveValue("");
});
