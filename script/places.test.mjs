import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { filesIn, named, places } from "./lib/places.mjs";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "gloo-places-")));
after(() => rmSync(folder, { recursive: true }));

const FOLDERS = places({
  checkout: "/home/ada/gloo-advisor",
  toolchain: "/home/ada/.rustup/toolchains/stable",
  crates: "/home/ada/.cargo",
  home: "/home/ada",
});

/** What is found in a built file with these texts, between bytes that are no text. */
function foundIn(...texts) {
  const file = join(folder, "built");
  writeFileSync(file, Buffer.concat(texts.flatMap((text) => [Buffer.from([0, 255]), Buffer.from(text)])));
  return named(file, FOLDERS).map(({ what, times, first }) => [what, times, first]);
}

test("a folder is found as what it is to people, however often it is named", () => {
  const one = "/home/ada/.cargo/registry/src/yew-0.23.0/src/scheduler.rs";
  assert.deepEqual(foundIn(`${one}already borrowed`, one), [["the folder of the crates (CARGO_HOME)", 2, one]]);
  assert.deepEqual(
    foundIn("/home/ada/.rustup/toolchains/stable/lib/rustlib/src/rust/x.rs", "/home/ada/gloo-advisor/src/lib.rs"),
    [
      ["the folder of the project", 1, "/home/ada/gloo-advisor/src/lib.rs"],
      ["the folder of the toolchain", 1, "/home/ada/.rustup/toolchains/stable/lib/rustlib/src/rust/x.rs"],
    ],
  );
  assert.deepEqual(foundIn("/home/ada/notes"), [["the home of who built it", 1, "/home/ada/notes"]]);
});

test("what only begins like a folder, and a name without one, is none", () => {
  assert.deepEqual(foundIn("/home/ada.go", "/home/adam/x.rs", "yew-0.23.0/src/scheduler.rs", "/rustc/59807616/x.rs"), []);
});

test("a home at the top of everything is not looked for", () => {
  const [checkout, toolchain, crates] = ["/app", "/usr", "/cargo"];
  const known = places({ checkout, toolchain, crates, home: "/" }).map(({ folder }) => folder);
  assert.ok(known.includes("/app") && !known.includes("/"));
});

test("a folder behind a link is known by both of its names", () => {
  const [real, link] = [join(folder, "real"), join(folder, "link")];
  mkdirSync(real);
  symlinkSync(real, link);
  const known = places({ checkout: "/app", toolchain: "/usr", crates: link, home: "/" }).map(({ folder }) => folder);
  assert.ok(known.includes(link) && known.includes(real));
});

test("every file below a folder is looked at", () => {
  mkdirSync(join(folder, "dist", "examples"), { recursive: true });
  const files = [join(folder, "dist", "page.wasm"), join(folder, "dist", "examples", "one.txt")];
  files.forEach((file) => writeFileSync(file, ""));
  assert.deepEqual(filesIn(join(folder, "dist")).sort(), files.sort());
  assert.deepEqual(filesIn(files[0]), [files[0]]);
});

test("the check fails with the file, the folder and what to do", () => {
  const file = join(folder, "program");
  writeFileSync(file, "at /opt/crates/registry/yew-0.23.0/src/lib.rs");
  const check = (env) => {
    const script = fileURLToPath(new URL("places", import.meta.url));
    return spawnSync("node", [script, file], { env: { ...process.env, ...env }, encoding: "utf8" });
  };
  const failed = check({ CARGO_HOME: "/opt/crates", RUSTC_WRAPPER: "sccache" });
  assert.equal(failed.status, 1);
  assert.match(failed.stderr, /program names the folder of the crates \(CARGO_HOME\), once as \/opt\/crates\/registry\//);
  assert.match(failed.stderr, /unset RUSTC_WRAPPER, which takes its place, run cargo clean and build again/);
  assert.equal(check({ CARGO_HOME: "/opt/other" }).status, 0);
});
