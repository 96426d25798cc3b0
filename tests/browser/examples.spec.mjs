// Each paste of the examples menu: the sentence, the pairing, and the commands that follow from it.

import { EXAMPLE } from "./pastes.mjs";
import {
  chooseExample,
  commands,
  expect,
  finding,
  headline,
  open,
  recognised,
  target,
  test,
  verdict,
} from "./page.mjs";

/** The boxes and joints of the drawing, in order. */
const drawing = (page) => page.locator("#pairing").getByRole("listitem");
const plan = (page) => page.locator("#plan");

async function example(page, title) {
  await open(page);
  await chooseExample(page, title);
}

test("the menu offers each example once", async ({ page }) => {
  await open(page);
  const options = page.getByRole("combobox", { name: "Examples" }).getByRole("option");
  await expect(options).toHaveText(["Examples", ...Object.values(EXAMPLE)]);
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
  await expect(verdict(page)).toContainText("1.2.0");
  await expect(drawing(page)).toHaveText([/Client.*1\.2\.0/, /same line/, /Server.*1\.2\.1/]);
  await expect(recognised(page)).toContainText("glooctl version lines, lines 1 to 3");
  await expect(finding(page, "GLA0102")).toContainText(
    "glooctl 1.2.0 is older than the server, within one line",
  );
  await expect(finding(page, "GLA0102").locator("code")).toHaveText("glooctl upgrade --release v1.2.1");
  const to = await target(page).inputValue();
  expect(await commands(plan(page))).toContain(
    `helm upgrade gloo gloo/gloo -n gloo-system --version ${to} -f gloo-values-1.2.1.yaml`,
  );
});

test("an Enterprise number pairs with its open-source base", async ({ page }) => {
  await example(page, EXAMPLE.enterprise);
  await expect(headline(page)).toHaveText(
    "Gloo Enterprise 0.20.8 is installed, but 0.20 is out of support.",
  );
  await expect(verdict(page)).toContainText("Enterprise 0.20.8 is built on open-source 0.20.13");
  await expect(verdict(page)).toContainText(
    "glooctl 0.20.13 is exactly the release of the server's open-source base, 0.20.13.",
  );
  await expect(drawing(page)).toHaveText([
    /Client.*0\.20\.13/,
    /same release/,
    /Open-source base.*0\.20\.13/,
    /is the base of/,
    /Enterprise.*0\.20\.8/,
  ]);
  await expect(page.locator("#pairing")).toContainText("their patches are released separately");
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
    "The check is healthy. Which version it was made on is not in the paste.",
  );
  await expect(page.locator("#findings")).toContainText("Nothing to point out.");
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
      /Client.*1\.15\.19/,
      /another line/,
      /Open-source base.*1\.16\.3/,
      /is the base of/,
      /Enterprise.*1\.16\.1/,
    ]);
  });

  test("each message stands word for word with its section and its line", async ({ page }) => {
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
    await expect(all).toHaveText([/GLA0302/, /GLA0306/, /GLA0101/, /GLA0217/]);
    await expect(all.filter({ hasText: "Blocks the upgrade." })).toHaveCount(2);
  });

  test("the heading of a finding is read as words", async ({ page }) => {
    const heading = finding(page, "GLA0302").getByRole("heading");
    await expect(heading).toHaveAccessibleName(/^Error[:,]? A pod is not ready/);
  });

  test("the plan stops at the gate, and never writes the licence key out", async ({ page }) => {
    await expect(plan(page)).toContainText("Stop here until these findings are settled: GLA0302, GLA0306.");
    const to = await target(page).inputValue();
    const upgrade = `helm upgrade gloo glooe/gloo-ee -n gloo-system --version ${to} -f gloo-values-1.16.1.yaml --set-string license_key="\${GLOO_LICENSE_KEY:?}"`;
    const all = await commands(plan(page));
    expect(all).toContain(upgrade);
    expect(all.indexOf(`${upgrade} --dry-run`)).toBeLessThan(all.indexOf(upgrade));
    expect(all).toContain("helm get values gloo -n gloo-system -o yaml > gloo-values-1.16.1.yaml");
    expect(all).toContain("helm rollback gloo REVISION -n gloo-system");
  });

  test("glooctl is brought to the line of the server first", async ({ page }) => {
    await expect(finding(page, "GLA0101").locator("code")).toHaveText("glooctl upgrade --release v1.16.3");
  });
});

test("one JSON document is read like the older two lines", async ({ page }) => {
  await example(page, EXAMPLE.document);
  await expect(headline(page)).toHaveText(
    "Gloo open source 1.18.10 is installed, but 1.18 is out of support.",
  );
  await expect(recognised(page)).toContainText("glooctl version JSON, lines 1 to 39");
  await expect(drawing(page)).toHaveText([/Client.*1\.18\.10/, /same release/, /Server.*1\.18\.10/]);
  expect(await commands(plan(page))).toContain(
    "helm get values gloo -n gloo-system -o yaml > gloo-values-1.18.10.yaml",
  );
});

test("a client without a server says where to look for one, and plans nothing", async ({ page }) => {
  await example(page, EXAMPLE.noServer);
  await expect(headline(page)).toHaveText("The client is there, and it found no Gloo server.");
  await expect(drawing(page)).toHaveText([/Client.*1\.12\.34/, /found no server/, /Server.*none was found/]);
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
