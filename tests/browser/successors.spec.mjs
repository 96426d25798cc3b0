// Where to go from Gloo: the ways on, and another product as the target.

import { version } from "./pastes.mjs";
import { expect, headline, hop, now, openHop, openWith, target, test, way } from "./page.mjs";

const outlook = (page) => page.locator("#plan details.outlook");

test("the newest release has no plan, and says where to go from here", async ({ page }) => {
  await openWith(page, version().replaceAll("1.18.10", "1.22.3"));
  await expect(page.locator("#plan")).toContainText("No plan: 1.22.3 is the newest 1.22 release known here.");
  await expect(outlook(page).locator("li").first()).toBeHidden();
  await outlook(page).locator("summary").click();
  await expect(outlook(page).locator("li b")).toHaveText(["Gloo Enterprise 1.x", "Gateway API in Gloo", "kgateway 2.x"]);
  const kgateway = outlook(page).getByRole("listitem").filter({ hasText: "It is another product" });
  await kgateway.getByRole("button", { name: "Plan it" }).click();
  await expect(target(page)).toHaveValue("kgateway");
  await expect(way(page).getByRole("listitem")).toHaveText([/^1\.22\.3/, /^kgateway 2\.\d+\.\d+/]);
  await expect(page.locator("#plan .hop")).toHaveCount(3);
});

test("another product is a target: its steps are ticked like those of an upgrade", async ({ page }) => {
  await openWith(page, version());
  await target(page).selectOption({ label: "kgateway" });
  await expect(now(page)).toContainText("List the features that you use");
  const last = (await page.locator("#plan .hop").count()) - 1;
  await expect(hop(page, last + 1).locator("summary h3")).toHaveText(/: Remove Gloo 1\.\d+\.\d+$/);
  await expect(hop(page, last).locator("summary h3")).toHaveText(/: kgateway 2\.\d+\.\d+ beside Gloo 1\.\d+\.\d+$/);
  await openHop(page, last);
  const first = hop(page, last).getByRole("checkbox").first();
  await first.check();
  await expect(hop(page, last).locator("> summary small")).toHaveText(/^1 of \d+ steps done$/);
  await expect(hop(page, last).locator("code").filter({ hasText: "oci://" })).toHaveCount(2);
  await expect(headline(page)).toBeVisible();
});

test("what takes the place of each kind is a table, whose numbers lead to their lines", async ({ page }) => {
  const usage = 'glooFeatureUsage:\n    "Gloo Edge API":\n        apiCounts:\n            VirtualService: 6\n';
  await openWith(page, `${version().replaceAll("1.18.10", "1.22.1")}\n${usage}`, "/#target=gateway-api");
  await expect(way(page).getByRole("listitem")).toHaveText([/^1\.22\.1/, /^Gateway API \d+\.\d+\.\d+/]);
  await expect(page.locator("#plan")).toContainText("Of 6 counted resources, glooctl converts 6");
  await page.locator("#plan details.rewrites summary").click();
  const row = page.locator("#plan .rewrites").getByRole("row", { name: /^VirtualService/ });
  await expect(row).toContainText("glooctl converts it: HTTPRoute and XListenerSet");
  await row.getByRole("button", { name: /^line \d+, VirtualService$/ }).click();
  await expect(page.locator(".lines .lit")).toContainText("VirtualService: 6");
});

test("a link may ask for another product", async ({ page }) => {
  await openWith(page, version(), "/#target=kgateway");
  await expect(target(page)).toHaveValue("kgateway");
});
