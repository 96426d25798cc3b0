// Without the catalog of releases the page reads all the same, says what it then can't know, and
// guesses nothing.

import { EXAMPLE, version } from "./pastes.mjs";
import {
  chooseExample,
  commands,
  expect,
  finding,
  headline,
  open,
  openWith,
  recognised,
  test,
} from "./page.mjs";

const NOTICE =
  /still read, without what that file knows\. Reload the page to try again\./;
const notice = (page) => page.getByRole("status").filter({ hasText: NOTICE });

test.describe("where the catalog can't be fetched", () => {
  // What the browser itself says of the answer 404; once, and nothing besides.
  const FAILED = /^console error: Failed to load resource: the server responded with a status of 404/;

  test.beforeEach(async ({ page, site, quiet }) => {
    quiet.allow(FAILED);
    const { url } = await site({ fail: ["/catalog.json"] });
    await open(page, url);
  });

  test.afterEach(({ quiet }) => expect(quiet.heard).toHaveLength(1));

  test("the page says so, before anything is pasted", async ({ page }) => {
    await expect(notice(page)).toContainText("The catalog of releases could not be fetched.");
    await expect(headline(page)).toHaveText("Paste what glooctl printed.");
    await expect(page.getByText("Releases as of")).toHaveCount(0);
  });

  test("a paste is read and paired from what stands in it, and nothing is planned", async ({ page }) => {
    await chooseExample(page, EXAMPLE.failing);
    await expect(headline(page)).toHaveText(
      "glooctl check reports 2 problems: fix them before you upgrade Gloo Enterprise 1.16.1.",
    );
    await expect(page.locator("#pairing").getByRole("listitem")).toHaveText([
      /glooctl.*1\.15\.19/,
      /different minor version/,
      /open-source base.*1\.16\.3/,
      /base of/,
      /Enterprise.*1\.16\.1/,
    ]);
    await expect(page.locator("#pairing")).not.toContainText("as the catalog lists it");
    await expect(recognised(page)).toContainText("glooctl check text");
    await expect(page.locator("#findings")).toContainText("extauth-5f7c9b6d48-x2k4q");
    await expect(page.locator("#plan")).toHaveCount(0);
    await expect(notice(page)).toBeVisible();
    expect(await commands(page)).not.toContainEqual(expect.stringMatching(/^helm upgrade/));
  });

  test("a version by hand is taken, and nothing is planned", async ({ page }) => {
    await page.getByText("Nothing to paste?").click();
    await page.getByLabel("Installed edition").selectOption("open-source");
    await page.getByLabel("Installed version").fill("1.16.3");
    await expect(page.locator("#pairing")).toContainText("1.16.3");
    await expect(page.locator("#plan")).toHaveCount(0);
  });
});

test("without the rules the messages still stand word for word, and nothing is planned", async ({
  page,
  site,
  quiet,
}) => {
  quiet.allow(/Failed to load resource/);
  const { url } = await site({ fail: ["/rules.json"] });
  await open(page, url);
  await chooseExample(page, EXAMPLE.failing);
  await expect(notice(page)).toBeVisible();
  await expect(headline(page)).toContainText("Gloo Enterprise 1.16.1");
  await expect(page.locator("#findings samp")).toHaveText([
    /^Pod extauth-5f7c9b6d48-x2k4q/,
    /^Virtual service references/,
  ]);
  await expect(page.locator("#plan")).toHaveCount(0);
});

test("without the catalog the failing checks are explained all the same", async ({ page, site, quiet }) => {
  quiet.allow(/Failed to load resource/);
  const { url } = await site({ fail: ["/catalog.json"] });
  await open(page, url);
  await chooseExample(page, EXAMPLE.failing);
  // What a message means depends on no release.
  await expect(finding(page, "GLA0302")).toContainText("A pod is not ready");
});

test("a catalog that is not JSON is the same as none", async ({ page, site }) => {
  const { url } = await site({ pages: { "/catalog.json": "<!doctype html><title>Not found</title>" } });
  await openWith(page, version(), url);
  await expect(notice(page)).toContainText("The catalog of releases can't be used: it is not JSON");
  await expect(headline(page)).toContainText("Gloo open source 1.18.10");
  await expect(page.locator("#plan")).toHaveCount(0);
});

test("a catalog of some other shape is the same as none", async ({ page, site }) => {
  for (const body of ["[]", "{}", "null", '{"schema_version":99}']) {
    const { url } = await site({ pages: { "/catalog.json": body } });
    await openWith(page, version(), url);
    await expect(notice(page), body).toBeVisible();
    await expect(headline(page), body).toContainText("Gloo open source 1.18.10");
  }
});

test("a catalog that comes late completes what was read without it", async ({ page }) => {
  let deliver;
  const held = new Promise((done) => (deliver = done));
  await page.route("**/catalog.json", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/");
  await chooseExample(page, EXAMPLE.document);
  await expect(headline(page)).toContainText("Gloo open source 1.18.10");
  await expect(page.locator("#plan")).toHaveCount(0);
  // On its way is not the same as missing.
  await expect(notice(page)).toHaveCount(0);
  deliver();
  await expect(page.locator("#plan")).toBeVisible();
});
