import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("..", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "gloo-rustc-")));
after(() => rmSync(folder, { recursive: true }));

function write(name, text, mode = 0o644) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text, { mode });
}

function run(command, args, env = {}) {
  const { RUSTFLAGS, RUSTC_WRAPPER, CARGO_BUILD_RUSTC_WRAPPER, CARGO_TARGET_DIR, ...others } = process.env;
  return execFileSync(command, args, { cwd: join(folder, "program"), env: { ...others, ...env }, encoding: "utf8" });
}

/** What the script makes of a call of rustc for a crate, by a rustc that only prints its arguments. */
const PACKAGE = { CARGO_MANIFEST_DIR: "/crates/yew-0.23.0", CARGO_PKG_NAME: "yew", CARGO_PKG_VERSION: "0.23.0" };
const called = (args, env = PACKAGE) =>
  run(join(top, "script/rustc"), [join(folder, "rustc"), ...args], env).trim().split("\n");

before(() => {
  const manifest = (name) => `[package]\nname = "${name}"\nversion = "1.2.3"\nedition = "2024"\n`;
  write("crate/Cargo.toml", manifest("somewhere"));
  write("crate/src/lib.rs", "/// Where this is.\npub const HERE: &str = file!();\n");
  write("program/Cargo.toml", `${manifest("program")}[dependencies]\nsomewhere = { path = "../crate" }\n`);
  write("program/src/main.rs", 'fn main() {\n    print!("{}", somewhere::HERE);\n}\n');
  mkdirSync(join(folder, "program/.cargo"));
  copyFileSync(join(top, ".cargo/config.toml"), join(folder, "program/.cargo/config.toml"));
  symlinkSync(join(top, "script"), join(folder, "program/script"));
  write(
    "rustc",
    [
      "#!/bin/sh",
      'case "$*" in',
      `  "--print sysroot") echo "${folder}/toolchain" ;;`,
      '  -vV) echo "commit-hash: 0123abc" ;;',
      `  *) printf '%s\\n' "$@" ;;`,
      "esac",
    ].join("\n"),
    0o755,
  );
});

test("a crate is called by its name and version, whatever flags the environment has", () => {
  const here = (env) => run("cargo", ["run", "--quiet", "--offline"], env);
  assert.equal(here({}), "somewhere-1.2.3/src/lib.rs");
  assert.equal(here({ RUSTFLAGS: "--cap-lints=warn" }), "somewhere-1.2.3/src/lib.rs");
  // So it is the script that does this, and not cargo. Other flags let cargo build again.
  assert.equal(here({ RUSTC_WRAPPER: "", RUSTFLAGS: "--cap-lints=allow" }), join(folder, "crate/src/lib.rs"));
});

test("the standard library is called alike with its sources and without", () => {
  const mapped = () => called(["--crate-name", "yew"]).filter((arg) => arg.includes("toolchain"));
  assert.deepEqual(mapped(), []);
  const sources = join(folder, "toolchain/lib/rustlib/src/rust");
  mkdirSync(sources, { recursive: true });
  assert.deepEqual(mapped(), [`--remap-path-prefix=${sources}=/rustc/0123abc`]);
  rmSync(sources, { recursive: true });
  mkdirSync(join(folder, "debian"));
  symlinkSync(join(folder, "debian"), sources);
  assert.ok(called([]).includes(`--remap-path-prefix=${join(folder, "debian")}=/rustc/0123abc`));
});

test("only the page has its flags, and a question for no package has none", () => {
  const ofPage = (args) => called(args).filter((arg) => arg.startsWith("-Cllvm-args="));
  assert.equal(ofPage(["--target", "wasm32-unknown-unknown"]).length, 2);
  assert.equal(ofPage(["--target", "x86_64-unknown-linux-gnu"]).length, 0);
  assert.deepEqual(called(["--version"], {}), ["--version"]);
});
