// What an upgrade may run into, and the choices that change what is typed.

import { version } from "./pastes.mjs";
import { commands, expect, openWith, paste, picker, target, test } from "./page.mjs";

const planned = (page) => commands(page.locator("#plan"));
const risk = (page, title) => page.locator("#plan .risk", { has: page.locator("summary", { hasText: title }) });

// The newest known release of its line.
const installed = () => version().replaceAll("1.18.10", "1.19.22");

test.beforeEach(({ page }) => openWith(page, installed()));

test("a risk is a line until it is opened, and then says what to ask, to set and to read", async ({ page }) => {
  await paste(page, installed().replace('"discovery"', '"sds"'));
  await target(page).selectOption("1.20.24");
  const discovery = risk(page, "Discovery is off by default");
  await expect(discovery.locator("summary")).toHaveText(/^Breaking.*can’t tell$/);
  await expect(discovery.locator("pre")).toBeHidden();
  await discovery.locator("summary").click();
  await expect(discovery.getByText("Do you rely on Upstreams that discovery makes")).toBeVisible();
  await expect(discovery.locator("code")).toHaveText(["kubectl get upstreams.gloo.solo.io -A -l discovered_by"]);
  await expect(discovery.locator("pre")).toHaveText("discovery:\n  enabled: true", { useInnerText: true });
  const source = discovery.getByRole("link", { name: "Where that is written" });
  await expect(source).toHaveAttribute("href", /^https:\/\/github\.com\/solo-io\/gloo\/blob\/.*disable-discovery-default\.yaml$/);
  await expect(source).toHaveAttribute("rel", "noreferrer");
});

test("what the paste tells is not asked", async ({ page }) => {
  // Its containers are listed, discovery among them.
  await target(page).selectOption("1.20.24");
  const discovery = risk(page, "Discovery is off by default");
  await expect(discovery.locator("summary")).not.toContainText("tell");
  await discovery.locator("summary").click();
  await expect(discovery.locator("code")).toHaveCount(0);
});

test("a cluster that is too old stops the hop", async ({ page }) => {
  await paste(page, `${installed()}\nServer Version: v1.28.3\n`);
  await target(page).selectOption("1.20.24");
  await expect(page.locator("#plan .gate").first()).toHaveText(
    "Stop here: 1.20 is listed for Kubernetes 1.29 to 1.34, and the paste shows 1.28. Bring the cluster to 1.29 to 1.32 first.",
  );
});

test("PowerShell gets its own quoting, and its own words for what it lacks", async ({ page }) => {
  await target(page).selectOption("1.20.24");
  await picker(page, "Shell").selectOption("powershell");
  const all = await planned(page);
  const kept = all.find((command) => command.includes("helm get values"));
  expect(kept).toMatch(/\| Out-File -Encoding utf8 -LiteralPath \S+$/);
  expect(all.filter((command) => / > /.test(command))).toEqual([]);
  expect(all).toContain("kubectl -n gloo-system get deploy gloo -o 'jsonpath={.spec.template.spec.containers[*].image}'");
});

test("a canary is installed beside, and the old one is retired behind a gate", async ({ page }) => {
  await target(page).selectOption("1.20.24");
  await picker(page, "Way").selectOption("canary");
  const all = await planned(page);
  expect(all.filter((command) => command.startsWith("helm upgrade"))).toEqual([]);
  const place = (start) => all.findIndex((command) => command.startsWith(start));
  expect(place("helm install gloo gloo/gloo -n gloo-system-1-20-24 --create-namespace --version 1.20.24")).toBeGreaterThan(0);
  expect(place("glooctl check -n gloo-system-1-20-24")).toBeLessThan(place("helm uninstall gloo -n gloo-system"));
  await expect(page.locator("#plan .gate").filter({ hasText: "as long as the old proxy gets requests" })).toHaveCount(1);
});

test("open source becomes Enterprise within its line", async ({ page }) => {
  await page.getByRole("combobox", { name: "as" }).selectOption("enterprise");
  await expect(target(page)).toHaveValue(/^1\.19\.\d+$/);
  const all = await planned(page);
  expect(all).toContain('test -n "${GLOO_LICENSE_KEY:?}"');
  expect(all.find((command) => command.startsWith("awk "))).toContain("gloo-values-1.19.22.yaml > gloo-values-1.19.22-enterprise.yaml");
  expect(all.find((command) => command.startsWith("helm upgrade"))).toMatch(/^helm upgrade gloo glooe\/gloo-ee .* -f gloo-values-1\.19\.22-enterprise\.yaml /);
  // Another paste is another installation.
  await paste(page, version().replaceAll("1.18.10", "1.17.1"));
  await expect(page.getByRole("combobox", { name: "as" })).toHaveValue("open-source");
});

test("what is newer than the catalog is offered once it is pasted", async ({ page }) => {
  const search = "NAME     \tCHART VERSION\tAPP VERSION\tDESCRIPTION\ngloo/gloo\t1.19.99      \t           \tGloo\n";
  await expect(target(page).getByRole("option", { name: "1.19.99" })).toHaveCount(0);
  await paste(page, `${installed()}\n${search}`);
  await expect(target(page)).toHaveValue("1.19.99");
});

test("without the lists of risks the plan stands, and a note says what is missing", async ({ page, site, quiet }) => {
  quiet.allow(/Failed to load resource/);
  const { url } = await site({ fail: ["/risks.json", "/risks-old.json"] });
  await openWith(page, version(), url);
  await expect(page.getByRole("status").filter({ hasText: "The list of risks could not be fetched." })).toBeVisible();
  expect((await planned(page)).some((command) => command.startsWith("helm upgrade"))).toBe(true);
  await expect(page.locator("#plan .risk")).toHaveCount(0);
});
