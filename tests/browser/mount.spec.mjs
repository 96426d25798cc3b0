// The page in documents of somebody else's: many on one document, each with its own root, names and storage.

import { EXAMPLE, version } from "./pastes.mjs";
import { expect, test } from "./page.mjs";

/** A host's document with some places for the page, whose program lies somewhere else on the origin. */
const host = (count) => `<!doctype html><html lang="en"><title>Host</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/tool/embed.css">
<body><main><h1>A host</h1><p><label>Own <input id="own"></label></p>
${Array.from({ length: count }, () => "<div class='root'></div>").join("\n")}
</main></body></html>`;

/** Mounts the page in every place. Handed to the page, so it uses nothing from outside. */
const mountAll = async () => {
  const base = new URL("/tool/", location.href);
  const program = await import(new URL("gloo-advisor-page.js", base));
  await program.default({ module_or_path: new URL("gloo-advisor-page_bg.wasm", base) });
  window.mounted = [...document.querySelectorAll(".root")].map((place) => program.mountGuest(place, base.href, base.href));
};

const openHost = async (page, site, count) => {
  const { origin } = await site({ mount: "/tool/", pages: { "/docs/host": host(count) } });
  await page.goto(`${origin}/docs/host`);
  await page.evaluate(mountAll);
  return page.locator(".root");
};

const box = (place) => place.getByRole("textbox", { name: "Terminal output" });
const example = async (place, title) => {
  await place.locator("details.menu summary").click();
  await place.locator("details.menu").getByRole("button", { name: title, exact: true }).click();
};
const ready = (place) => expect(place.getByText(/^Releases as of \d/)).toBeAttached();

test("ten of them live side by side, each with its own text", async ({ page, site }) => {
  const places = await openHost(page, site, 10);
  for (const place of await places.all()) {
    await ready(place);
  }
  await box(places.nth(3)).fill(version().replaceAll("1.18.10", "1.17.5"));
  await box(places.nth(7)).fill(version());
  await expect(places.nth(3).getByRole("region", { name: /1\.17\.5 is installed/ })).toBeVisible();
  await expect(places.nth(7).getByRole("region", { name: /1\.18\.10 is installed/ })).toBeVisible();
  await expect(box(places.nth(0))).toHaveValue("");
  const ids = await page.locator("[id]").evaluateAll((all) => all.map((element) => element.id));
  expect(new Set(ids).size, "each identifier is there once").toBe(ids.length);
  expect(await page.locator("main").count(), "the main part is the host's").toBe(1);
});

test("what leads to a line or a finding stays within its own page", async ({ page, site }) => {
  const places = await openHost(page, site, 2);
  for (const place of await places.all()) {
    await ready(place);
    await example(place, EXAMPLE.document);
    await expect(place.getByRole("region", { name: "How the versions pair" })).toBeVisible();
  }
  await places.nth(1).getByRole("region", { name: "How the versions pair" }).getByRole("button").first().click();
  await expect(places.nth(1).locator(".lit")).toHaveCount(1);
  await expect(places.nth(1).locator(".lit")).toBeInViewport();
  await expect(places.nth(0).locator(".lit")).toHaveCount(0);
  await places.nth(1).locator(".lines .margin").first().dispatchEvent("click");
  await expect(places.nth(1).locator("article:focus")).toHaveCount(1);
});

test("theme and choices are kept for each of them, and the host's document is left alone", async ({ page, site }) => {
  const places = await openHost(page, site, 2);
  await ready(places.nth(1));
  await places.nth(1).getByRole("combobox", { name: "Theme" }).selectOption("light");
  await expect(places.nth(1)).toHaveAttribute("data-theme", "light");
  await expect(places.nth(0)).toHaveAttribute("data-theme", "auto");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  const keys = await page.evaluate(() => Object.keys(localStorage).sort());
  expect(keys).toEqual(["gloo-advisor-theme-gloo-advisor-1", "gloo-advisor-theme-gloo-advisor-2"]);
  await page.reload();
  await page.evaluate(mountAll);
  await expect(places.nth(1)).toHaveAttribute("data-theme", "light");
});

test("what is pasted elsewhere in the host's document, and its address, are the host's", async ({ page, site }) => {
  const places = await openHost(page, site, 1);
  await ready(places);
  await page.evaluate(() => history.replaceState(null, "", "#edition=enterprise&from=1.16.3"));
  await page.locator("#own").fill("mine");
  await page.locator("body").dispatchEvent("paste");
  await expect(box(places)).toHaveValue("");
  await expect(places.getByRole("region", { name: "Upgrade plan" })).toHaveCount(0);
});

test("a place that is removed while the page loads, or reads, does no harm", async ({ page, site, quiet }) => {
  const places = await openHost(page, site, 3);
  await page.evaluate(() => document.querySelector(".root").remove());
  await ready(places.nth(1));
  await box(places.nth(0)).evaluate((typed, text) => {
    typed.value = text;
    typed.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, `${version()}\n${"some other line\n".repeat(60_000)}`);
  await page.evaluate(() => document.querySelector(".root").remove());
  await box(places).fill(version());
  await expect(places.getByRole("region", { name: /is installed/ })).toBeVisible();
  await page.waitForTimeout(500);
  expect(quiet.heard).toEqual([]);
});

test("a page that is unmounted leaves an empty root, and the others as they are", async ({ page, site }) => {
  const places = await openHost(page, site, 2);
  for (const place of await places.all()) {
    await ready(place);
    await box(place).fill(version());
    await expect(place.getByRole("region", { name: /is installed/ })).toBeVisible();
  }
  await page.evaluate(() => window.mounted[0].unmount());
  await expect(places.nth(0)).toBeEmpty();
  await box(places.nth(1)).fill(version().replaceAll("1.18.10", "1.17.5"));
  await expect(places.nth(1).getByRole("region", { name: /1\.17\.5 is installed/ })).toBeVisible();
  // There is room for another one.
  await page.evaluate(async () => {
    const base = new URL("/tool/", location.href);
    const program = await import(new URL("gloo-advisor-page.js", base));
    program.mountGuest(document.querySelector(".root"), base.href, base.href);
  });
  await ready(places.nth(0));
  await expect(box(places.nth(0))).toHaveValue("");
});

test("a page that is unmounted while it loads, or reads, does no harm", async ({ page, site, quiet }) => {
  const places = await openHost(page, site, 2);
  // Its data files are on their way.
  await page.evaluate(() => window.mounted[0].unmount());
  await ready(places.nth(1));
  await box(places.nth(1)).evaluate((typed, text) => {
    typed.value = text;
    typed.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, `${version()}\n${"some other line\n".repeat(60_000)}`);
  await page.evaluate(() => window.mounted[1].unmount());
  await page.waitForTimeout(1_000);
  for (const place of await places.all()) {
    await expect(place).toBeEmpty();
  }
  expect(quiet.heard).toEqual([]);
});

test("the page of a document of its own is unmounted like a guest", async ({ page, site }) => {
  const { url } = await site({ pages: { "/own": `<!doctype html><title>Own</title><link rel="icon" href="data:,"><div id="app"></div>` } });
  await page.goto(`${url}own`);
  await page.evaluate(async () => {
    const program = await import(new URL("/gloo-advisor-page.js", location.href));
    await program.default({ module_or_path: new URL("/gloo-advisor-page_bg.wasm", location.href) });
    const home = new URL("/", location.href).href;
    window.mounted = program.mountPage(document.getElementById("app"), home, home);
  });
  await ready(page.locator("#app"));
  await page.evaluate(() => window.mounted.unmount());
  await expect(page.locator("#app")).toBeEmpty();
});

test("files come from where the program came from", async ({ page, site }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const places = await openHost(page, site, 1);
  await ready(places);
  await expect(places.getByRole("region", { name: "Known failures" })).toBeVisible();
  await example(places, EXAMPLE.enterprise);
  await expect(places.getByRole("region", { name: "How the versions pair" })).toBeVisible();
  const files = asked.filter((path) => /json$|txt$|icon/.test(path));
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((path) => !path.startsWith("/tool/"))).toEqual([]);
});
