// The page in a frame of somebody else's document, on another origin.

import { failingCheck, version } from "./pastes.mjs";
import { expect, test } from "./page.mjs";

/** A host's document that frames the page, and hears everything that is sent to it. */
const host = (link, allow) => `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,">
<style>iframe { width: 900px; height: 400px; border: 0 }</style></head><body><h1>A host</h1>
<iframe title="Gloo Advisor" src="${link}" ${allow}></iframe>
<script>window.heard = []; addEventListener("message", ({ data, origin }) => heard.push({ origin, ...data.glooAdvisor }));</script></body></html>`;

/** Opens a host whose frame has this link behind the `#`; `{host}` in it is the host's origin. */
async function openHost(page, site, link = "host={host}", allow = 'allow="clipboard-write"') {
  const tool = await site({ mount: "/tool/" });
  const pages = {};
  const server = await site({ pages });
  // Two ports are two origins.
  pages["/host"] = host(`${tool.url}#${link.replace("{host}", server.origin)}`, allow);
  await page.goto(`${server.origin}/host`);
  return { frame: page.frameLocator("iframe"), tool: tool.origin, host: server.origin };
}

const heard = (page, type) => page.evaluate((type) => window.heard.filter((one) => one.type === type), type);
const hears = (page, type) => expect.poll(() => heard(page, type).then((all) => all.length)).toBeGreaterThan(0);
const send = (page, message, origin) =>
  page.evaluate(([message, origin]) => document.querySelector("iframe").contentWindow.postMessage(message, origin), [message, origin]);
const box = (frame) => frame.getByRole("textbox", { name: "Terminal output" });

test("a frame tells its height and its result, to the host that it names", async ({ page, site }) => {
  const { frame, tool } = await openHost(page, site);
  await hears(page, "ready");
  const height = async () => (await heard(page, "height")).at(-1).height;
  const before = await height();
  await box(frame).fill(`${version()}\n${failingCheck()}`);
  await hears(page, "result");
  await expect.poll(height).toBeGreaterThan(before);
  const result = (await heard(page, "result")).at(-1);
  expect(result).toMatchObject({ origin: tool, v: 1, installations: 1 });
  expect(result.codes).toContain("GLA0302");
  const all = JSON.stringify(await page.evaluate(() => window.heard));
  for (const word of ["1.18.10", "extauth", "gloo-system", "discovery"]) {
    expect(all).not.toContain(word);
  }
});

test("its height does not follow the height of the frame", async ({ page, site }) => {
  const { frame } = await openHost(page, site);
  await box(frame).fill(version());
  await hears(page, "result");
  const grow = () =>
    page.evaluate(() => {
      const { height } = window.heard.filter(({ type }) => type === "height").at(-1);
      document.querySelector("iframe").style.height = `${height}px`;
      return height;
    });
  await grow();
  await page.waitForTimeout(300);
  const second = await grow();
  await page.waitForTimeout(300);
  expect(await grow()).toBe(second);
  const scrolls = await frame.locator("html").evaluate((html) => html.scrollHeight > html.clientHeight + 1);
  expect(scrolls, "nothing is left to scroll").toBe(false);
});

test("its link has the names of the element's attributes", async ({ page, site }) => {
  const { frame } = await openHost(page, site, "host={host}&mode=compact&theme=dark&edition=enterprise&from=1.16.3&target=1.18");
  await expect(frame.getByRole("combobox", { name: "Target" })).toHaveValue(/^1\.18\./);
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(frame.getByRole("region", { name: "Known failures" })).toHaveCount(0);
  await expect(frame.getByRole("banner")).toHaveCount(0);
});

test("the host may put in a text, choose the theme, and take everything back", async ({ page, site }) => {
  const { frame, tool } = await openHost(page, site);
  await hears(page, "ready");
  await send(page, { glooAdvisor: { v: 1, type: "setInput", text: version() } }, tool);
  await expect(frame.getByRole("region", { name: /1\.18\.10 is installed/ })).toBeVisible();
  await send(page, { glooAdvisor: { v: 1, type: "setTheme", theme: "dark" } }, tool);
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(box(frame)).toHaveValue(version());
  await send(page, { glooAdvisor: { v: 1, type: "reset" } }, tool);
  await expect(box(frame)).toHaveValue("");
});

test("messages of another shape are passed over", async ({ page, site }) => {
  const { frame, tool } = await openHost(page, site);
  await hears(page, "ready");
  for (const message of [
    null,
    "setInput",
    { glooAdvisor: null },
    { glooAdvisor: { type: "setInput", text: "no version" } },
    { glooAdvisor: { v: 2, type: "setInput", text: "another version" } },
    { glooAdvisor: { v: 1, type: "setInput", text: { toString: "x" } } },
    { glooAdvisor: { v: 1, type: "constructor", text: "x" } },
    { glooAdvisor: { v: 1, type: "setTheme", theme: "blue" } },
  ]) {
    await send(page, message, tool);
  }
  await send(page, { glooAdvisor: { v: 1, type: "setTheme", theme: "dark" } }, tool);
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(box(frame)).toHaveValue("");
});

for (const [name, link] of Object.entries({ "another host": "host=https://other.example", "no host": "", "no origin": "host=*" })) {
  test(`a frame whose link names ${name} tells nothing and is not asked`, async ({ page, site, quiet }) => {
    // Chromium reports each message to an origin that is not there.
    quiet.allow(/target origin provided/);
    const { frame, tool } = await openHost(page, site, link);
    await expect(frame.getByText(/^Releases as of/).first()).toBeAttached();
    await send(page, { glooAdvisor: { v: 1, type: "setInput", text: version() } }, tool);
    await box(frame).pressSequentially("glooctl");
    await page.waitForTimeout(300);
    await expect(box(frame)).toHaveValue("glooctl");
    expect(await page.evaluate(() => window.heard)).toEqual([]);
  });
}

test("a frame that may not copy tells the host what it needs", async ({ page, site, quiet }) => {
  quiet.allow(/clipboard/i);
  const { frame } = await openHost(page, site, "host={host}", "");
  await box(frame).fill(version());
  await frame.getByRole("button", { name: /^Copy command: / }).first().click();
  await hears(page, "error");
  expect((await heard(page, "error")).at(-1)).toMatchObject({ code: "copy", help: expect.stringContaining('allow="clipboard-write"') });
});
