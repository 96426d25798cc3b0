// What is said can be traced to the lines it rests on: they light up, and what was not read is marked.

import { EXAMPLE, noise, version } from "./pastes.mjs";
import {
  box,
  chooseExample,
  expect,
  finding,
  headline,
  open,
  openAll,
  openWith,
  recognised,
  test,
} from "./page.mjs";

const line = (page, number) => page.locator(`#L${number}`);
const lit = (page) => page.locator(".lit");

test.describe("on the failing example", () => {
  test.beforeEach(async ({ page }) => {
    await open(page);
    await chooseExample(page, EXAMPLE.failing);
    await expect(headline(page)).toHaveText(/^glooctl check reports 2 problems/);
    // Beside a plan, findings are folded.
    await openAll(page);
  });

  test("pointing at a finding lights its lines, for as long as it is pointed at", async ({ page }) => {
    await expect(lit(page)).toHaveCount(0);
    await finding(page, "GLA0302").hover();
    await expect(line(page, 25)).toHaveClass(/\blit\b/);
    await expect(line(page, 25)).toContainText("Pod extauth-5f7c9b6d48-x2k4q");
    await expect(lit(page)).toHaveCount(1);
    await finding(page, "GLA0306").hover();
    await expect(line(page, 26)).toHaveClass(/\blit\b/);
    await expect(line(page, 25)).not.toHaveClass(/\blit\b/);
    await page.mouse.move(1, 1);
    await expect(lit(page)).toHaveCount(0);
  });

  test("a finding that rests on several lines lights all of them", async ({ page }) => {
    await expect(finding(page, "GLA0101").getByRole("button", { name: /^line/ })).toHaveText([
      "line 8",
      "line 9",
      "line 3",
    ]);
    await finding(page, "GLA0101").hover();
    for (const number of [3, 8, 9]) {
      await expect(line(page, number)).toHaveClass(/\blit\b/);
    }
  });

  test("the keyboard on a finding lights its lines, for as long as it is there", async ({ page }) => {
    await finding(page, "GLA0302").getByRole("button").first().focus();
    await expect(line(page, 25)).toHaveClass(/\blit\b/);
    await finding(page, "GLA0306").getByRole("button").first().focus();
    await expect(line(page, 26)).toHaveClass(/\blit\b/);
    await expect(line(page, 25)).not.toHaveClass(/\blit\b/);
    await box(page).focus();
    await expect(lit(page)).toHaveCount(0);
  });

  test("a line that is named is brought into view and lit", async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 420 });
    const second = finding(page, "GLA0101").getByRole("button", { name: "line 9" });
    await second.click();
    await expect(line(page, 9)).toHaveClass(/\blit\b/);
    await expect(line(page, 9)).toBeInViewport();
  });

  test("a block that was recognised lights all of its lines", async ({ page }) => {
    await recognised(page).getByRole("button", { name: "lines 10 to 27" }).click();
    await expect(lit(page)).toHaveCount(18);
    await expect(lit(page).first()).toContainText("$ glooctl check");
  });

  test("a box of the pairing leads to where its number stands", async ({ page }) => {
    await page
      .locator("#pairing")
      .getByRole("listitem")
      .filter({ hasText: "glooctl" })
      .getByRole("button")
      .click();
    await expect(lit(page)).toHaveText(/Client: .*1\.15\.19/);
  });

  test("lines that were not read are marked, and listed; no other is", async ({ page }) => {
    await expect(page.locator(".lines .unread")).toHaveText("zsh: command not found: k9s");
    await expect(line(page, 28)).toHaveClass(/\bunread\b/);
    await expect(recognised(page).getByRole("listitem").last()).toHaveText("not read, line 28");
  });

  test("the lines under the box are those in the box", async ({ page }) => {
    const drawn = await page.locator(".lines > li").allTextContents();
    expect(drawn.join("\n")).toBe(await box(page).inputValue());
  });
});

test("a finding in the margin leads to what is said of it", async ({ page }) => {
  await open(page);
  await chooseExample(page, EXAMPLE.failing);
  await expect(headline(page)).toHaveText(/^glooctl check reports 2 problems/);
  const mark = line(page, 8).locator("button");
  await expect(mark).toHaveAttribute("title", "Warning GLA0101: glooctl 1.15.19 against a 1.16.3 server");
  // With a pointer, as it is meant for: the box does not lie over it.
  await mark.click();
  await expect(finding(page, "GLA0101")).toBeFocused();
});

test("a finding that gets the keyboard shows its lines, and the page stays where it is", async ({ page }) => {
  await openWith(page, `${noise(9_000)}\n${version({ client: "1.17.2" })}`);
  const client = line(page, noise(9_000).split("\n").length + 1);
  await expect(client).not.toBeInViewport();
  await openAll(page);
  await finding(page, "GLA0101").locator("summary").first().focus();
  await expect(client).toHaveClass(/\blit\b/);
  await expect(client).toBeInViewport();
  await expect(finding(page, "GLA0101")).toBeInViewport();
});

test("the lines under a box without anything read are all marked", async ({ page }) => {
  await openWith(page, "one\ntwo\nthree");
  await expect(page.locator(".lines > .unread")).toHaveText(["one", "two", "three"]);
});

for (const width of [1440, 900, 390]) {
  test(`each line is drawn where the box has it, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const wide = `${"wide ".repeat(60)}\n\t tab\n${"unbroken".repeat(40)}\n日本語 ${"é".repeat(90)}\n`;
    await openWith(page, `${wide}${version()}\n${wide.repeat(8)}`);
    await expect(headline(page)).toContainText("is installed");
    const apart = async () => {
      const { drawn, own } = await page.evaluate(heights);
      return Math.abs(drawn - own);
    };
    // Half a line of difference would put the light on the wrong words.
    await expect.poll(apart).toBeLessThan(8);
  });
}

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

test("a file with progress bars keeps its lines in step with the box", async ({ page }) => {
  await open(page);
  const buffer = Buffer.from(`10%\r50%\r100%\n${version()}\n`);
  await page.getByLabel("Open file").setInputFiles({ name: "log.txt", mimeType: "text/plain", buffer });
  await expect(headline(page)).toContainText("Gloo open source 1.18.10");
  const shown = (await box(page).inputValue()).split("\n");
  const reference = page
    .locator("#pairing")
    .getByRole("listitem")
    .filter({ hasText: "glooctl" })
    .getByRole("button");
  const [, number] = (await reference.innerText()).match(/line (\d+)/);
  // The line that is named is the one that the box shows under this number.
  expect(shown[Number(number) - 1]).toMatch(/^Client:/);
});

test("a file with the line ends of Windows is read like any other", async ({ page }) => {
  await open(page);
  const buffer = Buffer.from(`\ufeff${version()}\n`.replaceAll("\n", "\r\n"));
  await page.getByLabel("Open file").setInputFiles({ name: "log.txt", mimeType: "text/plain", buffer });
  await expect(headline(page)).toContainText("Gloo open source 1.18.10");
  await expect(page.locator(".lines > .unread")).toHaveCount(0);
});

test("of a text too long for marks the lines are shown that something was read from", async ({ page }) => {
  const before = noise(210_000);
  await openWith(page, `${before}\n${version({ client: "1.17.2" })}\n${noise(5_000)}`);
  await expect(headline(page)).toContainText("Gloo open source 1.18.10");
  const excerpt = page.getByRole("list", { name: "What was read of it" });
  const count = before.split("\n").length;
  await expect(excerpt.locator(".gap").first()).toHaveText(`${count - 2} other lines`);
  await expect(line(page, count + 1)).toHaveText('Client: {"version":"1.17.2"}');
  await expect(line(page, count - 2)).toHaveCount(0);
  // What refers to lines leads there.
  await page.locator("#pairing").getByRole("button", { name: `line ${count + 1}` }).click();
  await expect(line(page, count + 1)).toHaveClass(/\blit\b/);
  await expect(line(page, count + 1)).toBeInViewport();
  // And the other way round.
  await line(page, count + 1).getByRole("button", { name: "GLA0101" }).press("Enter");
  await expect(finding(page, "GLA0101")).toBeFocused();
  const colour = await box(page).evaluate((element) => getComputedStyle(element).color);
  expect(colour).not.toBe("rgba(0, 0, 0, 0)");
});
