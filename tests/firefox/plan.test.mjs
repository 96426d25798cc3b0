// In Firefox too, what is chosen rewrites every command, and what is copied is what is shown.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { EXAMPLE, INSTALLED, version } from "../browser/pastes.mjs";
import {
  choose,
  click,
  commands,
  control,
  eventually,
  HEADLINE,
  isThere,
  open,
  openAll,
  openExample,
  openHop,
  openSettings,
  openWith,
  shows,
  test,
  type,
  valueOf,
} from "./page.mjs";

const FAILING = "glooctl check reports 2 problems: fix them before you upgrade Gloo Enterprise 1.16.1.";

/** The commands of the plan that begin like this. */
const starting = async (page, words) => (await commands(page)).filter((command) => command.startsWith(words));

/** Waits until a command is in the plan, to the letter. */
const planned = (page, command) =>
  eventually(async () => {
    const all = await commands(page);
    assert.ok(all.includes(command), `${command}\nis not among\n${all.join("\n")}`);
  });

test("another target rewrites the path and every command that names it", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  await shows(page, HEADLINE, INSTALLED);
  const before = await valueOf(page, "Target");
  await choose(page, "Target", "1.18.12");
  await planned(page, "glooctl upgrade --release v1.18.12");
  await planned(page, "helm upgrade gloo gloo/gloo -n gloo-system --version 1.18.12 -f gloo-values-1.18.10.yaml");
  const stale = (await commands(page)).filter((command) => command.includes(before));
  assert.deepEqual(stale, []);
  await shows(page, 'nav[aria-label="Path"]', /^1\.18\.10.*1\.18\.12/);
  assert.equal(await valueOf(page, "Target"), "1.18.12");
});

test("another edition of the target takes its own chart", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  await choose(page, "as", "enterprise");
  await eventually(async () => assert.ok((await starting(page, "helm upgrade gloo glooe/gloo-ee ")).length > 0));
});

test("Helm, shell and way rewrite the commands", async (visit) => {
  const { page } = visit;
  await openExample(visit, EXAMPLE.failing, FAILING);
  await choose(page, "Target", "1.16.3");
  await openSettings(page);
  const upgrade =
    "helm upgrade gloo glooe/gloo-ee -n gloo-system --version 1.16.3 -f gloo-values-1.16.1.yaml --set-string";
  await planned(page, `${upgrade} license_key="\${GLOO_LICENSE_KEY:?}" --dry-run`);

  await choose(page, "Helm", "4");
  await planned(page, `${upgrade} license_key="\${GLOO_LICENSE_KEY:?}" --dry-run=client`);

  await choose(page, "Shell", "powershell");
  const key = "$(if ($env:GLOO_LICENSE_KEY) { $env:GLOO_LICENSE_KEY } else { throw 'GLOO_LICENSE_KEY is empty' })";
  await planned(page, `${upgrade} "license_key=${key}"`);
  assert.deepEqual(await starting(page, "test -n"), []);

  await choose(page, "Shell", "posix");
  await choose(page, "Strategy", "canary");
  await planned(
    page,
    'helm install gloo glooe/gloo-ee -n gloo-system-1-16-3 --create-namespace --version 1.16.3 -f gloo-values-1.16.1.yaml --set-string license_key="${GLOO_LICENSE_KEY:?}"',
  );
  assert.deepEqual(await starting(page, "helm upgrade"), []);
});

test("names that are typed stand in every command, quoted where they have to be", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  await openSettings(page);
  await type(page, "Namespace", "edge");
  await planned(page, "helm list -n edge");
  assert.deepEqual((await commands(page)).filter((command) => command.includes("gloo-system")), []);
  await type(page, "Your values file", "$(reboot).yaml");
  await eventually(async () => {
    const [upgrade] = await starting(page, "helm upgrade");
    assert.match(upgrade, / -f '\$\(reboot\)\.yaml'/);
  });
  await type(page, "Namespace", "Edge;");
  await shows(page, "#GLA0401", /is not used in any command/);
  assert.equal(await valueOf(page, "Namespace"), "Edge;");
});

test("a version by hand gives a plan", async ({ page, url }) => {
  await open(page, url);
  await page.click(".manual summary");
  await choose(page, "Installed edition", "open-source");
  await type(page, "Installed version", "1.16.");
  await eventually(async () =>
    assert.equal(await (await control(page, "Installed version")).evaluate((box) => box.ariaInvalid), "true"),
  );
  await page.keyboard.type("3");
  await shows(page, HEADLINE, /Gloo open source 1\.16\.3/);
  await eventually(async () => assert.ok(await isThere(page, "#plan")));
  await planned(page, "helm get values gloo -n gloo-system -o yaml > gloo-values-1.16.3.yaml");
});

test("Copy puts the exact command on the clipboard, and says so", async (visit) => {
  const { page, notebook } = visit;
  await openExample(visit, EXAMPLE.failing, FAILING);
  await openAll(page);
  // Open, they are higher than the window, which their column stays in.
  await page.$eval("#settings > details", (details) => (details.open = false));
  const elsewhere = await notebook();
  await page.bringToFront();
  const all = await commands(page, ".reading");
  const chosen = [
    "kubectl -n gloo-system describe pod extauth-5f7c9b6d48-x2k4q",
    'test -n "${GLOO_LICENSE_KEY:?}"',
    all.find((command) => command.includes("--dry-run")),
    all.find((command) => command.includes("> gloo-values")),
    all.at(-1),
  ];
  for (const command of new Set(chosen)) {
    // Something else is on it first, so that a button that does nothing is found out.
    await elsewhere.copy("before");
    await page.bringToFront();
    await click(page, `Copy command: ${command}`);
    await shows(page, 'p[role="status"].unseen', "Copied.");
    assert.equal(await elsewhere.pasted(), command);
    await page.bringToFront();
  }
});

test("all commands of a hop are copied in the order in which they are typed", async (visit) => {
  const { page, notebook } = visit;
  await openExample(visit, EXAMPLE.failing, FAILING);
  const elsewhere = await notebook();
  await page.bringToFront();
  await openHop(page, 1);
  await click(page, "Copy all commands of hop 1");
  await shows(page, 'p[role="status"].unseen', "Copied.");
  const typed = await page.$$eval(".hop code:not(.hop details code)", (codes) =>
    codes.map((code) => code.textContent),
  );
  assert.ok(typed.length > 10);
  assert.equal(await elsewhere.pasted(), typed.join("\n"));
});

test("the ticket is copied as it is shown", async (visit) => {
  const { page, notebook } = visit;
  await openExample(visit, EXAMPLE.failing, FAILING);
  const elsewhere = await notebook();
  await page.bringToFront();
  await page.$eval("#hand-over summary", (summary) => summary.click());
  await page.waitForSelector("#hand-over pre");
  await click(page, "Copy as ticket");
  await shows(page, 'p[role="status"].unseen', "Copied.");
  const shown = await page.$eval("#hand-over pre", (ticket) => ticket.textContent);
  assert.match(shown, /Pod extauth-5f7c9b6d48-x2k4q in namespace gloo-system is not ready!/);
  // A box for text ends its lines in its own way.
  assert.equal(await elsewhere.pasted(), shown);
});

test("what was chosen is there when the page is loaded again", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  await openSettings(page);
  await type(page, "Namespace", "edge");
  await choose(page, "Shell", "powershell");
  await open(page, visit.url);
  await openWith(visit, version());
  assert.equal(await valueOf(page, "Namespace"), "edge");
  assert.equal(await valueOf(page, "Shell"), "powershell");
  await click(page, "Clear");
  await openWith(visit, version());
  assert.equal(await valueOf(page, "Namespace"), "gloo-system");
});

test("a command explains itself to the pointer and to the keyboard", async (visit) => {
  const { page } = visit;
  await openWith(visit, version());
  await shows(page, HEADLINE, INSTALLED);
  await page.click("#missing summary");
  const [card] = await page.$$("#missing .cmd");
  const said = () =>
    card.evaluate((card) => {
      const parts = card.querySelector("dl");
      return parts?.checkVisibility({ checkVisibilityCSS: true }) ? parts.textContent : "";
    });
  // Who only reads the command, or selects it, is shown nothing.
  await (await card.$("code")).hover();
  await sleep(800);
  assert.equal(await said(), "");
  await (await card.$(".what")).hover();
  await eventually(async () => assert.match(await said(), /The namespace of Gloo\./));
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await card.$("dl"), null));
  await page.mouse.move(0, 0);
  await (await card.$(".copy")).focus();
  await eventually(async () => assert.match(await card.$eval("dl", (parts) => parts.textContent), /^glooctl check/));
});
