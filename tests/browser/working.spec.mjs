// Working with the page over time: ticks, links, and the way from a line to what is said of it.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXAMPLE, version } from "./pastes.mjs";
import {
  box,
  chooseExample,
  clipboard,
  expect,
  finding,
  headline,
  hop,
  knob,
  now,
  open,
  openHop,
  openSettings,
  openWith,
  paste,
  picker,
  planned,
  target,
  test,
  way,
} from "./page.mjs";

const ticks = (page) => page.locator("#plan .steps").getByRole("checkbox");

test.describe("ticks", () => {
  test.beforeEach(async ({ page }) => {
    await openWith(page, version());
    await openHop(page, 1);
  });

  test("are there again on the next visit, for the same hop only", async ({ page }) => {
    await ticks(page).first().check();
    await ticks(page).nth(2).check();
    await expect(way(page)).toContainText(/1 hop, \d+ steps, 2 of them ticked\./);
    await expect(hop(page, 1).locator("summary").first()).toContainText(/2 of \d+ steps done/);
    await page.reload();
    await openWith(page, version());
    await expect(way(page)).toContainText(/1 hop, \d+ steps, 2 of them ticked\./);
    await expect(hop(page, 1).locator("summary").first()).toContainText(/2 of \d+ steps done/);
    await expect(ticks(page).first()).toBeChecked();
    await expect(ticks(page).nth(1)).not.toBeChecked();
    // What has begun is open.
    await expect(hop(page, 1)).toHaveAttribute("open");
    await target(page).selectOption("1.18.12");
    await expect(way(page)).toContainText(/1 hop, \d+ steps\./);
  });

  test("are taken back one by one, and wiped by one click", async ({ page }) => {
    await ticks(page).first().check();
    await ticks(page).first().uncheck();
    await openHop(page, 1);
    await expect(page.getByRole("button", { name: "Clear progress" })).toHaveCount(0);
    await ticks(page).first().check();
    await page.getByRole("button", { name: "Clear progress" }).click();
    // Nothing has begun any more.
    await expect(hop(page, 1)).not.toHaveAttribute("open");
    await openHop(page, 1);
    await expect(ticks(page).first()).not.toBeChecked();
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("done")))).toEqual([]);
  });

  test("fold the step, and the next thing to do is another one", async ({ page }) => {
    const first = hop(page, 1).locator(".steps > li").first();
    const title = await first.getByRole("heading").textContent();
    await expect(now(page).getByRole("heading", { level: 3 })).toHaveText(title);
    await expect(first.locator(".cmd")).not.toHaveCount(0);
    await first.getByRole("checkbox").check();
    await expect(first.locator(".cmd, details")).toHaveCount(0);
    await expect(now(page).getByRole("heading", { level: 3 })).not.toHaveText(title);
    await first.getByRole("checkbox").uncheck();
    await expect(first.locator(".cmd")).not.toHaveCount(0);
    await expect(now(page).getByRole("heading", { level: 3 })).toHaveText(title);
  });

  test("keep versions and steps, and nothing else of the paste", async ({ page }) => {
    await ticks(page).first().check();
    const kept = await page.evaluate(() => localStorage.getItem("gloo-advisor-done"));
    expect(kept).toMatch(/^open-source 1\.18\.10 1\.18\.\d+ [a-z-]+$/);
  });
});

test.describe("a link", () => {
  test("to a plan opens it without a paste, and the page hands out such links", async ({ page }) => {
    await open(page, "/#edition=enterprise&from=1.16.3&target=1.17");
    await expect(target(page)).toHaveValue(/^1\.17\.\d+$/);
    const all = await planned(page);
    expect(all.filter((command) => /^helm upgrade (?!.*--dry-run)/.test(command))).toHaveLength(2);
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect
      .poll(() => clipboard(page))
      .toMatch(/\/#v=1&read=nothing&edition=enterprise&version=1\.16\.3&.*&hops=2&target=1\.17\.\d+&sum=[0-9a-f]{8}$/);
  });

  test("to a result shows it to whoever has no paste, and a cut one shows why not", async ({ page, browser }) => {
    await open(page);
    await chooseExample(page, EXAMPLE.failing);
    await expect(headline(page)).toHaveText(/^glooctl check reports 2 problems/);
    const [verdict, to] = [await headline(page).textContent(), await target(page).inputValue()];
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect.poll(() => clipboard(page)).toMatch(/#v=1&/);
    const link = await clipboard(page);
    expect(link.split("#")[1].length).toBeLessThanOrEqual(300);
    const context = await browser.newContext();
    const other = await context.newPage();
    await open(other, link);
    await expect(headline(other)).toHaveText(verdict);
    await expect(target(other)).toHaveValue(to);
    await expect(other.locator("#verdict")).toContainText("This result came with a link.");
    await expect(other.locator("#findings")).toContainText("A pod is not ready GLA0302");
    await expect(box(other)).toHaveValue("");
    await paste(other, version());
    await expect(other.locator("#verdict")).not.toContainText("came with a link");
    const cut = await context.newPage();
    await open(cut, link.slice(0, -5));
    await expect(headline(cut)).toHaveText("This link can't be opened.");
    await expect(cut.locator("#verdict").getByRole("alert")).toHaveText("This link is incomplete. Ask for it again.");
    await expect(cut.locator("#plan")).toHaveCount(0);
    await context.close();
  });

  test("to a target holds for whatever is pasted then", async ({ page }) => {
    await open(page, "/#target=1.20");
    await openWith(page, version(), "/#target=1.20");
    await expect(target(page)).toHaveValue(/^1\.20\.\d+$/);
  });

  test("to a finding leads there once it is found", async ({ page }) => {
    await open(page, "/#finding=GLA0306");
    await chooseExample(page, EXAMPLE.failing);
    await expect(finding(page, "GLA0306")).toBeFocused();
    await expect(finding(page, "GLA0306")).toBeInViewport();
  });

  test("with nonsense is the same as none", async ({ page }) => {
    await open(page, "/#target=<b>&from=$(id)&edition=x&finding=GLA<img>");
    await expect(headline(page)).toHaveText("Paste what glooctl printed.");
    await expect(page.locator("#plan")).toHaveCount(0);
  });
});

test("from a line one comes to what is said of it, by the keyboard", async ({ page }) => {
  await open(page);
  await chooseExample(page, EXAMPLE.failing);
  await expect(headline(page)).toHaveText(/^glooctl check reports 2 problems/);
  await box(page).focus();
  await page.keyboard.press("ControlOrMeta+Home");
  const place = page.locator("#at-line");
  await expect(place).toContainText(/^Line 1: /);
  // A line that wraps takes more than one step.
  for (let steps = 0; steps < 60 && !(await place.textContent()).startsWith("Line 25:"); steps += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await expect(place).toContainText("Line 25: glooctl check");
  await expect(finding(page, "GLA0302")).toHaveClass("at");
  await place.getByRole("button", { name: "GLA0302" }).press("Enter");
  await expect(finding(page, "GLA0302")).toBeFocused();
  // It is folded beside a plan, and unfolds for who comes to it.
  await expect(finding(page, "GLA0302").locator("samp")).toBeVisible();
  // The way back: what has the focus lights its lines.
  await expect(page.locator("#L25")).toHaveClass(/\blit\b/);
});

test("from what is said one comes to the line, and back", async ({ page }) => {
  await open(page);
  await chooseExample(page, EXAMPLE.failing);
  await now(page).getByRole("button", { name: "See the finding" }).click();
  await expect(finding(page, "GLA0302")).toBeFocused();
  await finding(page, "GLA0302").getByRole("button", { name: /^line 25/ }).click();
  await expect(page.locator("#L25")).toHaveClass(/\blit\b/);
  await expect(page.locator("#L25")).toBeInViewport();
  const place = page.locator("#at-line");
  await expect(place).toContainText("Line 25: glooctl check");
  await expect(place).toBeInViewport();
  await place.getByRole("button", { name: "GLA0302" }).click();
  await expect(finding(page, "GLA0302")).toBeFocused();
});

test("what is pasted anywhere on the page lands in the box", async ({ page }) => {
  await open(page);
  await page.locator("h1").click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), version());
  await page.keyboard.press("ControlOrMeta+V");
  await expect(headline(page)).toContainText("Gloo open source 1.18.10");
  await expect(box(page)).toHaveValue(version());
});

test("what is pasted into another field stays there", async ({ page }) => {
  await openWith(page, version());
  await openSettings(page);
  const field = knob(page, "Namespace");
  await page.evaluate(() => navigator.clipboard.writeText("edge"));
  await field.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
  await expect(field).toHaveValue("edge");
  await expect(box(page)).toHaveValue(version());
});

test("the parts of commands are explained on demand", async ({ page }) => {
  await openWith(page, version());
  await openSettings(page);
  const parts = page.locator("#plan dl.parts");
  await expect(parts).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Explain commands" }).press("Space");
  const upgrade = page.locator("#plan .cmd", { hasText: /^helm upgrade .*(?<!--dry-run)Copy/ }).locator("dl");
  await expect(upgrade.locator("dt")).toHaveText([
    "helm upgrade",
    "gloo",
    "gloo/gloo",
    "-n gloo-system",
    /^--version 1\.18\.\d+$/,
    "-f gloo-values-1.18.10.yaml",
  ]);
  await expect(upgrade.locator("dd").first()).toHaveText("Upgrades a release that exists.");
  await page.getByRole("checkbox", { name: "Explain commands" }).press("Space");
  await expect(parts).toHaveCount(0);
});

test("a command explains itself to the pointer and to the keyboard, and nothing moves", async ({ page }) => {
  await openWith(page, version());
  await openHop(page, 1);
  const card = page.locator("#plan .cmd", { hasText: "helm get values" }).first();
  const [parts, below] = [card.locator("dl"), page.locator("#hand-over")];
  const what = card.getByRole("button", { name: "Explain this command" });
  const place = () => below.evaluate((element) => element.offsetTop);
  const before = await place();
  // Who only reads the command, or selects it, is shown nothing.
  await card.locator("code").hover();
  await page.waitForTimeout(800);
  await expect(parts).toBeHidden();
  await what.hover();
  await expect(parts).toBeVisible();
  await expect(parts).toContainText("The name of the Helm release.");
  expect(await place()).toBe(before);
  // It can be put away without leaving it.
  await page.keyboard.press("Escape");
  await expect(parts).toHaveCount(0);
  await page.mouse.move(0, 0);
  await card.getByRole("button", { name: /^Copy command/ }).focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await expect(parts).toBeVisible();
  expect(await place()).toBe(before);
  await page.keyboard.press("Tab");
  await expect(parts).toHaveCount(0);
});

test("the parts of one command stay where its button was pressed", async ({ page }) => {
  await openWith(page, version());
  const card = now(page).locator(".cmd").first();
  const what = card.getByRole("button", { name: "Explain this command" });
  await expect(what).toHaveAttribute("aria-expanded", "false");
  await what.click();
  await expect(what).toHaveAttribute("aria-expanded", "true");
  await page.mouse.move(0, 0);
  await box(page).focus();
  await expect(card.locator("dl")).toBeVisible();
  await expect(page.locator("dl.parts")).toHaveCount(1);
  await what.click();
  await page.mouse.move(0, 0);
  await box(page).focus();
  await expect(card.locator("dl")).toHaveCount(0);
});

test("what was chosen is there when the page is loaded again, in this tab, until it is cleared", async ({ page, context }) => {
  await openWith(page, version());
  await openSettings(page);
  await knob(page, "Namespace").fill("edge");
  await picker(page, "Helm").selectOption("4");
  await picker(page, "Shell").selectOption("powershell");
  await expect(picker(page, "Shell")).toHaveValue("powershell");
  await page.reload();
  await openWith(page, version());
  await openSettings(page);
  await expect(knob(page, "Namespace")).toHaveValue("edge");
  await expect(picker(page, "Helm")).toHaveValue("4");
  await expect(picker(page, "Shell")).toHaveValue("powershell");
  // Another tab may be about another installation.
  const other = await context.newPage();
  await openWith(other, version());
  await openSettings(other);
  await expect(knob(other, "Namespace")).toHaveValue("gloo-system");
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await openWith(page, version());
  await openSettings(page);
  await expect(knob(page, "Namespace")).toHaveValue("gloo-system");
  await expect(picker(page, "Shell")).toHaveValue("posix");
});

test("of a long file one sees how far it is read, and may give it up", async ({ page }) => {
  test.slow();
  const folder = await mkdtemp(join(tmpdir(), "gloo-long-"));
  const file = join(folder, "gloo.log");
  // The end is read last.
  await writeFile(file, `${"2026-08-07 some other line of a log\n".repeat(400_000)}${version()}\n`);
  await open(page);
  await page.getByLabel("Open files").setInputFiles(file);
  const bar = page.getByRole("progressbar", { name: "gloo.log" });
  await expect.poll(() => bar.evaluate(({ value }) => value)).toBeGreaterThan(5);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(bar).toHaveCount(0);
  await expect(headline(page)).toHaveText("Paste what glooctl printed.");
  // What was given up does not come back by itself, but when it is asked for.
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(headline(page)).toContainText("Gloo open source 1.18.10", { timeout: 60_000 });
  await rm(folder, { recursive: true });
});

test("the ticket is shown before it is copied, and the copy says so each time", async ({ page }) => {
  await openWith(page, version());
  const ticket = page.locator("#hand-over pre");
  await expect(ticket).toHaveCount(0);
  await page.getByText("What it says").click();
  await expect(ticket).toContainText("# Gloo open source 1.18.10 is installed");
  const said = page.locator('p.unseen[role="status"]');
  await page.getByRole("button", { name: "Copy as ticket" }).click();
  await expect(said).toContainText("Copied.");
  const first = await said.textContent();
  await page.getByRole("button", { name: "Copy as ticket" }).click();
  await expect.poll(() => said.textContent()).not.toBe(first);
  expect(await clipboard(page)).toBe(await ticket.textContent());
});

test("a target holds over the pastes of its hops, and the path says how far one is", async ({ page }) => {
  await openWith(page, version());
  await target(page).selectOption("1.20.24");
  const stops = way(page).getByRole("listitem");
  const all = [/^1\.18\.10/, /^1\.18\.41/, /^1\.19\.\d+/, /^1\.20\.24/];
  await expect(stops).toHaveText(all);
  await expect(page.locator("#plan .hop")).toHaveCount(3);
  await expect(page.locator("#plan .hop[open]")).toHaveCount(0);
  await paste(page, version().replaceAll("1.18.10", "1.18.41"));
  await expect(target(page)).toHaveValue("1.20.24");
  await expect(way(page).getByRole("status")).toHaveText(/^Hop 1 of 3 is done\. \d+ steps are left\.$/);
  await expect(stops).toHaveText(all);
  await expect(stops).toHaveText([/done$/, /now$/, /hop 2$/, /hop 3$/]);
  // What is left of the way has begun.
  await expect(hop(page, 2)).toHaveAttribute("open");
  await expect(hop(page, 3)).not.toHaveAttribute("open");
  // A stop leads to its hop, and only one of them is open.
  await stops.getByRole("button", { name: "1.20.24" }).click();
  await expect(hop(page, 3).locator("> summary")).toBeFocused();
  await expect(page.locator("#plan .hop[open]")).toHaveCount(1);
  await expect(hop(page, 3)).toContainText("to 1.20.24");
});

test("the box makes room for the answer, and takes it back", async ({ page }) => {
  await openWith(page, version());
  const width = async () => Math.round((await page.locator(".editor").boundingBox()).width);
  expect(await width()).toBeLessThan(310);
  await page.getByRole("button", { name: "Show the whole text" }).click();
  expect(await width()).toBeGreaterThan(450);
  // Who types in it goes on there.
  await box(page).press("ControlOrMeta+End");
  await page.keyboard.type("\nmore");
  expect(await width()).toBeGreaterThan(450);
  await page.getByRole("button", { name: "Make room for the answer" }).click();
  expect(await width()).toBeLessThan(310);
  await expect(box(page)).toHaveValue(`${version()}\nmore`);
});

test("a long text is read when typing pauses, and what was read last counts", async ({ page }) => {
  await open(page);
  const rest = `2026-08-07 ${"some other line ".repeat(40)}\n`.repeat(120);
  for (const release of ["1.17.1", "1.17.2", "1.17.3"]) {
    await box(page).evaluate((field, text) => {
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, `${version().replaceAll("1.18.10", release)}\n${rest}`);
  }
  await expect(headline(page)).toHaveText("Gloo open source 1.17.3 is installed, but 1.17 is out of support (since 2026-03-27).");
  await expect(page.getByText(/^Reading/)).toHaveCount(0);
});

test("a file that is too long for the box stays a file, and is read all the same", async ({ page }) => {
  await open(page);
  const buffer = Buffer.from(`${version()}\n${"2026-08-07 some other line of a log\n".repeat(40_000)}`);
  await page.getByLabel("Open files").setInputFiles({ name: "gloo.log", mimeType: "text/plain", buffer });
  await expect(headline(page)).toContainText("Gloo open source 1.18.10");
  await expect(page.getByText(/^gloo\.log \(1440 kB, 4000[0-9] lines\) is read; it is too long to be shown whole\.$/)).toBeVisible();
  await expect(box(page)).toHaveValue("");
  await box(page).fill("something else");
  await expect(page.getByText(/^gloo\.log/)).toHaveCount(0);
});
