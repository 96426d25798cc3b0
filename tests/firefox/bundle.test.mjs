// A bundle as an archive, in Firefox, which has a decompressor of its own.

import { bundle, tarGz, zip } from "../browser/archives.mjs";
import { HEADLINE, open, shows, test } from "./page.mjs";

/** Drops a file on the page. */
const drop = (page, name, bytes) =>
  page.evaluate(
    ([name, base64]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      document.querySelector("main").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
    },
    [name, bytes.toString("base64")],
  );

for (const [name, pack] of Object.entries({ "prod.tar.gz": tarGz, "prod.zip": zip })) {
  test(`${name} is read as the terminal reads it`, async ({ page, url }) => {
    await open(page, url);
    await drop(page, name, pack(bundle("debug")));
    await shows(page, HEADLINE, /3 things are in the way: fix them before you upgrade Gloo open source 1\.19\.3\./);
    await shows(page, ".files summary", /7 files read, 3 not read/);
    await shows(page, ".papers", /debug 7 files/);
  });
}
