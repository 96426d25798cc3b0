// The states of the page that are designed, each under what it is, with a function that brings a page there.

import { EXAMPLE, INSTALLED, clusters, noise, version } from "./pastes.mjs";
import {
  box,
  chooseExample,
  expect,
  finding,
  headline,
  as,
  hop,
  knob,
  now,
  open,
  openExamples,
  openHop,
  openSettings,
  openWith,
  paste,
  picker,
  target,
} from "./page.mjs";

const EMPTY = "Paste what glooctl printed.";

const example = (title, sentence) => async (page) => {
  await open(page);
  await chooseExample(page, title);
  await expect(headline(page)).toHaveText(sentence);
};

/** An upgrade of open source with a cluster outside the window of the first hop. */
const upgrade = async (page) => {
  await openWith(page, `${version().replaceAll("1.18.10", "1.19.22")}\nServer Version: v1.28.3\n`);
  await target(page).selectOption("1.21.15");
  await openHop(page, 1);
  await expect(page.locator("#plan .gate").first()).toBeVisible();
};

/** By hand, down to the version. */
const byHand = async (page, edition, typed) => {
  await open(page);
  await page.getByText("Nothing to paste?").click();
  await page.getByLabel("Installed edition").selectOption(edition);
  await page.getByLabel("Installed version").fill(typed);
};

export const STATES = {
  "the empty page": (page) => open(page),

  "the shell, before the program is there": async (page, { quiet }) => {
    quiet.allow(/preloaded using link preload but not used/);
    await page.route("**/*.wasm", () => {});
    await page.goto("/");
    await expect(page.getByRole("heading", { name: EMPTY })).toBeVisible();
  },

  "no WebAssembly": async (page, { quiet }) => {
    quiet.allow(/preloaded using link preload but not used/);
    await page.addInitScript(() => delete window.WebAssembly);
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "This browser has no WebAssembly." })).toBeVisible();
  },

  "a host that forbids WebAssembly": async (page, { site, quiet }) => {
    quiet.allow(/Content Security Policy|CompileError|wasm/i);
    const { url } = await site({ headers: { "Content-Security-Policy": "script-src 'self'" } });
    await page.goto(url);
    await expect(page.getByRole("heading", { name: "The page could not start." })).toBeVisible();
  },

  "the catalog missing": async (page, { site, quiet }) => {
    quiet.allow(/Failed to load resource/);
    const { url } = await site({ fail: ["/catalog.json"] });
    await openWith(page, version(), url);
    // What is supported is in the catalog.
    await expect(headline(page)).toHaveText("Gloo open source 1.18.10 is installed, and its versions fit together.");
  },

  "the failing Enterprise example": example(EXAMPLE.failing, /^glooctl check reports 2 problems/),
  "no server": example(EXAMPLE.noServer, "The client is there, and it found no Gloo server."),
  "a healthy check": example(EXAMPLE.healthy, /^The check is healthy/),

  "a text that is not recognised": async (page) => {
    await openWith(page, "$ gloo version\nbash: gloo: command not found\n");
    await expect(headline(page)).toHaveText("Nothing here was recognised.");
  },

  "a text without Gloo in it": async (page) => {
    await openWith(page, "kubectl get pods\nNo resources found\n");
    await expect(headline(page)).toHaveText("Nothing here says which Gloo is installed.");
  },

  "several installations": async (page) => {
    await openWith(page, `${version()}\n${version({ namespace: "edge" })}`);
    await expect(page.locator("#installations").getByRole("button")).toHaveCount(2);
  },

  "a table of installations": async (page) => {
    await openWith(page, clusters(8));
    await expect(page.locator("#installations").getByRole("row")).toHaveCount(9);
  },

  "the menu of examples": async (page) => {
    await open(page);
    await expect((await openExamples(page)).last()).toBeVisible();
  },

  "a command whose parts are shown": async (page) => {
    await openWith(page, version());
    await now(page).getByRole("button", { name: "Explain this command" }).first().click();
    await expect(now(page).locator("dl")).toBeVisible();
  },

  "a hop on the way, behind another one": async (page) => {
    await openWith(page, version());
    await target(page).selectOption("1.20.24");
    await paste(page, version().replaceAll("1.18.10", "1.18.41"));
    await expect(hop(page, 2)).toHaveAttribute("open");
  },

  "names that are refused": async (page) => {
    await openWith(page, version());
    await openSettings(page);
    await knob(page, "Namespace").fill("Prod!");
    await knob(page, "Release name").fill("shop-gw");
    await expect(page.locator("#settings").getByRole("alert")).toBeVisible();
  },

  "a picture that is refused": async (page) => {
    await openWith(page, version());
    const picture = { name: "shot.png", mimeType: "image/png", buffer: Buffer.from([0x89]) };
    await page.getByLabel("Open files").setInputFiles(picture);
    await expect(page.getByText("shot.png: It is a picture.")).toBeVisible();
  },

  "a file over the page": async (page) => {
    await openWith(page, version());
    const dataTransfer = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["x"], "x.txt", { type: "text/plain" }));
      return transfer;
    });
    await page.locator("h1").dispatchEvent("dragover", { dataTransfer });
    await expect(page.locator(".drop")).toBeVisible();
  },

  "an upgrade": upgrade,

  "an upgrade with all that can be shown": async (page) => {
    await upgrade(page);
    await openSettings(page);
    await page.getByRole("checkbox", { name: "Explain commands" }).check();
    await page.locator("#plan .steps").getByRole("checkbox").first().check();
    await knob(page, "Namespace").fill("edge");
    await page.getByText("What it says").click();
  },

  "open source to Enterprise, in PowerShell": async (page) => {
    await openWith(page, version());
    await as(page).selectOption("enterprise");
    await openSettings(page);
    await picker(page, "Shell").selectOption("powershell");
  },

  "a version by hand": async (page) => {
    await byHand(page, "enterprise", "1.16.3");
    await expect(target(page)).toBeVisible();
  },

  "a version by hand that is none": (page) => byHand(page, "enterprise", "1.16."),

  "a finding that is looked at": async (page) => {
    await example(EXAMPLE.failing, /^glooctl check reports 2 problems/)(page);
    await now(page).getByRole("button", { name: "See the finding" }).click();
    await finding(page, "GLA0302").getByRole("button", { name: /^line/ }).first().focus();
    await expect(page.locator(".lines .lit").first()).toBeAttached();
  },

  "a line that the caret is in": async (page) => {
    await example(EXAMPLE.failing, /^glooctl check reports 2 problems/)(page);
    await box(page).click({ position: { x: 200, y: 250 } });
    await expect(page.locator("#at-line")).toBeVisible();
  },

  "a paste too long for marks": async (page) => {
    await openWith(page, `${version()}\n${noise(250_000)}`);
    await expect(headline(page)).toHaveText(INSTALLED);
  },

  "a file too long for the box": async (page) => {
    await open(page);
    const text = `${noise(300_000)}\n${version({ client: "1.17.2" })}\n${noise(300_000)}`;
    const file = { name: "gloo.log", mimeType: "text/plain", buffer: Buffer.from(text) };
    await page.getByLabel("Open files").setInputFiles(file);
    await expect(page.getByText(/^gloo\.log .* is read;/)).toBeVisible();
  },

  "a page that was cleared": async (page) => {
    await openWith(page, version());
    await page.getByRole("button", { name: "Clear" }).click();
    await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  },

  "a clipboard that is refused": async (page) => {
    await page.addInitScript(() => {
      navigator.clipboard.readText = () => Promise.reject(new Error("not allowed"));
    });
    await open(page);
    await page.getByRole("button", { name: "Paste", exact: true }).click();
    await expect(page.getByText("The browser did not allow to read the clipboard.")).toBeVisible();
  },
};
