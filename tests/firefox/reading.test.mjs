// From a text to an answer, in Firefox: every way in, and what comes of it.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXAMPLE, failingCheck, INSTALLED, noise, version } from "../browser/pastes.mjs";
import {
  BOX,
  click,
  commands,
  eventually,
  HEADLINE,
  hasFocus,
  inBox,
  isThere,
  open,
  openAll,
  openExample,
  openWith,
  paste,
  ready,
  shows,
  test,
  valueOf,
} from "./page.mjs";

const HEADLINES = {
  [EXAMPLE.failing]: "glooctl check reports 2 problems: fix them before you upgrade Gloo Enterprise 1.16.1.",
  [EXAMPLE.patch]: "Gloo open source 1.2.1 is installed, but 1.2 is out of support.",
  [EXAMPLE.enterprise]: "Gloo Enterprise 0.20.8 is installed, but 0.20 is out of support.",
  [EXAMPLE.healthy]: "The check is healthy. The paste does not show the version.",
  [EXAMPLE.document]: INSTALLED,
  [EXAMPLE.noServer]: "The client is there, and it found no Gloo server.",
};

const EMPTY = "Paste what glooctl printed.";

test("the page starts without a complaint", async ({ page, url, firefox }) => {
  assert.match(await firefox.version(), /^firefox\//i);
  await open(page, url);
  await shows(page, HEADLINE, EMPTY);
  assert.deepEqual(await commands(page, "#verdict"), ["glooctl version", "glooctl check"]);
});

test("a paste gives verdict, pairing, findings and plan", async (visit) => {
  const { page } = visit;
  await openWith(visit, `${version({ client: "1.17.2" })}\n${failingCheck()}`);
  await shows(page, HEADLINE, "glooctl check reports one problem: fix it before you upgrade Gloo open source 1.18.10.");
  await shows(page, "#pairing", /glooctl.*1\.17\.2.*different minor version.*Gloo open source.*1\.18\.10/);
  await shows(page, "#GLA0302", /A pod is not ready/);
  await shows(page, "#GLA0302 samp", "Pod extauth-1 in namespace gloo-system is not ready!");
  await shows(page, "#plan", /Stop here until these findings are settled: GLA0302/);
  const to = await valueOf(page, "Target");
  const upgrade = `helm upgrade gloo gloo/gloo -n gloo-system --version ${to} -f gloo-values-1.18.10.yaml`;
  assert.ok((await commands(page)).includes(upgrade), upgrade);
});

test("what is typed is read as it is typed", async ({ page, url }) => {
  await open(page, url);
  await page.focus(BOX);
  await page.keyboard.type('Client: {"version":"1.18.10"}');
  await shows(page, HEADLINE, "Only the client, 1.18.10, is in this paste.");
  assert.equal(await inBox(page), 'Client: {"version":"1.18.10"}');
});

test("the lines under the box are those in the box, and as high", async (visit) => {
  const { page } = visit;
  const wide = `${"wide ".repeat(60)}\n\t tab\n${"unbroken".repeat(40)}\n日本語 ${"é".repeat(90)}\n`;
  await openWith(visit, `${wide}${version()}\n${wide.repeat(8)}`);
  for (const width of [1440, 900, 390]) {
    await page.setViewport({ width, height: 900 });
    const lines = await page.$$eval(".lines > li", (all) => all.map((line) => line.textContent));
    assert.equal(lines.join("\n"), await inBox(page));
    const { drawn, own } = await page.evaluate(heights);
    // Half a line of difference would put the light on the wrong words.
    assert.ok(Math.abs(drawn - own) < 8, `${width} px: drawn ${drawn} high, the box's own text ${own}`);
  }
});

/** How high the drawn lines are, and how high the box would be for its own text. */
function heights() {
  const box = document.getElementById("terminal-output");
  const drawn = document.querySelector(".lines").getBoundingClientRect().height;
  const width = box.getBoundingClientRect().width;
  Object.assign(box.style, { height: "0", minHeight: "0", width: `${width}px` });
  const own = box.scrollHeight;
  box.removeAttribute("style");
  return { drawn, own };
}

test("a line that a finding names is lit and brought into view", async (visit) => {
  const { page } = visit;
  await page.setViewport({ width: 1440, height: 420 });
  await openExample(visit, EXAMPLE.failing, HEADLINES[EXAMPLE.failing]);
  await openAll(page);
  await page.click("#GLA0302 .messages .place");
  await eventually(async () => {
    assert.ok(await isThere(page, "#L25.lit"));
    const isSeen = await page.$eval("#L25", (line) => {
      const { top, bottom } = line.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    assert.ok(isSeen, "line 25 is in view");
  });
});

test("the menu offers each example once", async ({ page, url }) => {
  await open(page, url);
  await page.click("details.menu summary");
  const offered = await page.$$eval("details.menu button", (buttons) =>
    buttons.filter((button) => button.checkVisibility()).map((button) => button.textContent),
  );
  assert.deepEqual(offered, Object.keys(HEADLINES));
});

for (const [title, headline] of Object.entries(HEADLINES)) {
  test(`the example "${title}" gives its headline`, async (visit) => {
    await openExample(visit, title, headline);
  });
}

test("a file is opened like a paste, and can be opened twice", async ({ page, url }) => {
  const folder = await mkdtemp(join(tmpdir(), "gloo-advisor-"));
  const file = join(folder, "version.txt");
  await writeFile(file, version());
  try {
    await open(page, url);
    for (let times = 0; times < 2; times += 1) {
      const [chooser] = await Promise.all([page.waitForFileChooser(), page.click("label.file")]);
      await chooser.accept([file]);
      await shows(page, HEADLINE, INSTALLED);
      await click(page, "Clear");
      await shows(page, HEADLINE, EMPTY);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a file that is dropped anywhere is read, and the page stays", async ({ page, url }) => {
  await open(page, url);
  const isTaken = await page.$eval(
    "h1",
    (heading, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "version.txt", { type: "text/plain" }));
      // What is not prevented Firefox does itself: it would leave the page for the file.
      const send = (kind) =>
        !heading.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
      return [send("dragover"), send("drop")];
    },
    version(),
  );
  assert.deepEqual(isTaken, [true, true]);
  await shows(page, HEADLINE, INSTALLED);
  assert.equal(await inBox(page), version());
  assert.equal(page.url(), url);
});

/** Presses Paste with something in the clipboard, until Firefox asks whether the page may. */
async function askToPaste({ page, url, firefox, notebook }) {
  await (await notebook()).copy(version());
  await page.bringToFront();
  await open(page, url);
  await click(page, "Paste");
  await eventually(async () => assert.ok(await firefox.asksToPaste(), "Firefox asks"));
}

test("the Paste button takes the clipboard once Firefox was told that it may", async (visit) => {
  const { page, firefox } = visit;
  await askToPaste(visit);
  assert.equal(await inBox(page), "");
  await firefox.allowPaste();
  await shows(page, HEADLINE, INSTALLED);
  assert.equal(await inBox(page), version());
});

test("where Firefox may not read the clipboard, the page says what to do instead", async (visit) => {
  const { page, firefox } = visit;
  await askToPaste(visit);
  await firefox.refusePaste();
  await shows(
    page,
    '[role="alert"]',
    "The browser did not allow to read the clipboard. Paste into the box with the keyboard.",
  );
  assert.ok(await hasFocus(page, BOX), "the box has the keyboard already");
});

test("Clear empties the page, and Undo brings it back", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  await shows(page, HEADLINE, INSTALLED);
  await click(page, "Clear");
  await shows(page, HEADLINE, EMPTY);
  assert.equal(await inBox(page), "");
  await click(page, "Undo");
  await shows(page, HEADLINE, INSTALLED);
  assert.equal(await inBox(page), version());
});

// Firefox puts back what stood in a form, where a page does not tell it otherwise.
test("after a reload nothing of the paste is left", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  await shows(page, HEADLINE, INSTALLED);
  await page.reload();
  await ready(page);
  await shows(page, HEADLINE, EMPTY);
  assert.equal(await inBox(page), "");
  assert.equal(await page.$eval("input[type=file]", ({ value }) => value), "");
});

test("a long text is read while the page stays itself", async (visit) => {
  const { page } = visit;
  await openWith(visit, `${noise(210_000)}\n${version()}`);
  await shows(page, HEADLINE, INSTALLED);
  assert.ok(!(await isThere(page, ".editor .lines")), "so many lines are not marked");
  const colour = await page.$eval(BOX, (box) => getComputedStyle(box).color);
  assert.notEqual(colour, "rgba(0, 0, 0, 0)");
  await paste(visit, "one\ntwo");
  await shows(page, HEADLINE, "Nothing here was recognised.");
});

test("a finding in the margin leads to what is said of it", async (visit) => {
  const { page } = visit;
  await openExample(visit, EXAMPLE.failing, /^glooctl check reports 2 problems/);
  await page.click("#L8 button");
  await eventually(async () => assert.ok(await hasFocus(page, "#GLA0101")));
});

test("of a text too long for marks the lines are shown that something was read from", async (visit) => {
  const { page } = visit;
  const before = noise(210_000);
  const number = before.split("\n").length + 1;
  await openWith(visit, `${before}\n${version({ client: "1.17.2" })}\n`);
  await shows(page, `.excerpt #L${number}`, 'Client: {"version":"1.17.2"}');
  await page.click(`.excerpt #L${number} button`);
  await eventually(async () => assert.ok(await hasFocus(page, "#GLA0101")));
});
