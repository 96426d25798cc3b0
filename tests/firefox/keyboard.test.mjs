// Firefox without a mouse: everything is reached with Tab, in the order in which it is read, and nothing
// holds the keyboard.

import assert from "node:assert/strict";
import { EXAMPLE, failingCheck, version } from "../browser/pastes.mjs";
import {
  BOX,
  chord,
  choose,
  commands,
  control,
  eventually,
  HEADLINE,
  hasFocus,
  inBox,
  isThere,
  open,
  openExample,
  openSettings,
  openWith,
  shows,
  test,
} from "./page.mjs";

const FAILING = "glooctl check reports 2 problems: fix them before you upgrade Gloo Enterprise 1.16.1.";

/** Presses Tab until the keyboard is on an element, and fails where that takes too long. */
async function tabTo(page, selector, most = 80) {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press("Tab");
    if (await hasFocus(page, selector)) return;
  }
  assert.fail(`${most} times Tab did not lead to ${selector}`);
}

/** Every place where the keyboard stops, from the first of the page until it has left the page. */
async function walk(page, most = 200) {
  await page.focus(".skip");
  // To where one is: what a program gives the keyboard to does not show it after a click.
  await page.keyboard.press("Tab");
  await chord(page, "Shift", "Tab");
  const stops = [];
  for (let step = 0; step < most; step += 1) {
    const stop = await page.evaluate(describeFocus);
    if (stop === null) return stops;
    stops.push(stop);
    await page.keyboard.press("Tab");
  }
  return assert.fail(`after ${most} times Tab the keyboard is still in the page, at ${stops.at(-1).name}`);
}

function describeFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const last = document.querySelector("[data-last]");
  const isFurther =
    !last || Boolean(last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  last?.removeAttribute("data-last");
  element.dataset.last = element.dataset.reached = "";
  const shows = (at) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
  };
  const around = [element, element.parentElement, element.parentElement.parentElement];
  return {
    name: element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent,
    tag: element.localName,
    isFurther,
    isSeen: around.some(shows),
  };
}

test("Tab reaches everything once, in the order of reading, and leaves the page", { timeout: 180_000 }, async (visit) => {
  const { page } = visit;
  await openExample(visit, EXAMPLE.failing, FAILING);
  await page.$$eval("#settings > details, #hop-1", (all) => all.forEach((details) => (details.open = true)));
  const stops = await walk(page);
  assert.deepEqual(stops.filter((stop) => !stop.isFurther), [], "what comes before what was reached earlier");
  assert.deepEqual(stops.filter((stop) => !stop.isSeen), [], "what does not show that it has the keyboard");
  // What is in the margin is for the pointer; the keyboard has the line below the box, which follows the caret. What
  // explains a command is shown to the keyboard on the button that copies it.
  const left = await page.$$eval("a, button:not(.margin, .what), select, input, textarea, summary", (all) =>
    all
      .filter((one) => one.checkVisibility() && !one.disabled && !("reached" in one.dataset))
      .map((one) => one.outerHTML.slice(0, 100)),
  );
  assert.deepEqual(left, [], "what was not reached");
  const place = (name) => stops.findIndex((stop) => stop.name.startsWith(name));
  const order = ["Skip to the result", "Theme", "Terminal output", "Namespace", "Target", "Done"];
  const places = [...order, "Copy command: helm upgrade", "Copy as ticket"].map(place);
  assert.ok(!places.includes(-1), `all are among the stops: ${places}`);
  assert.deepEqual(places, places.toSorted((a, b) => a - b));
});

test("the way back with Shift and Tab leaves the box and the page as well", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  await page.focus(BOX);
  for (let step = 0; step < 12 && !(await hasFocus(page, ".skip")); step += 1) {
    await chord(page, "Shift", "Tab");
  }
  assert.ok(await hasFocus(page, ".skip"), "the first of the page is reached");
  await chord(page, "Shift", "Tab");
  assert.ok(await hasFocus(page, "body"), "the page is left");
  assert.equal(await inBox(page), version());
});

test("Tab and Escape leave the box without typing", async ({ page, url }) => {
  await open(page, url);
  await tabTo(page, BOX, 12);
  await page.keyboard.type('Client: {"version":"1.18.10"}');
  await shows(page, HEADLINE, "Only the client, 1.18.10, is in this paste.");
  await page.keyboard.press("Tab");
  assert.ok(!(await hasFocus(page, BOX)));
  await chord(page, "Shift", "Tab");
  assert.ok(await hasFocus(page, BOX));
  await page.keyboard.press("Escape");
  assert.ok(!(await hasFocus(page, BOX)));
  assert.equal(await inBox(page), 'Client: {"version":"1.18.10"}');
});

const LONG = `${version()}\n${"a line that is not read\n".repeat(60)}`;

test(
  "a box that is longer than its window is one stop, and has a name",
  async (visit) => {
    const { page } = visit;
    await openWith(visit, LONG);
    await page.focus("details.menu summary");
    await page.keyboard.press("Tab");
    assert.ok(await hasFocus(page, ".acts > button"), "Clear");
    await page.keyboard.press("Tab");
    assert.ok(await hasFocus(page, ".sizer"), "Show the whole text");
    await page.keyboard.press("Tab");
    assert.ok(await hasFocus(page, BOX), `at ${await page.evaluate(() => document.activeElement.className)}`);
  },
);

/** How far down the frame of the box is scrolled. */
const offset = (page) => page.$eval(".editor", (frame) => frame.scrollTop);

test("where one types in a long paste is brought into view", async (visit) => {
  const { page } = visit;
  await openWith(visit, LONG);
  await page.focus(BOX);
  await chord(page, "Control", "Home");
  await page.keyboard.press("ArrowDown");
  await eventually(async () => assert.ok((await offset(page)) < 60, `scrolled by ${await offset(page)}`));
  await chord(page, "Control", "End");
  await page.keyboard.type("x");
  await eventually(async () => assert.ok((await offset(page)) > 400, `scrolled by ${await offset(page)}`));
});

test(
  "the beginning and the end of a long paste are brought into view",
  async (visit) => {
    const { page } = visit;
    await openWith(visit, LONG);
    await page.focus(BOX);
    await chord(page, "Control", "Home");
    await eventually(async () => assert.ok((await offset(page)) < 60, `scrolled by ${await offset(page)}`), 2_000);
    await chord(page, "Control", "End");
    await eventually(async () => assert.ok((await offset(page)) > 400, `scrolled by ${await offset(page)}`), 2_000);
  },
);

test("the first Tab offers to skip to the result, and that is where it goes", async ({ page, url }) => {
  await open(page, url);
  await page.keyboard.press("Tab");
  assert.ok(await hasFocus(page, ".skip"));
  const { x, y } = await page.$eval(".skip", (link) => link.getBoundingClientRect().toJSON());
  assert.ok(x >= 0 && y >= 0, "it can be seen");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await hasFocus(page, "#verdict *"));
});

test("from the load to a copied command, by keyboard alone", async ({ page, url, notebook }) => {
  const elsewhere = await notebook();
  await elsewhere.copy(failingCheck());
  await page.bringToFront();
  await open(page, url);
  await tabTo(page, BOX, 12);
  await chord(page, "Control", "v");
  await shows(page, HEADLINE, "glooctl check reports one problem: fix it before you upgrade.");
  await tabTo(page, "#GLA0302 .place");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.ok(await isThere(page, ".lines .lit")));
  // The keyboard stays where it was, so that the next Tab goes on from there.
  assert.ok(await hasFocus(page, "#GLA0302 .place"));
  await tabTo(page, "#GLA0302 .copy", 5);
  await page.keyboard.press("Enter");
  await shows(page, 'p[role="status"].unseen', "Copied.");
  assert.ok(await hasFocus(page, "#GLA0302 .copy"));
  assert.equal(await elsewhere.pasted(), "kubectl -n gloo-system describe pod extauth-1");
});

test("the target and a name are changed with the keyboard, which stays where it is", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  await choose(page, "Target", "1.18.12");
  const target = await control(page, "Target");
  await target.focus();
  await page.keyboard.press("ArrowDown");
  const chosen = await target.evaluate(({ value }) => value);
  assert.notEqual(chosen, "1.18.12");
  await eventually(async () =>
    assert.ok((await commands(page)).some((command) => command.includes(` --version ${chosen} `))),
  );
  assert.ok(await hasFocus(page, ".target select"));
  await page.focus("#settings summary");
  await page.keyboard.press("Enter");
  await tabTo(page, ".knob input", 1);
  await chord(page, "Control", "a");
  await page.keyboard.type("edge");
  await eventually(async () => assert.ok((await commands(page)).includes("helm list -n edge")));
  assert.ok(await hasFocus(page, ".knob input"));
});

test("what is shown on demand is opened with Enter", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  await openSettings(page);
  await tabTo(page, ".assumptions summary");
  await page.keyboard.press("Enter");
  assert.ok(await isThere(page, ".assumptions[open]"));
  await page.keyboard.press("Tab");
  assert.ok(await hasFocus(page, ".assumptions .copy"));
});
