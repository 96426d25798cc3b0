// What is copied is what is shown, to the letter; and what the browser forbids is said.

import { EXAMPLE, version, INSTALLED } from "./pastes.mjs";
import {
  box,
  chooseExample,
  clipboard,
  expect,
  headline,
  open,
  openAll,
  openWith,
  setClipboard,
  test,
} from "./page.mjs";

const commandButtons = (page) => page.getByRole("button", { name: /^Copy command: / });
const status = (page) => page.getByRole("status").filter({ hasText: /./ });

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
    // What is typed only if it goes wrong stands in the details.
    const typed = page
      .locator("#plan")
      .getByRole("region", { name: /^Hop 1 of 1/ })
      .locator("code:not(details code)");
    const texts = await typed.allTextContents();
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

test("a file that is dropped is read, and the page stays", async ({ page }) => {
  await open(page);
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "version.txt", { type: "text/plain" }));
    return transfer;
  }, version());
  await box(page).dispatchEvent("drop", { dataTransfer: data });
  await expect(headline(page)).toHaveText(INSTALLED);
  await expect(box(page)).toHaveValue(version());
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
  await expect(page.locator("#verdict")).toContainText(
    "glooctl 1.18.10 is exactly the release of the server",
  );
});
