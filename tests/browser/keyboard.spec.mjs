// The page without a mouse: everything is reached with Tab, done with Enter, and left with Escape.

import { version } from "./pastes.mjs";
import {
  box,
  clipboard,
  expect,
  finding,
  hasFocus,
  headline,
  hop,
  knob,
  now,
  open,
  openHop,
  openWith,
  planned,
  setClipboard,
  settings,
  tabTo,
  target,
  test,
  verdict,
} from "./page.mjs";

const CHECK = [
  "$ glooctl check",
  "Checking deployments... OK",
  "Checking pods... 2 Errors!",
  "Error: 2 errors occurred:",
  "\t* Pod extauth-1 in namespace gloo-system is not ready!",
  "\t* Pod rate-limit-1 in namespace gloo-system is not ready!",
].join("\n");

const line = (page, number) => page.locator(`#L${number}`);

test("from the load to a copied command, by keyboard alone", async ({ page }) => {
  await open(page);
  await setClipboard(page, CHECK);
  await tabTo(page, box(page), 12);
  await page.keyboard.press("ControlOrMeta+V");
  await expect(headline(page)).toHaveText("glooctl check reports 2 problems: fix them before you upgrade.");
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(box(page))).toBe(false);

  const second = finding(page, "GLA0302").getByRole("button", { name: "line 6" });
  await tabTo(page, second);
  await page.keyboard.press("Enter");
  await expect(line(page, 6)).toHaveClass(/\blit\b/);
  await expect(line(page, 5)).not.toHaveClass(/\blit\b/);
  await expect(line(page, 6)).toBeInViewport();
  // The keyboard stays where it was, so that the next Tab goes on from there.
  await expect(second).toBeFocused();

  const copy = finding(page, "GLA0302").getByRole("button", { name: /^Copy command.*extauth-1$/ });
  await tabTo(page, copy, 5);
  await page.keyboard.press("Enter");
  await expect.poll(() => clipboard(page)).toBe("kubectl -n gloo-system describe pod extauth-1");
  await expect(copy).toBeFocused();
});

test("what is typed is read, and Tab leaves the box without typing", async ({ page }) => {
  await open(page);
  await tabTo(page, box(page), 12);
  await page.keyboard.type('Client: {"version":"1.18.10"}');
  await expect(headline(page)).toHaveText("Only the client, 1.18.10, is in this paste.");
  await page.keyboard.press("Tab");
  await expect.poll(() => hasFocus(box(page))).toBe(false);
  await expect(box(page)).toHaveValue('Client: {"version":"1.18.10"}');
});

test("the first Tab offers to skip to the result, and that is where it goes", async ({ page }) => {
  await openWith(page, version());
  await page.reload();
  await expect(headline(page)).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the result" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await verdict(page).evaluate((element) => element.contains(document.activeElement));
  expect(inside).toBe(true);
});

test("all that can be done in the plan is reached, in the order in which it is read", async ({ page }) => {
  await openWith(page, version());
  await openHop(page, 1);
  const reached = [];
  await page
    .locator("#plan")
    .evaluate((plan) => plan.addEventListener("focusin", (event) => (event.target.dataset.reached = "")));
  await box(page).focus();
  const stop = () =>
    page.evaluate(() => ({
      name: document.activeElement.getAttribute("aria-label") ?? "",
      isBehind: document.querySelector("#hand-over").contains(document.activeElement),
    }));
  for (let at = await stop(); !at.isBehind && reached.length < 200; at = await stop()) {
    reached.push(at.name);
    await page.keyboard.press("Tab");
  }
  const left = page
    .locator("#plan")
    .locator("button:not(.what):visible, select:visible, input:visible, summary:visible")
    .locator("visible=true");
  await expect(left.locator("xpath=self::*[not(@data-reached)]")).toHaveCount(0);
  const dry = reached.findIndex((name) => name.endsWith("--dry-run"));
  const real = reached.findIndex((name) => /^Copy command: helm upgrade (?!.*--dry-run)/.test(name));
  expect(dry).toBeGreaterThan(-1);
  expect(real).toBeGreaterThan(dry);
});

test("the target and a name are changed with the keyboard, which stays where it is", async ({ page }) => {
  await openWith(page, version());
  await expect(target(page)).toBeVisible();
  // What the commands are written for comes before the answer.
  await tabTo(page, settings(page).locator("> details > summary"), 20);
  await page.keyboard.press("Enter");
  const namespace = knob(page, "Namespace");
  await tabTo(page, namespace, 1);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("edge");
  await expect(namespace).toHaveValue("edge");
  await expect(namespace).toBeFocused();
  await expect(page.locator("#plan code").filter({ hasText: /^kubectl -n edge rollout/ })).not.toHaveCount(0);
  await tabTo(page, target(page), 20);
  const before = await target(page).inputValue();
  await page.keyboard.press("ArrowDown");
  await expect(target(page)).not.toHaveValue(before);
  await expect(target(page)).toBeFocused();
  const chosen = await target(page).inputValue();
  expect(await planned(page)).toContainEqual(expect.stringContaining(` --version ${chosen} `));
});

test("what is to be done now is done, and leads to its step, by the keyboard", async ({ page }) => {
  await openWith(page, version());
  const done = now(page).getByRole("button", { name: "Done" });
  await expect(now(page)).toContainText(/Do this now 1 of \d+/);
  await tabTo(page, done, 40);
  await page.keyboard.press("Enter");
  await expect(now(page)).toContainText(/Do this now 2 of \d+/);
  // The same button is there for what comes next.
  await expect(done).toBeFocused();
  await expect(hop(page, 1)).toHaveAttribute("open");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(hop(page, 1).locator("> summary")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(hop(page, 1).getByRole("checkbox").first()).toBeFocused();
});

test("where the keyboard is can be seen everywhere", async ({ page }) => {
  await openWith(page, CHECK);
  await page.evaluate(() => document.activeElement.blur());
  const unseen = [];
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press("Tab");
    unseen.push(await page.evaluate(invisibleFocus));
  }
  expect(unseen.filter(Boolean)).toEqual([]);
});

/** The focused element's markup where neither it nor what encloses it shows that it has the focus. */
function invisibleFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  const shown = (at) => {
    const style = getComputedStyle(at);
    return (
      (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none"
    );
  };
  for (let at = element, depth = 0; at && depth < 3; at = at.parentElement, depth += 1) {
    if (shown(at)) return "";
  }
  return element.outerHTML.slice(0, 120);
}
