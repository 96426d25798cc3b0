// Each paste of the examples menu: the sentence, the pairing, and the commands that follow from it.

import { EXAMPLE } from "./pastes.mjs";
import {
  box,
  chooseExample,
  examples,
  expect,
  finding,
  headline,
  open,
  openAll,
  openExamples,
  openWith,
  planned,
  recognised,
  target,
  test,
  verdict,
} from "./page.mjs";

/** The boxes and joints of the drawing, in order. */
const drawing = (page) => page.locator("#pairing").getByRole("listitem");
const facts = (page) => verdict(page).getByRole("list", { name: "Facts" }).getByRole("listitem");
const plan = (page) => page.locator("#plan");

async function example(page, title) {
  await open(page);
  await chooseExample(page, title);
}

test("the menu offers each example once", async ({ page }) => {
  await open(page);
  await expect(await openExamples(page)).toHaveText(Object.values(EXAMPLE));
});

test("the menu closes once an example is chosen, and a key alone chooses none", async ({ page }) => {
  await openWith(page, "what was there");
  await examples(page).locator("summary").press("Enter");
  for (const key of ["ArrowDown", "Tab", "ArrowDown", "ArrowUp"]) {
    await page.keyboard.press(key);
  }
  await expect(box(page)).toHaveValue("what was there");
  await page.keyboard.press("Enter");
  await expect(headline(page)).toHaveText(/^glooctl check reports 2 problems/);
  await expect(examples(page)).not.toHaveAttribute("open");
});

test("the menu closes when an example is chosen before its opening was reported", async ({ page }) => {
  await open(page);
  await examples(page).evaluate((menu) => {
    menu.querySelector("summary").click();
    menu.querySelector("button").click();
  });
  await expect(headline(page)).toHaveText(/^glooctl check reports 2 problems/);
  await expect(examples(page)).not.toHaveAttribute("open");
});

test("the empty page offers the same examples at once", async ({ page }) => {
  await open(page);
  for (const title of Object.values(EXAMPLE)) {
    await expect(verdict(page).getByRole("button", { name: title })).toBeVisible();
  }
  await verdict(page).getByRole("button", { name: EXAMPLE.noServer }).click();
  await expect(headline(page)).toHaveText("The client is there, and it found no Gloo server.");
});

test("a client a patch behind belongs to its server", async ({ page }) => {
  await example(page, EXAMPLE.patch);
  await expect(headline(page)).toHaveText(
    "Gloo open source 1.2.1 is installed, but 1.2 is out of support.",
  );
  await expect(facts(page)).toHaveText([
    "Gloo open source 1.2.1",
    "1.2 is out of support",
    /^open source ends \d{4}-\d\d-\d\d$/,
    "glooctl 1.2.0",
  ]);
  await expect(drawing(page)).toHaveText([/glooctl.*1\.2\.0/, /same minor version/, /Gloo open source.*1\.2\.1/]);
  await expect(recognised(page)).toContainText("glooctl version lines, lines 1 to 3");
  await expect(finding(page, "GLA0102")).toContainText(
    "glooctl 1.2.0 is older than the server, in the same minor version",
  );
  await expect(finding(page, "GLA0102")).toContainText("“Bring glooctl to 1.2.");
  const to = await target(page).inputValue();
  expect(await planned(page)).toContain(
    `helm upgrade gloo gloo/gloo -n gloo-system --version ${to} -f gloo-values-1.2.1.yaml`,
  );
});

test("an Enterprise number pairs with its open-source base", async ({ page }) => {
  await example(page, EXAMPLE.enterprise);
  await expect(headline(page)).toHaveText(
    "Gloo Enterprise 0.20.8 is installed, but 0.20 is out of support.",
  );
  await expect(facts(page)).toHaveText([
    "Gloo Enterprise 0.20.8",
    "built on open source 0.20.13 ✓",
    "0.20 is out of support",
    "glooctl 0.20.13",
  ]);
  await expect(drawing(page)).toHaveText([
    /glooctl.*0\.20\.13/,
    /same release/,
    /open-source base.*0\.20\.13/,
    /base of/,
    /Enterprise.*0\.20\.8/,
  ]);
  await expect(page.locator("#pairing")).toContainText("Enterprise 0.20.8 is built on open-source 0.20.13");
  await expect(page.locator("#pairing")).toContainText("Enterprise has patch numbers of its own");
});

test("an Enterprise plan to the next line asks for its own chart and key", async ({ page }) => {
  await example(page, EXAMPLE.enterprise);
  await target(page).selectOption("1.22.0");
  await expect(plan(page)).toContainText("Hop 1 of 1: 0.20.8 to 1.22.0");
  await expect(
    plan(page)
      .locator("code")
      .filter({ hasText: /^helm repo add/ }),
  ).toHaveText("helm repo add glooe https://storage.googleapis.com/gloo-ee-helm");
});

test("a healthy check is said to be healthy, and what is missing is asked for", async ({ page }) => {
  await example(page, EXAMPLE.healthy);
  await expect(headline(page)).toHaveText(
    "The check is healthy. The paste does not show the version.",
  );
  await expect(page.locator("#findings")).toHaveCount(0);
  await expect(page.locator("#pairing")).toHaveCount(0);
  await expect(plan(page)).toHaveCount(0);
  await expect(page.locator("#missing").locator("code")).toHaveText("glooctl version -n gloo-system");
});

test.describe("an Enterprise installation whose check fails", () => {
  test.beforeEach(({ page }) => example(page, EXAMPLE.failing));

  test("the verdict counts what fails, and the pairing tells the three numbers apart", async ({ page }) => {
    await expect(headline(page)).toHaveText(
      "glooctl check reports 2 problems: fix them before you upgrade Gloo Enterprise 1.16.1.",
    );
    await expect(drawing(page)).toHaveText([
      /glooctl.*1\.15\.19/,
      /different minor version/,
      /open-source base.*1\.16\.3/,
      /base of/,
      /Enterprise.*1\.16\.1/,
    ]);
  });

  test("each message stands word for word with its section and its line", async ({ page }) => {
    // Beside a plan, a finding is a line until it is opened.
    await expect(page.locator("#findings article")).toHaveCount(4);
    await expect(page.locator("#findings samp").first()).toBeHidden();
    await openAll(page);
    const pod = finding(page, "GLA0302").locator(".messages").getByRole("listitem");
    await expect(pod.locator("samp")).toHaveText(
      "Pod extauth-5f7c9b6d48-x2k4q in namespace gloo-system is not ready! Message: containers with unready status: [extauth]",
    );
    await expect(pod).toContainText("section pods");
    await expect(pod.getByRole("button")).toHaveText("line 25");
    const reference = finding(page, "GLA0306").locator(".messages").getByRole("listitem");
    await expect(reference.locator("samp")).toHaveText(
      "Virtual service references unknown upstream: (Virtual service: shop storefront | Upstream: gloo-system shop-storefront-8080)",
    );
    await expect(reference).toContainText("section virtual-services");
    await expect(reference.getByRole("button")).toHaveText("line 26");
  });

  test("errors come before warnings, and are said to block", async ({ page }) => {
    const all = page.locator("#findings").getByRole("article");
    await expect(all.locator("summary").filter({ has: page.getByRole("heading") })).toHaveText([/GLA0302/, /GLA0306/, /GLA0101/, /GLA0217/]);
    await expect(all.filter({ hasText: "blocks the upgrade" })).toHaveText([/GLA0302/, /GLA0306/]);
  });

  test("the heading of a finding is read as words", async ({ page }) => {
    const heading = finding(page, "GLA0302").getByRole("heading");
    await expect(heading).toHaveAccessibleName(/^Error[:,]? A pod is not ready/);
  });

  test("the plan stops at the gate, and never writes the licence key out", async ({ page }) => {
    await expect(plan(page)).toContainText("Stop here until these findings are settled: GLA0302, GLA0306.");
    const to = await target(page).inputValue();
    const upgrade = `helm upgrade gloo glooe/gloo-ee -n gloo-system --version ${to} -f gloo-values-1.16.1.yaml --set-string license_key="\${GLOO_LICENSE_KEY:?}"`;
    const all = await planned(page);
    expect(all).toContain(upgrade);
    expect(all.indexOf(`${upgrade} --dry-run`)).toBeLessThan(all.indexOf(upgrade));
    expect(all).toContain("helm get values gloo -n gloo-system -o yaml > gloo-values-1.16.1.yaml");
    expect(all).toContain("helm rollback gloo REVISION -n gloo-system");
  });

  test("glooctl is brought to the line of the server first", async ({ page }) => {
    // The finding leads to the step, so that one release is named and not two.
    const step = page.locator("#plan .steps h4", { hasText: /^Bring glooctl to 1\.16\.\d+$/ });
    await expect(finding(page, "GLA0101")).toContainText(`“${await step.first().textContent()}”`);
    await expect(finding(page, "GLA0101").locator("code")).toHaveCount(0);
  });
});

test("one JSON document is read like the older two lines", async ({ page }) => {
  await example(page, EXAMPLE.document);
  await expect(headline(page)).toHaveText(
    "Gloo open source 1.18.10 is installed, but 1.18 is out of support (since 2026-08-03).",
  );
  await expect(recognised(page)).toContainText("glooctl version JSON, lines 1 to 39");
  await expect(drawing(page)).toHaveText([/glooctl.*1\.18\.10/, /same release/, /Gloo open source.*1\.18\.10/]);
  expect(await planned(page)).toContain(
    "helm get values gloo -n gloo-system -o yaml > gloo-values-1.18.10.yaml",
  );
});

test("a client without a server says where to look for one, and plans nothing", async ({ page }) => {
  await example(page, EXAMPLE.noServer);
  await expect(headline(page)).toHaveText("The client is there, and it found no Gloo server.");
  await expect(drawing(page)).toHaveText([/glooctl.*1\.12\.34/, /found no server/, /Server.*none was found/]);
  await expect(finding(page, "GLA0104").locator("code")).toHaveText(
    "kubectl get deployments --all-namespaces -l app=gloo",
  );
  await expect(plan(page)).toHaveCount(0);
});

test("an example that can't be fetched is said, and what was there stays", async ({ page, site, quiet }) => {
  quiet.allow(/Failed to load resource/);
  const { url } = await site({ fail: ["/examples/healthy-check.txt"] });
  await open(page, url);
  await chooseExample(page, EXAMPLE.noServer);
  await expect(headline(page)).toHaveText("The client is there, and it found no Gloo server.");
  await chooseExample(page, EXAMPLE.healthy);
  await expect(page.getByRole("alert")).toHaveText("The example could not be fetched.");
  await expect(headline(page)).toHaveText("The client is there, and it found no Gloo server.");
});
