// Nothing moves under a reader's eyes, and the page forgets what was pasted before. How fast it is tells
// script/measure, since times depend on the machine.

import { PLAIN, keeping, moving } from "../../script/lib/measure.mjs";
import { expect, test } from "./page.mjs";

for (const view of ["desktop", "phone"]) {
  test(`nothing moves by itself on a ${view}, over a slow line`, async ({ browser, site }) => {
    const { origin } = await site();
    const { before } = await moving({ browser, origin }, view);
    expect(before).toEqual([]);
  });

  test(`nothing moves unasked after a paste on a ${view}`, async ({ browser, site }) => {
    const { origin } = await site();
    const { after } = await moving({ browser, origin }, view);
    expect(after.filter(({ isAfterInput }) => !isAfterInput)).toEqual([]);
  });
}

test("pastes that are gone are not kept", async ({ browser, site }) => {
  test.setTimeout(120_000);
  const { origin } = await site({ pages: PLAIN });
  const [first, middle, last] = await keeping({ browser, origin }, 100);
  expect(last.ours.heap / first.ours.heap, "growth of the heap").toBeLessThan(1.2);
  expect(last.ours.program / middle.ours.program, "growth of the program's memory").toBeLessThan(1.05);
  // What a plain box keeps too is there to undo the pastes.
  const [ours, plain] = [last.ours.nodes - first.ours.nodes, last.plain.nodes - first.plain.nodes];
  expect(ours - plain, "nodes that only this page keeps").toBeLessThan(100);
});
