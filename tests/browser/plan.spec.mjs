// What is chosen rewrites every command, and what can't be used is in none of them.

import { EXAMPLE, version } from "./pastes.mjs";
import {
  chooseExample,
  clipboard,
  expect,
  finding,
  hop,
  knob,
  open,
  openHop,
  openSettings,
  openWith,
  paste,
  picker,
  planned,
  settings,
  target,
  test,
  way,
} from "./page.mjs";
import { HARMLESS, unquoted } from "./shell-words.mjs";

const upgrade = async (page) =>
  (await planned(page)).filter((command) => /^helm upgrade (?!.*--dry-run)/.test(command));

/** The releases of a group of those to choose from. */
const offered = (page, group) =>
  target(page)
    .locator(`optgroup[label="${group}"] option`)
    .evaluateAll((all) => all.map((option) => option.value));
const newest = (page) => offered(page, "Newest known of each minor version");

test.beforeEach(async ({ page }) => {
  await openWith(page, version());
  await openSettings(page);
});

test("later releases are offered once each, the newest of this line first", async ({ page }) => {
  const versions = await target(page)
    .getByRole("option")
    .evaluateAll((all) => all.map((option) => option.value));
  expect(versions.length).toBeGreaterThan(10);
  expect(new Set(versions).size).toBe(versions.length);
  const products = await offered(page, "Gateway API and other products");
  expect(versions.filter((version) => !/^1\.(1[89]|2\d)\./.test(version))).toEqual(products);
  expect(versions).not.toContain("1.18.10");
  expect(versions[0]).toMatch(/^1\.18\.\d+$/);
  await expect(target(page)).toHaveValue(versions[0]);
  // Each line once, from this one on; the others are below.
  const first = await newest(page);
  expect(first.map((version) => Number(version.split(".")[1]))).toEqual(first.map((_, index) => 18 + index));
  expect([...first, ...(await offered(page, "Other known releases")), ...products]).toEqual(versions);
});

test("another target changes the path and every command that names it", async ({ page }) => {
  const [first] = await upgrade(page);
  const before = await target(page).inputValue();
  expect(first).toContain(`--version ${before} `);
  await target(page).selectOption("1.18.12");
  await expect(way(page).getByRole("listitem")).toHaveText([/^1\.18\.10/, /^1\.18\.12/]);
  const after = await planned(page);
  expect(await upgrade(page)).toEqual([first.replace(before, "1.18.12")]);
  expect(after).toContain("glooctl upgrade --release v1.18.12");
  expect(after.filter((command) => command.includes(before))).toEqual([]);
});

test("a target holds for another paste while it lies ahead, and no longer", async ({ page }) => {
  await target(page).selectOption("1.18.12");
  await paste(page, version().replaceAll("1.18.10", "1.17.1"));
  await expect(target(page)).toHaveValue("1.18.12");
  await paste(page, version().replaceAll("1.18.10", "1.19.3"));
  await expect(target(page)).toHaveValue(/^1\.19\.\d+$/);
});

test("the next line is one hop, and its path says so", async ({ page }) => {
  const [, next] = await newest(page);
  await target(page).selectOption(next);
  await expect(page.locator("#plan")).toContainText(new RegExp(`to ${next.replaceAll(".", "\\.")}`));
  const versions = (await upgrade(page)).map((command) => command.match(/--version (\S+)/)[1]);
  expect(versions.at(-1)).toBe(next);
});

test("a later line is reached over every line between", async ({ page }) => {
  const [, , , third] = await newest(page);
  await target(page).selectOption(third);
  const versions = (await upgrade(page)).map((command) => command.match(/--version (\S+)/)[1]);
  const lines = [...new Set(versions)].map((version) => Number(version.split(".")[1]));
  expect(lines).toEqual([18, 19, 20, 21]);
  expect(versions.at(-1)).toBe(third);
});

test("the namespace rewrites every command that has one", async ({ page }) => {
  await knob(page, "Namespace").fill("edge");
  const all = await planned(page);
  expect(all).toContain("helm list -n edge");
  expect(all).toContain("kubectl -n edge rollout status deploy/gloo");
  expect(all.filter((command) => command.includes("gloo-system"))).toEqual([]);
  await expect(page.locator("#missing").locator("code")).toHaveText("glooctl check -n edge");
});

test("the release name rewrites Helm's commands and the name of the kept values", async ({ page }) => {
  await knob(page, "Release name").fill("shop-gw");
  const all = await planned(page);
  expect(all).toContain("helm get values shop-gw -n gloo-system -o yaml > shop-gw-values-1.18.10.yaml");
  expect(all).toContain("helm rollback shop-gw REVISION -n gloo-system");
  expect(await upgrade(page)).toEqual([expect.stringMatching(/^helm upgrade shop-gw gloo\/gloo /)]);
});

test("what commands are written for is said in a sentence, also to those who do not see it", async ({ page }) => {
  const said = settings(page).getByRole("status");
  await expect(said).toHaveText("namespace gloo-system, release gloo (assumed), Helm 3, bash or zsh");
  await knob(page, "Release name").fill("shop-gw");
  await picker(page, "Shell").selectOption("powershell");
  await expect(said).toHaveText("namespace gloo-system, release shop-gw, Helm 3, PowerShell");
});

test("a namespace other than that of the paste is marked, and given up by a button", async ({ page }) => {
  await knob(page, "Namespace").fill("edge");
  await expect(settings(page)).toContainText("the paste says gloo-system");
  await settings(page).getByRole("button", { name: "use that" }).click();
  await expect(knob(page, "Namespace")).toHaveValue("gloo-system");
  expect(await planned(page)).toContain("helm list -n gloo-system");
});

test("a values file of one's own is used, and never written over", async ({ page }) => {
  await knob(page, "Your values file").fill("prod/values.yaml");
  expect(await upgrade(page)).toEqual([expect.stringContaining(" -f prod/values.yaml")]);
  await knob(page, "Your values file").fill("gloo-values-1.18.10.yaml");
  const written = (await planned(page)).filter((command) => /^helm get values .*> /.test(command));
  expect(written).toHaveLength(1);
  expect(written[0]).not.toMatch(/> gloo-values-1\.18\.10\.yaml$/);
});

for (const [typed, used] of [
  ["my values.yaml", "'my values.yaml'"],
  ["$(reboot).yaml", "'$(reboot).yaml'"],
  ["a'; reboot; '.yaml", "'a'\\''; reboot; '\\''.yaml'"],
  ["-x.yaml", "./-x.yaml"],
  ["a\\b.yaml", "'a\\b.yaml'"],
]) {
  test(`the file name ${typed} is one word for the shell`, async ({ page }) => {
    await knob(page, "Your values file").fill(typed);
    expect(await upgrade(page)).toEqual([expect.stringMatching(/-f /)]);
    expect((await upgrade(page))[0]).toContain(` -f ${used}`);
    for (const command of await planned(page)) {
      expect.soft(unquoted(command), command).toMatch(HARMLESS);
    }
  });
}

test("another Helm writes the preview in its own way", async ({ page }) => {
  const preview = async () =>
    (await planned(page)).filter((command) => /^helm upgrade .*--dry-run/.test(command));
  expect(await preview()).toEqual([expect.stringMatching(/ --dry-run$/)]);
  await picker(page, "Helm").selectOption("4");
  expect(await preview()).toEqual([expect.stringMatching(/ --dry-run=client$/)]);
});

test("what delivers it turns the upgrade into a change of its manifest, which can be copied", async ({ page }) => {
  await target(page).selectOption("1.18.12");
  await picker(page, "Delivered by").selectOption("argo-cd");
  await expect(settings(page).getByRole("status")).toContainText(", Argo CD, bash or zsh");
  expect(await upgrade(page)).toEqual([]);
  const all = await planned(page);
  expect(all).toContain("argocd app diff gloo --revision 1.18.12");
  expect(all).toContain("argocd app sync gloo");
  await openHop(page, 1);
  const step = hop(page, 1).getByRole("listitem").filter({ hasText: "Upgrade the server to 1.18.12" });
  await expect(step.locator("pre")).toContainText('targetRevision: "1.18.12"');
  await step.getByRole("button", { name: "Copy this change" }).click();
  await expect
    .poll(() => clipboard(page))
    .toBe(
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: gloo\nspec:\n  source:\n    targetRevision: "1.18.12"\n',
    );
  // It is kept for the tab, and taken back by a choice.
  await page.reload();
  await paste(page, version());
  await expect(settings(page).getByRole("status")).toContainText(", Argo CD, bash or zsh");
  await openSettings(page);
  await picker(page, "Delivered by").selectOption("helm");
  expect(await upgrade(page)).toHaveLength(1);
});

test("glooctl is fetched as a file for another machine", async ({ page }) => {
  await target(page).selectOption("1.18.12");
  await picker(page, "Install glooctl with").selectOption("darwin-arm64");
  const all = await planned(page);
  expect(all).toContain(
    "curl -fL -o glooctl https://github.com/solo-io/gloo/releases/download/v1.18.12/glooctl-darwin-arm64",
  );
  expect(all).toContain("chmod +x glooctl");
  expect(all).not.toContain("glooctl upgrade --release v1.18.12");
  await picker(page, "Install glooctl with").selectOption("windows-amd64");
  expect(await planned(page)).toContain(
    "curl -fL -o glooctl.exe https://github.com/solo-io/gloo/releases/download/v1.18.12/glooctl-windows-amd64.exe",
  );
});

for (const [name, value] of [
  ["Namespace", "Edge"],
  ["Namespace", "$(rm -rf ~)"],
  ["Namespace", "'; --"],
  ["Namespace", "-n"],
  ["Namespace", "a".repeat(64)],
  ["Release name", "gloo;reboot"],
  ["Release name", "x_y"],
  ["Your values file", "a\u202eb.yaml"],
]) {
  test(`the ${name.toLowerCase()} ${JSON.stringify(value).slice(0, 20)} is refused with a finding`, async ({
    page,
  }) => {
    const before = await planned(page);
    await knob(page, name).fill(value);
    await expect(finding(page, "GLA0401")).toContainText("is not used in any command");
    await expect(finding(page, "GLA0401")).toContainText(
      `your choice: ${name === "Your values file" ? "values file" : name.toLowerCase()}`,
    );
    // The commands are those that would be there without it, and what was typed can be mended.
    expect(await planned(page)).toEqual(before);
    await expect(knob(page, name)).toHaveValue(value);
    await expect(knob(page, name)).toHaveAttribute("aria-invalid", "true");
    await expect(settings(page).getByRole("alert")).toHaveText(/^not a name that can be used; commands use \S+/);
    await knob(page, name).fill("");
    await expect(finding(page, "GLA0401")).toHaveCount(0);
    await expect(settings(page).getByRole("alert")).toHaveCount(0);
  });
}

test("what nobody confirmed is marked as assumed, with the command that tells", async ({ page }) => {
  await expect(knob(page, "Namespace")).toHaveAccessibleName(/from the paste/);
  await expect(knob(page, "Release name")).toHaveAccessibleName(/assumed/);
  await knob(page, "Release name").fill("gloo");
  await expect(knob(page, "Release name")).not.toHaveAccessibleName(/assumed/);
  await page.getByText("What the commands assume, and how to find out").click();
  await expect(settings(page).locator("code").filter({ hasText: "helm list" })).toBeVisible();
});

test("old data is said calmly, with its date and how to bring news", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2099-01-01T12:00:00"));
  await open(page);
  await chooseExample(page, EXAMPLE.document);
  await expect(page.locator("#plan")).toContainText(
    /are those known on \d{4}-\d\d-\d\d, \d+ days ago/,
  );
  await expect(page.locator("#plan")).toContainText("helm search repo");
});
