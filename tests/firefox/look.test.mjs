// In Firefox too, the page fits where it is shown, and looks as its reader asked for.

import assert from "node:assert/strict";
import { EXAMPLE, failingCheck, INSTALLED, version } from "../browser/pastes.mjs";
import {
  BOX,
  chooseExample,
  eventually,
  HEADLINE,
  open,
  openAll,
  openExample,
  openWith,
  ready,
  shows,
  test,
} from "./page.mjs";

const FAILING = "glooctl check reports 2 problems: fix them before you upgrade Gloo Enterprise 1.16.1.";
const THEME = "header select";

const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const theme = (page) => page.$eval(THEME, ({ value }) => value);
const chooseTheme = (page, name) => page.select(THEME, name);

/** How far the page can be scrolled sideways: what it is wider than the room for it. */
const overflow = (page) =>
  page.evaluate(() => {
    // Without the room that is kept free for a scroll bar.
    const room = document.documentElement.getBoundingClientRect().width;
    return Math.round(document.scrollingElement.scrollWidth - room);
  });

const fits = async (page, state) => assert.ok((await overflow(page)) <= 0, `${state}: ${await overflow(page)} px`);

// 320 px is also a page of 1280 px at four times its size.
for (const width of [320, 390, 768, 1100, 1440]) {
  test(`nothing sticks out at ${width} px, with everything opened`, async ({ page, url }) => {
    await page.setViewport({ width, height: 800 });
    await open(page, url);
    assert.equal(await page.evaluate(() => innerWidth), width);
    await fits(page, "the empty page");
    await chooseExample(page, EXAMPLE.failing);
    await shows(page, HEADLINE, FAILING);
    await fits(page, "the example");
    await openAll(page);
    await fits(page, "everything opened");
  });
}

test("a word without an end does not widen the page", async (visit) => {
  const { page } = visit;
  await page.setViewport({ width: 320, height: 800 });
  const endless = "x".repeat(5_000);
  await openWith(visit, `${failingCheck(`Pod ${endless} in namespace ${endless} is not ready!`)}\n${version()}`);
  await shows(page, HEADLINE, /^glooctl check reports one problem/);
  await openAll(page);
  await fits(page, "the endless word");
});

test("the theme is that of the system until another one is chosen", async ({ page, url, firefox }) => {
  await open(page, url);
  const light = await paper(page);
  await firefox.prefer("dark");
  await eventually(async () => assert.notEqual(await paper(page), light));
  const dark = await paper(page);

  assert.equal(await theme(page), "auto");
  await chooseTheme(page, "light");
  assert.equal(await paper(page), light);
  await chooseTheme(page, "dark");
  await firefox.prefer("light");
  assert.equal(await paper(page), dark);
});

test("the chosen theme is there again on the next visit", async ({ page, url }) => {
  await open(page, url);
  const light = await paper(page);
  await chooseTheme(page, "dark");
  await page.reload();
  await ready(page);
  assert.equal(await theme(page), "dark");
  assert.notEqual(await paper(page), light);
});

test("where Firefox keeps nothing, the page works all the same", async (visit) => {
  const { page } = visit;
  // As in a frame whose host does not let it keep anything.
  await page.evaluateOnNewDocument(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await openWith(visit, version());
  await shows(page, HEADLINE, INSTALLED);
  await chooseTheme(page, "light");
  assert.equal(await page.$eval("html", (all) => all.dataset.theme), "light");
});

/** What moves: each element with a transition or an animation, and whether scrolling is smooth. */
const moving = (page) =>
  page.evaluate(() => {
    const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
    const elements = [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
      return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration));
    });
    const isSmooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth";
    return { elements: elements.length, isSmooth };
  });

test("nothing moves for those who want little motion", async (visit) => {
  const { page, firefox } = visit;
  await firefox.prefer("motion");
  await openExample(visit, EXAMPLE.failing, FAILING);
  // Lines light up.
  await openAll(page);
  await page.focus("#GLA0302 .place");
  await page.waitForSelector(".lines .lit");
  const usual = await moving(page);
  assert.ok(usual.elements > 0 && usual.isSmooth, "for the others something does");
  await firefox.prefer("little motion");
  await eventually(async () => assert.deepEqual(await moving(page), { elements: 0, isSmooth: false }));
});

test("with forced colours the pasted text can still be read", async (visit) => {
  const { page, firefox } = visit;
  await firefox.prefer("forced colours");
  await openWith(visit, version());
  assert.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
  const { ink, behind } = await page.$eval(BOX, (box) => ({
    ink: getComputedStyle(box).color,
    behind: getComputedStyle(document.documentElement).backgroundColor,
  }));
  assert.notEqual(ink, "rgba(0, 0, 0, 0)");
  assert.notEqual(ink, behind);
});

// The text of the box is drawn by the lines under it, so the box shows its own only where there are none.
test("the pasted text is drawn once", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  assert.equal(await page.$eval(BOX, (box) => getComputedStyle(box).color), "rgba(0, 0, 0, 0)");
  const { box, line } = await page.evaluate(() => {
    const styleOf = (selector) => {
      const { fontFamily, fontSize, lineHeight, paddingLeft, tabSize } = getComputedStyle(
        document.querySelector(selector),
      );
      return { fontFamily, fontSize, lineHeight, paddingLeft, tabSize };
    };
    return { box: styleOf("#terminal-output"), line: styleOf("#L1") };
  });
  assert.deepEqual(box, line);
});
