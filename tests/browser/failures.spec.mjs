// Known failures: what a pasted one means, and the list that is searched without a paste.

import { box, expect, finding, open, openWith, test } from "./page.mjs";

const IMMUTABLE =
  'Error: UPGRADE FAILED: cannot patch "gloo-resource-rollout" with kind Job: Job.batch "gloo-resource-rollout" is invalid: spec.template: Invalid value: field is immutable';

const list = (page) => page.locator("#failures");
const search = (page) => list(page).getByRole("searchbox");

test("a pasted failure is explained, with what is typed to fix it", async ({ page }) => {
  await openWith(page, `$ helm upgrade gloo gloo/gloo -n edge\n${IMMUTABLE}\n`);
  const explained = finding(page, "GLA1001");
  await expect(explained).toContainText("The Job can't be changed");
  await expect(explained).toContainText("kubectl -n edge delete job gloo-resource-rollout");
});

test("a failure is found by words, by its code and by its message", async ({ page }) => {
  await open(page);
  await expect(list(page)).toContainText("failures are known.");
  for (const sought of ["immutable job", "gla1001", IMMUTABLE]) {
    await search(page).fill(sought);
    await expect(list(page).locator(".failure").first()).toContainText("GLA1001 The Job can't be changed");
  }
  await search(page).fill("no such words anywhere");
  await expect(list(page)).toContainText("No known failure has these words.");
  await expect(box(page)).toHaveValue("");
});

test("a link leads to a failure", async ({ page }) => {
  await open(page, "/#failure=GLA1001");
  await expect(list(page).locator(".failure")).toHaveCount(1);
  await expect(list(page)).toContainText("To fix it:");
  await expect(list(page)).toBeInViewport();
});
