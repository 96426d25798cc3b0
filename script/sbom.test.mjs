import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { sbom } from "./lib/sbom.mjs";

const top = fileURLToPath(new URL("..", import.meta.url));
const RELEASE = { top, version: "1.2.3", time: new Date("2026-08-01T12:00:00Z") };
const text = sbom(RELEASE);
const bill = JSON.parse(text);
const named = (name) => bill.components.find((one) => one.name === name);
const partsOf = (name) => named(name).properties.map(({ value }) => value);

test("it is as the schema of CycloneDX 1.6 says", async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assert.equal(await validator.validate(text), null);
  assert.notEqual(await validator.validate(text.replace('"library"', '"something"')), null);
});

test("it is about the release", () => {
  const { timestamp, component } = bill.metadata;
  assert.equal(timestamp, "2026-08-01T12:00:00.000Z");
  assert.deepEqual([component.name, component.version], ["gloo-advisor", "1.2.3"]);
  assert.deepEqual(component.licenses, [{ license: { id: "Apache-2.0" } }]);
});

test("it has the crates that are linked, with address, hash and licence", () => {
  for (const name of ["yew", "serde_json", "semver", "gloo-net", "web-sys", "wasm-bindgen", "granit-parser"]) {
    const { version, purl, hashes, licenses } = named(name);
    assert.equal(purl, `pkg:cargo/${name}@${version}`);
    assert.deepEqual(hashes.map(({ alg }) => alg), ["SHA-256"], name);
    assert.equal(licenses.length, 1, name);
  }
  assert.deepEqual(named("yew").licenses, [{ expression: "MIT OR Apache-2.0" }]);
  // It says Apache-2.0/MIT, as crates did before there were expressions.
  assert.deepEqual(named("console_error_panic_hook").licenses, [{ expression: "Apache-2.0 OR MIT" }]);
});

test("each crate has the parts that it is in", () => {
  assert.deepEqual(partsOf("yew"), ["page"]);
  assert.deepEqual(partsOf("granit-parser"), ["terminal program"]);
  assert.deepEqual(partsOf("semver"), ["page", "terminal program", "core for npm"]);
});

test("it has what the compiler brings along", () => {
  assert.match(named("rust-std").purl, /^pkg:generic\/rust-std@\d+\.\d+\.\d+/);
  assert.deepEqual(partsOf("musl"), ["terminal program"]);
});

test("it has nothing that only builds or tests", () => {
  for (const name of ["proptest", "comrak", "syn", "wasm-bindgen-macro", "yew-macro", "terser", "gloo-advisor"]) {
    assert.equal(named(name), undefined, name);
  }
});

test("everything in it is used by something, from the release on", () => {
  const uses = new Map(bill.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const reached = new Set();
  const reach = (ref) => {
    if (reached.has(ref)) return;
    reached.add(ref);
    uses.get(ref).forEach(reach);
  };
  reach(bill.metadata.component["bom-ref"]);
  assert.deepEqual(bill.components.map((one) => one["bom-ref"]).filter((ref) => !reached.has(ref)), []);
  assert.ok(uses.get(named("yew").purl).includes(named("web-sys").purl));
});

test("the same release gives the same bytes, in any language, without a folder of this machine", () => {
  assert.equal(sbom(RELEASE), text);
  assert.ok(!text.includes(top));
  const release = `{ ...${JSON.stringify(RELEASE)}, time: new Date(${RELEASE.time.getTime()}) }`;
  const script = `import { sbom } from "./script/lib/sbom.mjs"; process.stdout.write(sbom(${release}));`;
  // In Estonian z comes before t.
  const how = { cwd: top, env: { ...process.env, LC_ALL: "et_EE.UTF-8" }, encoding: "utf8" };
  assert.equal(execFileSync("node", ["--input-type=module", "--eval", script], how), text);
  assert.notEqual(sbom({ ...RELEASE, time: new Date("2026-08-02T12:00:00Z") }), text);
});
