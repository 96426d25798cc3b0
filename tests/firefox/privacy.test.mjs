// In Firefox too, nothing pasted leaves the tab, and nothing of it is kept. And the tests here do hear
// what Firefox complains of.

import assert from "node:assert/strict";
import { kept } from "../browser/kept.mjs";
import { listen } from "../browser/listener.mjs";
import { EXAMPLE, MARK, MARKED } from "../browser/pastes.mjs";
import {
  choose,
  chooseExample,
  click,
  eventually,
  HEADLINE,
  open,
  openHop,
  openSettings,
  paste,
  shows,
  test,
  type,
} from "./page.mjs";

/** Everything that a person would do, one thing after another. */
async function session(visit) {
  const { page, url } = visit;
  await open(page, url);
  await chooseExample(page, EXAMPLE.failing);
  await shows(page, HEADLINE, /^glooctl check reports 2 problems/);
  for (const text of [...MARKED].reverse()) {
    await paste(visit, text);
  }
  await shows(page, "#pairing", new RegExp(MARK));
  await choose(page, "Target", "1.18.12");
  await openSettings(page);
  await type(page, "Namespace", `${MARK}-b`);
  await openHop(page, 1);
  await click(page, "Copy all commands of hop 1");
  await click(page, "Copy as ticket");
  await page.select("header select", "light");
  await click(page, "Clear");
  await click(page, "Undo");
  await shows(page, HEADLINE, /Gloo open source 1\.18\.10/);
}

test("every request of a session goes to the page's own origin, without the paste", async (visit) => {
  await session(visit);
  const origin = new URL(visit.url).origin;
  assert.ok(visit.requests.length > 5);
  for (const request of visit.requests) {
    const { origin: to, search, hash } = new URL(request);
    assert.deepEqual({ to, rest: search + hash }, { to: origin, rest: "" }, request);
    assert.ok(!request.includes(MARK), request);
  }
  assert.equal(visit.page.url(), visit.url);
});

test("the pasted text causes no request at all", async (visit) => {
  const { page, url, requests } = visit;
  await open(page, url);
  const before = [...requests];
  for (const text of MARKED) {
    await paste(visit, text);
  }
  await shows(page, HEADLINE, "Nothing here was recognised.");
  await page.waitForNetworkIdle();
  assert.deepEqual(requests.slice(before.length), []);
});

test("Firefox keeps no more than the theme and what was chosen", async (visit) => {
  const { page } = visit;
  await session(visit);
  const { caches, workers, ...rest } = await page.evaluate(kept);
  // The files of the page, for when there is no network.
  assert.ok(workers <= 1 && caches.every((name) => name.startsWith("gloo-advisor http")), caches.join());
  assert.deepEqual(rest, {
    local: [["gloo-advisor-theme", "light"]],
    // What was typed into the plan, and nothing that was pasted.
    session: [["gloo-advisor-choices", `namespace=${MARK}-b\n`]],
    databases: [],
    cookie: "",
    history: null,
    window: "",
  });
});

/** Ways to send something to another origin, each with the directive that forbids it. */
const SENDING = {
  "connect-src": (to) => void fetch(`${to}/x`, { method: "POST", body: "x" }).catch(() => {}),
  "img-src": (to) => void (new Image().src = `${to}/x.png`),
  // As a module: a script element is refused an address before anything is asked for.
  "script-src-elem": (to) => void import(`${to}/x.js`).catch(() => {}),
  "frame-src": (to) =>
    document.body.append(Object.assign(document.createElement("iframe"), { src: `${to}/x` })),
  "form-action": (to) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: `${to}/x` });
    document.body.append(form);
    try {
      form.submit();
    } catch {
      // Firefox tells the program as well.
    }
  },
};

test("Firefox keeps the policy, and the tests hear of it", async ({ page, url, quiet }) => {
  quiet.allow(/Content-Security-Policy|^request failed/);
  const elsewhere = await listen();
  try {
    for (const [directive, attempt] of Object.entries(SENDING)) {
      await open(page, url);
      await page.evaluate(attempt, elsewhere.origin);
      await eventually(async () =>
        assert.match(quiet.heard.join("\n"), new RegExp(`Content-Security-Policy: .*\\(${directive}\\)`)),
      );
    }
    assert.deepEqual(elsewhere.hits, []);
  } finally {
    await elsewhere.close();
  }
});

test("the tests hear errors, broken promises and files that are missing", async (visit) => {
  const { page, quiet } = visit;
  quiet.allow(/./);
  const { url } = await visit.site({ fail: ["/risks-old.json"] });
  await page.goto(url);
  await page.evaluate(() => {
    console.warn("a warning");
    setTimeout(() => {
      throw new Error("an error");
    });
    setTimeout(() => void Promise.reject(new Error("a promise")));
  });
  await eventually(async () => {
    const heard = quiet.heard.join("\n");
    for (const complaint of [/a warning/, /an error/, /a promise/, /status 404: .*risks-old\.json/]) {
      assert.match(heard, complaint);
    }
  });
});
