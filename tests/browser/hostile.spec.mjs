// A paste is text, whatever it holds. It stays in the box, becomes neither markup nor a command, and
// the next paste is read as if nothing had been.

import { INSTALLED, failingCheck, noise, version } from "./pastes.mjs";
import {
  box,
  commands,
  expect,
  finding,
  headline,
  open,
  openWith,
  paste,
  recognised,
  test,
  verdict,
} from "./page.mjs";
import { HARMLESS, unquoted } from "./shell-words.mjs";

const NOTHING = "Nothing here was recognised.";
const MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>";

/** Pastes, and the sentence that each is answered with. */
const HOSTILE = {
  "markup": [MARKUP, NOTHING],
  "markup in a message of the check": [
    failingCheck(`Pod ${MARKUP} in namespace gloo-system is not ready!`),
    "glooctl check reports one problem: fix it before you upgrade.",
  ],
  "markup in the name of a container": [
    version({ more: [{ Tag: MARKUP, Name: MARKUP, Registry: MARKUP, OssTag: MARKUP }] }),
    INSTALLED,
  ],
  "markup for a client version": [version({ client: MARKUP }), /^Gloo open source 1\.18\.10 is installed/],
  "a namespace that is a command": [
    version({ namespace: "$(rm -rf ~)" }),
    /^Gloo open source 1\.18\.10 is installed/,
  ],
  "a namespace that ends a quote": [
    version({ namespace: "'; --" }),
    /^Gloo open source 1\.18\.10 is installed/,
  ],
  "a namespace that is an option": [
    version({ namespace: "--kubeconfig=/tmp/x" }),
    /^Gloo open source 1\.18\.10 is installed/,
  ],
  "marks that turn the direction of writing": [`\u202egnp.exe\u202c \u2066x\u2069\n${version()}`, INSTALLED],
  "half a JSON document": [
    '{"client":{"version":"1.18.10"},"server":[{"type":"Gateway","kubernetes":{"containers":[{"Tag":"1.18',
    "Gloo is installed; this paste leaves one thing unknown.",
  ],
  "deeply nested JSON": ["[".repeat(100_000), NOTHING],
  "one line without an end": ["x".repeat(150_000), NOTHING],
  "ten thousand empty lines": ["\n".repeat(10_000), "Paste what glooctl printed."],
};

/** Markup that came from a paste would be an element in the page. */
const intruders = (page) => page.locator("#app img, #app script, #app svg:not(.mark), #app iframe");

async function isAlive(page) {
  await paste(page, version());
  await expect(headline(page)).toHaveText(INSTALLED);
  await expect(page.locator("#plan")).toBeVisible();
}

for (const [name, [text, sentence]] of Object.entries(HOSTILE)) {
  test(`${name}: stays text, and the page stays alive`, async ({ page }) => {
    await openWith(page, text);
    await expect(headline(page)).toHaveText(sentence);
    expect(await box(page).inputValue()).toBe(text);
    await expect(intruders(page)).toHaveCount(0);
    for (const command of await commands(page)) {
      expect.soft(unquoted(command), command).toMatch(HARMLESS);
    }
    await isAlive(page);
  });
}

for (const namespace of ["$(rm -rf ~)", "'; --", "gloo-system\nrm -rf ~", "-n"]) {
  test(`the namespace ${JSON.stringify(namespace)} is refused aloud and stands in no command`, async ({
    page,
  }) => {
    await openWith(page, version({ namespace }));
    await expect(finding(page, "GLA0401")).toContainText("The namespace can't be used");
    await expect(finding(page, "GLA0401")).toContainText("is not used in any command");
    const all = await commands(page);
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((command) => /rm -rf|'; --|-n -n/.test(command))).toEqual([]);
    expect(all).toContain("helm list -n gloo-system");
  });
}

test("what was pasted is not called the user's own choice", async ({ page }) => {
  await openWith(page, version({ namespace: "$(rm -rf ~)" }));
  await expect(finding(page, "GLA0401")).not.toContainText("your choice");
});

test("a message keeps its markup and its quotes, to the letter", async ({ page }) => {
  const message = `Deployment ${MARKUP} in namespace $(rm -rf ~) is not available! Message: '; --`;
  await openWith(page, failingCheck(message));
  await expect(page.locator("#findings").locator("samp")).toHaveText(message);
});

test("two thousand containers are read", async ({ page }) => {
  const more = Array.from({ length: 2000 }, (_, index) => ({
    Tag: "1.18.10",
    Name: `extra-${index}`,
    Registry: "r",
  }));
  await openWith(page, version({ more }));
  await expect(headline(page)).toHaveText(INSTALLED);
  await isAlive(page);
});

test("five megabytes of noise are answered, stay in the box, and can be cleared", async ({ page }) => {
  test.slow();
  const text = noise(5_000_000);
  await openWith(page, text);
  await expect(headline(page)).toHaveText(NOTHING);
  // Compared in the page: the report of a difference would be as long.
  expect(await box(page).evaluate((element, pasted) => element.value === pasted, text)).toBe(true);
  await page.getByRole("button", { name: "Clear" }).click();
  await isAlive(page);
});

test("a megabyte can be replaced by the next paste with the keyboard", async ({ page }) => {
  await openWith(page, noise(1_000_000));
  await expect(headline(page)).toHaveText(NOTHING);
  const start = Date.now();
  await isAlive(page);
  // Ample for a paste of this size; a page that makes selecting slow takes ten times as long.
  expect(Date.now() - start).toBeLessThan(4_000);
});

test("what is recognised in the middle of five megabytes is found", async ({ page }) => {
  test.slow();
  await openWith(page, `${noise(2_500_000)}\n${version()}\n${noise(2_500_000)}`);
  // How long it takes is for the bench to say; on a busy machine that is more than the usual five seconds.
  await expect(headline(page)).toHaveText(INSTALLED, { timeout: 40_000 });
  await expect(recognised(page).getByRole("listitem")).toHaveCount(3);
});

test("a file of arbitrary bytes is answered, and the page stays alive", async ({ page }) => {
  const bytes = Buffer.from(Array.from({ length: 65_536 }, (_, index) => (index * 7 + (index >> 8)) % 256));
  await open(page);
  await page
    .getByLabel("Open file")
    .setInputFiles({ name: "core.bin", mimeType: "application/octet-stream", buffer: bytes });
  await expect(page.getByRole("alert").filter({ hasText: "It is binary, not text." })).toBeVisible();
  await isAlive(page);
});

test("what was not recognised is answered with what to paste", async ({ page }) => {
  await openWith(page, "kubectl get pods\nNAME   READY\n");
  await expect(headline(page)).toHaveText(NOTHING);
  await expect(verdict(page)).toContainText("The text stays in the box.");
  await expect(verdict(page).locator("code")).toHaveText(["glooctl version", "glooctl check"]);
  await expect(page.locator("#plan, #pairing, #findings, #hand-over")).toHaveCount(0);
});
