// What is copied is what is shown, to the letter; and what the browser forbids is said.

import { EXAMPLE, failingCheck, version, INSTALLED } from "./pastes.mjs";
import {
  box,
  chooseExample,
  clipboard,
  expect,
  headline,
  hop,
  open,
  openAll,
  openWith,
  recognised,
  setClipboard,
  target,
  test,
} from "./page.mjs";

const commandButtons = (page) => page.getByRole("button", { name: /^Copy command: / });
/** What is said of a copy to those who do not see the mark. */
const status = (page) => page.locator('p.unseen[role="status"]');

/** A host whose policy keeps the clipboard from its pages. */
const STRICT_HOST = { headers: { "Permissions-Policy": "clipboard-read=(), clipboard-write=()" } };

test.describe("on the failing example", () => {
  test.beforeEach(async ({ page }) => {
    await open(page);
    await chooseExample(page, EXAMPLE.failing);
    await expect(page.locator("#plan")).toBeVisible();
    await openAll(page);
  });

  test("each command has a button, and the button copies just that command", async ({ page }) => {
    test.slow();
    const codes = page.locator("code");
    const count = await codes.count();
    expect(count).toBeGreaterThan(15);
    await expect(commandButtons(page)).toHaveCount(count);
    for (let index = 0; index < count; index += 1) {
      const text = await codes.nth(index).textContent();
      const button = commandButtons(page).nth(index);
      await expect(button).toHaveAccessibleName(`Copy command: ${text}`);
      // Something else is on it first, so that a button that does nothing is found out.
      await setClipboard(page, "before");
      await button.click();
      await expect.poll(() => clipboard(page)).toBe(text);
    }
  });

  test("the button shows that it was done, and only that one", async ({ page }) => {
    const [first, second] = [commandButtons(page).nth(0), commandButtons(page).nth(1)];
    await first.click();
    await expect(first).toContainText("✓");
    await expect(second).not.toContainText("✓");
    await expect(status(page)).toHaveText("Copied.");
    await second.click();
    await expect(second).toContainText("✓");
    await expect(first).not.toContainText("✓");
  });

  test("all commands of a hop are copied in the order in which they are typed", async ({ page }) => {
    await page.getByRole("button", { name: "Copy all commands of hop 1" }).click();
    // What is typed only if it goes wrong is in the details, and what answers a question.
    const texts = await hop(page, 1)
      .locator("code")
      .evaluateAll((codes) =>
        codes.filter((code) => code.closest("details").id === "hop-1").map((code) => code.textContent),
      );
    expect(texts.length).toBeGreaterThan(10);
    await expect.poll(() => clipboard(page)).toBe(texts.join("\n"));
  });

  test("the ticket is copied as it is shown, without the rest of the paste", async ({ page }) => {
    await page.getByRole("button", { name: "Copy as ticket" }).click();
    const shown = await page.locator("#hand-over").locator("pre").textContent();
    await expect.poll(() => clipboard(page)).toBe(shown);
    expect(shown).toContain("Pod extauth-5f7c9b6d48-x2k4q in namespace gloo-system is not ready!");
    expect(shown).toContain("1.16.1");
    // Lines that were not read, and containers, are nobody's business.
    expect(shown).not.toContain("k9s");
    expect(shown).not.toContain("redis");
  });
});

test("all commands that answer questions are copied at once, each shown, run, and followed by its status", async ({
  page,
}) => {
  await openWith(page, version().replaceAll("1.18.10", "1.19.22"));
  await target(page).selectOption("1.21.15");
  const asked = await page.locator("#plan .asked > .cmd code, #plan .asked .question + .cmd code").allTextContents();
  const each = [...new Set(asked)];
  expect(each.length).toBeGreaterThan(3);
  await page.getByRole("button", { name: /^Copy \d+ commands that answer questions of this plan$/ }).click();
  await expect.poll(() => clipboard(page)).toContain("[exit $?]");
  const lines = (await clipboard(page)).split("\n");
  for (const command of each) {
    expect(lines.filter((line) => line.endsWith(`; ${command}; echo "[exit $?]"`)), command).toHaveLength(1);
  }
  expect(lines.filter((line) => !line.startsWith("printf '%s\\n' '$ "))).toEqual([]);
  await expect(page.locator("#plan .asks")).toContainText(`${lines.length} commands that answer questions`);
});

test("on the empty page the commands to start with can be copied", async ({ page }) => {
  await open(page);
  for (const command of ["glooctl version", "glooctl check"]) {
    await page.getByRole("button", { name: `Copy command: ${command}` }).click();
    await expect.poll(() => clipboard(page)).toBe(command);
  }
});

test("the Paste button takes the clipboard", async ({ page }) => {
  await open(page);
  await setClipboard(page, version());
  await page.getByRole("button", { name: "Paste", exact: true }).click();
  await expect(headline(page)).toHaveText(INSTALLED);
  await expect(box(page)).toHaveValue(version());
});

test("where the host forbids to read the clipboard, the page says what to do instead", async ({
  page,
  site,
  quiet,
}) => {
  quiet.allow(/permissions policy/i);
  const { url } = await site(STRICT_HOST);
  await open(page, url);
  await page.getByRole("button", { name: "Paste", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(
    "The browser did not allow to read the clipboard. Paste into the box with the keyboard.",
  );
  // The box has the keyboard already.
  await expect(box(page)).toBeFocused();
});

test("where the host forbids to copy, the button does not claim that it did", async ({
  page,
  site,
  quiet,
}) => {
  quiet.allow(/permissions policy/i);
  const { url } = await site(STRICT_HOST);
  await open(page, url);
  const button = page.getByRole("button", { name: "Copy command: glooctl version" });
  await button.click();
  await expect(button).toContainText("✗");
  await expect(status(page)).toHaveText("The browser did not allow to copy. Select the text instead.");
});

test("a file is read like a paste, and can be opened twice", async ({ page }) => {
  await open(page);
  const file = { name: "version.txt", mimeType: "text/plain", buffer: Buffer.from(version()) };
  for (const title of ["first", "again"]) {
    await page.getByLabel("Open file").setInputFiles(file);
    await expect(headline(page), title).toHaveText(INSTALLED);
    await page.getByRole("button", { name: "Clear" }).click();
    await expect(box(page), title).toHaveValue("");
  }
});

/** What a person drags over the page. */
const dragged = (page, files) =>
  page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    all.forEach(({ name, type, text }) => transfer.items.add(new File([text], name, { type })));
    return transfer;
  }, files);

test("a file that is dropped anywhere on the page is read, and the page stays", async ({ page }) => {
  await open(page);
  const dataTransfer = await dragged(page, [{ name: "version.txt", type: "text/plain", text: version() }]);
  const heading = page.getByRole("heading", { level: 1 });
  const overlay = page.getByRole("status").filter({ hasText: "Drop the files" });
  for (const part of [heading, page.locator(".foot"), box(page)]) {
    await part.dispatchEvent("dragover", { dataTransfer });
    await expect(overlay).toBeVisible();
    await part.dispatchEvent("dragleave", { dataTransfer });
    await expect(overlay).toHaveCount(0);
  }
  await heading.dispatchEvent("dragover", { dataTransfer });
  await expect(overlay).toBeInViewport({ ratio: 0.9 });
  await overlay.dispatchEvent("drop", { dataTransfer });
  await expect(headline(page)).toHaveText(INSTALLED);
  await expect(box(page)).toHaveValue(version());
  await expect(overlay).toHaveCount(0);
});

test("a piece of text that is dragged over the page is the browser's affair", async ({ page }) => {
  await open(page);
  const isTaken = await page.locator("h1").evaluate((heading) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", "words");
    return !heading.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer }));
  });
  expect(isTaken).toBe(false);
  await expect(page.locator(".drop")).toHaveCount(0);
});

test("a picture is refused, and what was there stays", async ({ page }) => {
  await openWith(page, version());
  const picture = { name: "shot.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50]) };
  const file = { name: "other.txt", mimeType: "text/plain", buffer: Buffer.from("other") };
  await page.getByLabel("Open file").setInputFiles([picture]);
  await expect(page.getByRole("alert")).toHaveText("shot.png: It is a picture. Copy the text instead.");
  await expect(box(page)).toHaveValue(version());
  await expect(page.getByRole("button", { name: "Clear", exact: true })).toBeEnabled();
  // What comes next is read as if nothing had been.
  await page.getByLabel("Open file").setInputFiles(file);
  await expect(box(page)).toHaveValue("other");
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveCount(0);
});

test("typing in the box is read as it is typed", async ({ page }) => {
  await openWith(page, version({ client: "1.18.1" }));
  await expect(page.locator("#pairing")).toContainText("1.18.1");
  await box(page).press("ControlOrMeta+Home");
  for (let step = 0; step < 'Client: {"version":"1.18.1'.length; step += 1) {
    await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.type("0");
  // The caret stays where it was: the next character follows the last one.
  await expect(box(page)).toHaveValue(version({ client: "1.18.10" }));
  await expect(page.locator("#pairing")).toContainText("same release");
});
