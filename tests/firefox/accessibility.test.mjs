// What Firefox tells those who do not see the page: names and roles as in its own accessibility tree; and
// axe finds nothing, light and dark.

import assert from "node:assert/strict";
import axe from "axe-core";
import { clusters, EXAMPLE, INSTALLED, version } from "../browser/pastes.mjs";
import { legible, TAGS } from "../browser/violations.mjs";
import {
  HEADLINE,
  choose,
  chooseExample,
  open,
  openAll,
  openExample,
  openHop,
  openWith,
  shows,
  test,
} from "./page.mjs";

const FAILING = "glooctl check reports 2 problems: fix them before you upgrade Gloo Enterprise 1.16.1.";

/** The states that are designed, and how to come to each. */
const STATES = {
  "the empty page": ({ page, url }) => open(page, url),
  "findings and a plan": (visit) => openExample(visit, EXAMPLE.failing, FAILING),
  "a plan alone": async (visit) => {
    await openWith(visit, version());
    await shows(visit.page, HEADLINE, INSTALLED);
  },
  "a way of several hops": async (visit) => {
    await openWith(visit, version());
    await choose(visit.page, "Target", "1.20.24");
    await openHop(visit.page, 2);
  },
  "a table of installations": async (visit) => {
    await openWith(visit, clusters(8));
    await shows(visit.page, "#installations h2", "8 installations");
  },
  "findings without a plan": (visit) =>
    openExample(visit, EXAMPLE.noServer, "The client is there, and it found no Gloo server."),
};

/** What axe found, in a form that can be read in a report. */
async function violations(page) {
  // The protocol evaluates it past the page's policy, which is about what the page does itself.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values } }),
    TAGS,
  );
  return legible(violations);
}

for (const [state, reach] of Object.entries(STATES)) {
  for (const width of [1280, 390]) {
    const where = `${state}, ${width} px wide`;
    for (const theme of ["light", "dark"]) {
      test(`axe finds nothing on ${where}, ${theme}`, async (visit) => {
        const { page, firefox } = visit;
        await page.setViewport({ width, height: 900 });
        // Without motion, so that no colour is caught on its way to another.
        await firefox.prefer(theme, "little motion");
        await reach(visit);
        assert.deepEqual(await violations(page), []);
        await openAll(page);
        assert.deepEqual(await violations(page), []);
      });
    }
  }
}

test("axe does find something where there is something to find", async ({ page, url }) => {
  await open(page, url);
  await page.$eval("header select", (select) => select.parentElement.replaceWith(select));
  assert.match((await violations(page)).join("\n"), /select-name/);
});

/** How many elements have a role and a name, as Firefox tells them to a screen reader. */
const told = async (page, role, name) =>
  (await page.$$(`::-p-aria(${name === undefined ? "" : `[name="${name}"]`}[role="${role}"])`)).length;

test("the parts of the page have their names", { timeout: 180_000 }, async (visit) => {
  const { page } = visit;
  await openExample(visit, EXAMPLE.failing, FAILING);
  const parts = {
    region: [
      "Terminal output",
      "Commands are written for",
      FAILING,
      "How the versions pair",
      "Findings 4",
      "Upgrade plan",
      "Hand over",
    ],
    textbox: ["Terminal output"],
    combobox: ["Theme", "Target"],
    navigation: ["Path"],
    list: ["Recognised", "Facts"],
    heading: ["Gloo Advisor"],
    button: ["Copy as ticket", "Copy command: kubectl -n gloo-system describe pod extauth-5f7c9b6d48-x2k4q", "Done"],
  };
  const wrong = [];
  for (const [role, names] of Object.entries(parts)) {
    for (const name of names) {
      const count = await told(page, role, name);
      if (count !== 1) wrong.push(`${role} ${name}: ${count}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual([await told(page, "banner"), await told(page, "main")], [1, 1]);
});

test("whatever can be used has a name", async (visit) => {
  const { page } = visit;
  await openExample(visit, EXAMPLE.failing, FAILING);
  await openAll(page);
  const nameless = await page.$$eval("button, a, select, input, textarea, summary", (all) =>
    all
      .filter((one) => !(one.ariaLabel || one.labels?.[0]?.textContent.trim() || one.textContent.trim()))
      .map((one) => one.outerHTML.slice(0, 100)),
  );
  assert.deepEqual(nameless, []);
});

test("a new verdict is told to those who do not see it", async ({ page, url }) => {
  await open(page, url);
  // A region that is live has to be there before its words change, or nothing is said.
  const before = await page.$("#verdict");
  assert.equal(await before.evaluate((verdict) => verdict.ariaLive), "polite");
  await chooseExample(page, EXAMPLE.failing);
  await shows(page, HEADLINE, FAILING);
  assert.ok(await before.evaluate((verdict) => verdict.isConnected));
});
