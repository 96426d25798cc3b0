// What an upgrade may run into, and the choices that change what is typed.

import { version } from "./pastes.mjs";
import {
  as,
  box,
  expect,
  openHop,
  openSettings,
  openWith,
  paste,
  picker,
  planned,
  target,
  test,
} from "./page.mjs";

/** A risk by its title, which is below its question where that is open. */
const risk = (page, title) => page.locator("#plan .risk", { hasText: title });
/** Opens a risk, with all that it is folded in. */
const unfold = (risk) =>
  risk.evaluate((one) => {
    for (let fold = one; fold; fold = fold.parentElement.closest("details")) fold.open = true;
  });

// The newest known release of its line.
const installed = () => version().replaceAll("1.18.10", "1.19.22");

test.beforeEach(({ page }) => openWith(page, installed()));

test("a risk is a line until it is opened, and then says what to ask, to set and to read", async ({ page }) => {
  await paste(page, installed().replace('"discovery"', '"sds"'));
  await target(page).selectOption("1.20.24");
  const discovery = risk(page, "Discovery is off by default");
  await expect(discovery.locator("summary")).toHaveText(/^Does this apply\?.*Do you rely on Upstreams/);
  await openHop(page, 1);
  await expect(discovery).toBeHidden();
  // What is to be answered is one line until it is opened.
  await page.locator(".asked", { hasText: "Discovery is off by default" }).locator("> summary").click();
  await expect(discovery.locator("pre")).toBeHidden();
  await discovery.locator("summary").click();
  await expect(discovery.getByText("Discovery is off by default")).toBeVisible();
  await expect(discovery.locator("code")).toHaveText(["kubectl get upstreams.gloo.solo.io -A -l discovered_by"]);
  await expect(discovery.locator("pre")).toHaveText("discovery:\n  enabled: true", { useInnerText: true });
  const source = discovery.getByRole("link", { name: "Source" });
  await expect(source).toHaveAttribute("href", /^https:\/\/github\.com\/solo-io\/gloo\/blob\/.*disable-discovery-default\.yaml$/);
  await expect(source).toHaveAttribute("rel", "noreferrer");
});

test("what the paste tells is not asked", async ({ page }) => {
  // Its containers are listed, discovery among them.
  await target(page).selectOption("1.20.24");
  const discovery = risk(page, "Discovery is off by default");
  await expect(discovery.locator("summary")).not.toContainText("tell");
  await unfold(discovery);
  await expect(discovery.locator("pre, .why").first()).toBeVisible();
  await expect(discovery.locator("code")).toHaveCount(0);
});

test("an answer changes the plan, and is taken back", async ({ page }) => {
  await paste(page, installed().replace('"discovery"', '"sds"'));
  await target(page).selectOption("1.20.24");
  const discovery = risk(page, "Discovery is off by default");
  const answer = (words) => discovery.getByRole("radio", { name: words, exact: true });
  const level = () => discovery.getAttribute("data-level");
  await unfold(discovery);
  await expect(answer("Unknown")).toBeChecked();
  await expect(discovery).toHaveAttribute("data-level", "unknown");
  // It is in another list then, and folded there.
  await answer("Yes").click();
  await expect.poll(level).not.toBe("unknown");
  await unfold(discovery);
  await expect(answer("Yes")).toBeChecked();
  await expect(discovery.locator("pre")).toContainText("enabled: true");
  await answer("No").click();
  await expect(discovery.locator("summary")).toContainText("does not apply");
  await unfold(discovery);
  await answer("Unknown").click();
  await expect(discovery).toHaveAttribute("data-level", "unknown");
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
  await openSettings(page);
  await picker(page, "Shell").selectOption("powershell");
  const all = await planned(page);
  const kept = all.find((command) => command.includes("helm get values"));
  expect(kept).toMatch(/\| Out-File -Encoding utf8 -LiteralPath \S+$/);
  expect(all.filter((command) => / > /.test(command))).toEqual([]);
  expect(all).toContain("kubectl -n gloo-system get deploy gloo -o 'jsonpath={.spec.template.spec.containers[*].image}'");
});

test("a canary is installed beside, and the old one is retired behind a gate", async ({ page }) => {
  await target(page).selectOption("1.20.24");
  await openSettings(page);
  await picker(page, "Strategy").selectOption("canary");
  const all = await planned(page);
  expect(all.filter((command) => command.startsWith("helm upgrade"))).toEqual([]);
  const place = (start) => all.findIndex((command) => command.startsWith(start));
  expect(place("helm install gloo gloo/gloo -n gloo-system-1-20-24 --create-namespace --version 1.20.24")).toBeGreaterThan(0);
  expect(place("glooctl check -n gloo-system-1-20-24")).toBeLessThan(place("helm uninstall gloo -n gloo-system"));
  await expect(page.locator("#plan .gate").filter({ hasText: "Go on only if no request reaches the old proxy." })).toHaveCount(1);
});

test("open source becomes Enterprise within its line", async ({ page }) => {
  await as(page).selectOption("enterprise");
  await expect(target(page)).toHaveValue(/^1\.19\.\d+$/);
  const all = await planned(page);
  expect(all).toContain('test -n "${GLOO_LICENSE_KEY:?}"');
  expect(all.find((command) => command.startsWith("awk "))).toContain("gloo-values-1.19.22.yaml > gloo-values-1.19.22-enterprise.yaml");
  expect(all.find((command) => command.startsWith("helm upgrade"))).toMatch(/^helm upgrade gloo glooe\/gloo-ee .* -f gloo-values-1\.19\.22-enterprise\.yaml /);
  // It holds for the pastes on the way there, and not for what comes after an empty box.
  await paste(page, version().replaceAll("1.18.10", "1.19.23"));
  await expect(as(page)).toHaveValue("enterprise");
  await box(page).fill("");
  await paste(page, version().replaceAll("1.18.10", "1.17.1"));
  await expect(as(page)).toHaveValue("open-source");
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
