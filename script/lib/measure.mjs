// Measures the built page in Chromium. Each time is taken beside that of a page with nothing but a box, so
// that what the machine does besides cancels.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, devices } from "@playwright/test";
import { serve } from "../../tests/browser/serve.mjs";
import { compressed } from "./compressed.mjs";
import { arrive, observe } from "./observe.mjs";
import { CLIENTS, VERSION, another, caretIn, transcript } from "./transcripts.mjs";

const DESKTOP = { viewport: { width: 1280, height: 800 } };
const VIEWS = { desktop: DESKTOP, phone: devices["Pixel 5"] };
/** A phone far from its mast: 1.6 Mbit/s, and 150 ms to the host and back. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
/** How many times as long its processor takes as that of this machine. */
const SLOWDOWN = 4;

/** The page with nothing but a box, as one of the `pages` of `serve`. */
export const PLAIN = {
  "/plain.html": [
    "<!doctype html><title>A box</title>",
    "<style>textarea { width: 560px; height: 500px; padding: 10px 12px; font: 13px/1.65 monospace;",
    "white-space: pre-wrap; overflow-wrap: anywhere; resize: none }</style>",
    '<textarea id="terminal-output" placeholder="Paste" spellcheck="false" autocomplete="off"></textarea>',
  ].join("\n"),
};

/** Where the page that Yew draws with nothing but a word lies on the server. */
const EMPTY = "/empty";

/** A browser and a server, of the page and of an empty one that is built likewise; `close` ends both. */
export async function start(folder, empty) {
  const pages = { ...(await compressed(folder)), ...(await compressed(empty, EMPTY)), ...PLAIN };
  const server = await serve({ root: folder, pages });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Chromium refuses to run as root, as in a container, with its sandbox on.
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info"],
  });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { browser, origin: server.origin, close };
}

/** A tab of its own, watched from the beginning. */
export async function tab({ browser }, view = DESKTOP) {
  const context = await browser.newContext({ ...view, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.addInitScript(observe);
  const devtools = await context.newCDPSession(page);
  // In seconds of the processor, which others on the machine do not use up.
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  return { page, devtools, close: () => context.close() };
}

/** Opens the page, or the plain one, and waits until it has done all that it does by itself. */
export async function open({ page }, origin, path = "/") {
  await page.goto(origin + path, { waitUntil: "networkidle" });
  await page.waitForFunction((isPlain) => isPlain || window.noted.moments.catalog, path !== "/");
}

/** Puts a text into the box as a person does it, and gives back how long its answer took. */
export async function paste({ page }, text, client = null) {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.locator("#terminal-output").focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.evaluate((name) => window.await(name), client);
  await page.keyboard.press("ControlOrMeta+V");
  return page.evaluate(() => window.answer);
}

/** Presses a key, and gives back how long its result took. */
async function press({ page }, key, client = null) {
  await page.evaluate((name) => window.await(name), client);
  await page.keyboard.press(key);
  return page.evaluate(() => window.answer);
}

/** What the browser has noted since, on its own clock. */
export const noted = ({ page }) => page.evaluate(() => JSON.parse(JSON.stringify({ ...window.noted, memory: null })));
const now = ({ page }) => page.evaluate(() => performance.now());

/** The browser's own accounts of a tab: seconds of work by kind, bytes, and counts. */
async function accounts({ devtools }) {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

const KINDS = { script: "ScriptDuration", style: "RecalcStyleDuration", layout: "LayoutDuration", all: "TaskDuration" };

/** Pastes of some size, and keys in the last of them: the times, here and in the plain box in turn. */
export async function typing(site, size, { pastes, presses }) {
  const both = { ours: await tab(site), plain: await tab(site) };
  await open(both.ours, site.origin);
  await open(both.plain, site.origin, "/plain.html");
  const began = await now(both.ours);
  const pasted = await inTurn(both, pastes, async (one, index, isOurs) => {
    // Each with another result than the one before.
    const client = CLIENTS[(pastes - 1 - index) % 2];
    return { took: await paste(one, transcript(size, client), isOurs ? client : null) };
  });
  const between = await now(both.ours);
  const text = transcript(size);
  for (const { page } of Object.values(both)) {
    const at = caretIn(text);
    await page.locator("#terminal-output").evaluate((box, place) => box.setSelectionRange(place, place), at);
  }
  const keys = await inTurn(both, presses, async (one, index, isOurs) => {
    // The digit comes and goes, so each key changes the result.
    const [key, client] = index % 2 === 0 ? ["0", CLIENTS[1]] : ["Backspace", CLIENTS[0]];
    // Not in step with the frames of the screen.
    await one.page.waitForTimeout(40 + ((index * 7) % 17));
    const before = await accounts(one);
    const took = await press(one, key, isOurs ? client : null);
    return { took, work: worked(before, await accounts(one)) };
  });
  // Tasks and shifts are told a little later.
  await both.ours.page.waitForTimeout(300);
  const { tasks, events, shifts } = await noted(both.ours);
  await Promise.all([both.ours.close(), both.plain.close()]);
  const since = (list, from, to = Infinity) => list.filter(({ at }) => at >= from && at < to);
  const longest = (list) => Math.max(0, ...list.map(({ duration }) => duration));
  return {
    size: text.length,
    pasted,
    pasteTask: longest(since(tasks, began, between)),
    keys,
    keyTask: longest(since(tasks, between)),
    event: longest(since(events, between)),
    shifts: since(shifts, between),
  };
}

/** Opens files that are too long for the box: how long each takes, and the longest task meanwhile. */
export async function opening(site, size) {
  const one = await tab(site);
  await open(one, site.origin);
  const times = [];
  // On disk, where the browser itself takes it from.
  const folder = await mkdtemp(join(tmpdir(), "gloo-measure-"));
  for (let index = 0; index < 5; index += 1) {
    const client = CLIENTS[index % 2];
    const file = join(folder, `${index}.log`);
    await writeFile(file, transcript(size, client));
    await one.page.evaluate((name) => window.await(name), client);
    await one.page.getByLabel("Open files").setInputFiles(file);
    times.push(await one.page.evaluate(() => window.answer));
    await one.page.waitForTimeout(300);
  }
  const { tasks } = await noted(one);
  await one.close();
  await rm(folder, { recursive: true });
  return { times, task: Math.max(0, ...tasks.map(({ duration }) => duration)) };
}

/** Does something several times in both tabs, in turn, and gives back what came of it in each. */
async function inTurn({ ours, plain }, times, act) {
  const came = { ours: [], plain: [] };
  for (let index = 0; index < times; index += 1) {
    came.plain.push(await act(plain, index, false));
    came.ours.push(await act(ours, index, true));
  }
  return came;
}

/** Milliseconds of work by kind, between two accounts. */
function worked(before, after) {
  const kinds = Object.entries(KINDS).map(([kind, name]) => [kind, 1000 * (after[name] - before[name])]);
  const { all, script, style, layout } = Object.fromEntries(kinds);
  return { script, style, layout, other: all - script - style - layout, all };
}

/** What comes when on a slow phone that has nothing of the page, beside the page that Yew draws with nothing but a word. */
export async function arriving(site, times) {
  const loads = { ours: [], empty: [] };
  const text = transcript(6_000);
  for (let index = 0; index < times; index += 1) {
    loads.empty.push(await arrival(site, `${EMPTY}/`, { selector: "#ready", text: null }));
    loads.ours.push(await arrival(site, "/", { selector: "textarea:enabled", text, version: VERSION }));
  }
  return loads;
}

async function arrival(site, path, what) {
  const one = await tab(site);
  await one.devtools.send("Network.enable");
  await one.devtools.send("Network.emulateNetworkConditions", SLOW);
  await one.devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await one.page.addInitScript(arrive, what);
  await one.page.goto(site.origin + path, { waitUntil: "commit" });
  const moments = await one.page.evaluate(() => window.arrived);
  await one.close();
  return moments;
}

/** How long the page takes to come, beside the plain one; and what moves until the first answer is there. */
export async function loading(site, times) {
  const loads = { ours: [], plain: [] };
  for (let index = 0; index < times; index += 1) {
    for (const [name, path] of Object.entries({ ours: "/", plain: "/plain.html" })) {
      const one = await tab(site);
      await open(one, site.origin, path);
      const { moments } = await noted(one);
      const paint = await one.page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
      loads[name].push({ ...moments, paint });
      await one.close();
    }
  }
  return loads;
}

/** What moves in the page by itself, then after the first paste, where files come slowly. */
export async function moving(site, view) {
  const one = await tab(site, VIEWS[view]);
  await one.devtools.send("Network.enable");
  await one.devtools.send("Network.emulateNetworkConditions", SLOW);
  await open(one, site.origin);
  const { moments } = await noted(one);
  const began = await now(one);
  await paste(one, transcript(6_000), CLIENTS[0]);
  await one.page.waitForTimeout(1_000);
  const { shifts } = await noted(one);
  await one.close();
  return { moments, before: shifts.filter(({ at }) => at < began), after: shifts.filter(({ at }) => at >= began) };
}

/** What the page and the plain one keep: after one paste, and after others when the first is pasted again. */
export async function keeping(site, pastes) {
  const [ours, plain] = [await tab(site), await tab(site)];
  await open(ours, site.origin);
  await open(plain, site.origin, "/plain.html");
  const samples = [];
  for (let number = 0; number <= pastes; number += 1) {
    if (number > 0) await pasteAnother({ ours, plain }, number);
    if (number % (pastes / 2) === 0) {
      await pasteAnother({ ours, plain }, 0);
      samples.push({ pastes: number, ours: await kept(ours), plain: await kept(plain) });
    }
  }
  await Promise.all([ours.close(), plain.close()]);
  return samples;
}

async function pasteAnother({ ours, plain }, number) {
  const { text, client } = another(number);
  await paste(ours, text, client);
  await paste(plain, text);
}

/** What is kept after all that nobody holds is gone. */
async function kept(one) {
  await one.devtools.send("HeapProfiler.collectGarbage");
  const { JSHeapUsedSize: heap, Nodes: nodes, JSEventListeners: listeners } = await accounts(one);
  const [used, program] = await one.page.evaluate(() => [
    performance.memory.usedJSHeapSize,
    window.noted.memory?.buffer.byteLength ?? 0,
  ]);
  return { heap, used, program, nodes, listeners };
}
