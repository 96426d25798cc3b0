// What is chosen rewrites every command, and what can't be used is in none of them.

import { EXAMPLE, version } from "./pastes.mjs";
import {
  chooseExample,
  commands,
  expect,
  finding,
  knob,
  open,
  openWith,
  paste,
  picker,
  target,
  test,
} from "./page.mjs";
import { HARMLESS, unquoted } from "./shell-words.mjs";

const planned = (page) => commands(page.locator("#plan"));
const upgrade = async (page) =>
  (await planned(page)).filter((command) => /^helm upgrade (?!.*--dry-run)/.test(command));

test.beforeEach(({ page }) => openWith(page, version()));

test("later releases are offered once each, the newest of this line first", async ({
  page,
}) => {
  const options = target(page).getByRole("option");
  await expect(options.first()).toHaveText(/^1\.18\.\d+, newest known patch of this line$/);
  const versions = await options.evaluateAll((all) => all.map((option) => option.value));
  expect(versions.length).toBeGreaterThan(10);
  expect(new Set(versions).size).toBe(versions.length);
  expect(versions.filter((version) => !/^1\.(1[89]|2\d)\./.test(version))).toEqual([]);
  expect(versions).not.toContain("1.18.10");
  await expect(target(page)).toHaveValue(versions[0]);
});

test("another target changes the path and every command that names it", async ({ page }) => {
  const [first] = await upgrade(page);
  const before = await target(page).inputValue();
  expect(first).toContain(`--version ${before} `);
  await target(page).selectOption("1.18.12");
  await expect(page.getByRole("list", { name: "Path" }).getByRole("listitem")).toHaveText([
    /^1\.18\.10/,
    /^1\.18\.12/,
  ]);
  const after = await planned(page);
  expect(await upgrade(page)).toEqual([first.replace(before, "1.18.12")]);
  expect(after).toContain("glooctl upgrade --release v1.18.12");
  expect(after.filter((command) => command.includes(before))).toEqual([]);
});

test("another paste takes back the target, which may not be one of its own", async ({ page }) => {
  await target(page).selectOption("1.18.12");
  await paste(page, version().replaceAll("1.18.10", "1.17.1"));
  await expect(target(page)).toHaveValue(/^1\.17\.\d+$/);
});

test("the next line is one hop, and its path says so", async ({ page }) => {
  const later = target(page).getByRole("option", { name: /newest known patch of its line/ });
  const next = await later.first().getAttribute("value");
  await target(page).selectOption(next);
  await expect(page.locator("#plan")).toContainText(new RegExp(`to ${next.replaceAll(".", "\\.")}`));
  const versions = (await upgrade(page)).map((command) => command.match(/--version (\S+)/)[1]);
  expect(versions.at(-1)).toBe(next);
});

test("a later line is reached over every line between", async ({ page }) => {
  const later = target(page).getByRole("option", { name: /newest known patch of its line/ });
  const third = await later.nth(2).getAttribute("value");
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

test("a values file of one's own is used, and never written over", async ({ page }) => {
  await knob(page, "Own values file").fill("prod/values.yaml");
  expect(await upgrade(page)).toEqual([expect.stringContaining(" -f prod/values.yaml")]);
  await knob(page, "Own values file").fill("gloo-values-1.18.10.yaml");
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
    await knob(page, "Own values file").fill(typed);
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

test("glooctl is fetched as a file for another machine", async ({ page }) => {
  await target(page).selectOption("1.18.12");
  await picker(page, "Fetch glooctl").selectOption("darwin-arm64");
  const all = await planned(page);
  expect(all).toContain(
    "curl -fL -o glooctl https://github.com/solo-io/gloo/releases/download/v1.18.12/glooctl-darwin-arm64",
  );
  expect(all).toContain("chmod +x glooctl");
  expect(all).not.toContain("glooctl upgrade --release v1.18.12");
  await picker(page, "Fetch glooctl").selectOption("windows-amd64");
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
  ["Own values file", "a\u202eb.yaml"],
]) {
  test(`the ${name.toLowerCase()} ${JSON.stringify(value).slice(0, 20)} is refused with a finding`, async ({
    page,
  }) => {
    const before = await planned(page);
    await knob(page, name).fill(value);
    await expect(finding(page, "GLA0401")).toContainText("is not used in any command");
    await expect(finding(page, "GLA0401")).toContainText(
      `your choice of ${name === "Own values file" ? "values file" : name.toLowerCase()}`,
    );
    // The commands are those that would be there without it, and what was typed can be mended.
    expect(await planned(page)).toEqual(before);
    await expect(knob(page, name)).toHaveValue(value);
    await knob(page, name).fill("");
    await expect(finding(page, "GLA0401")).toHaveCount(0);
  });
}

test("what nobody confirmed is marked as assumed, with the command that tells", async ({ page }) => {
  await expect(knob(page, "Namespace")).toHaveAccessibleName(/from the paste/);
  await expect(knob(page, "Release name")).toHaveAccessibleName(/assumed/);
  await knob(page, "Release name").fill("gloo");
  await expect(knob(page, "Release name")).not.toHaveAccessibleName(/assumed/);
  await page.getByText("What the commands assume, and how to find out").click();
  await expect(page.locator("#plan code").filter({ hasText: "helm list" })).toBeVisible();
});

test("old data is said calmly, with its date and how to bring news", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2099-01-01T12:00:00"));
  await open(page);
  await chooseExample(page, EXAMPLE.document);
  await expect(page.locator("#plan")).toContainText(
    /that were known on \d{4}-\d\d-\d\d are offered\. That is \d+ days ago/,
  );
  await expect(page.locator("#plan")).toContainText("helm search repo");
});
