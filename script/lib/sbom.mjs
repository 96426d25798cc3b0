// What ships, as a bill of materials in the form of CycloneDX 1.6 (ECMA-424).
//
// In it is what the parts of the product are linked with. What only writes code for them (macros of Rust, build
// scripts, the generator of the glue) is left out rather than marked as excluded: none of it runs where the product
// runs, and many who read such a bill don't look at that mark.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { Factories } from "@cyclonedx/cyclonedx-library/Contrib/License";
import { PackageURL } from "packageurl-js";
import parse from "spdx-expression-parse";
import { crateId, linkedCrates, lockedCrates, statedLicences } from "./crates.mjs";

const NAME = "gloo-advisor";
const { Application, Library } = Enums.ComponentType;

/** The part of the product that a component is in, as often as there are parts. */
const PART = `${NAME}:part`;

/**
 * The bill of materials of release `version`, as JSON; `top` is the folder of the project, `time` the Date of the bill.
 *
 * The same project, compiler and arguments give the same bytes, so it has no serial number, which would be random.
 */
export function sbom({ top, version, time }) {
  const parts = linkedCrates(top);
  const [library, libc] = toolchain(top, parts);
  const crates = linked(top, parts);

  const ours = crateId(lockedCrates(read(top, "Cargo.lock")).find(({ name }) => name === NAME));
  const product = component(Application, NAME, { version, licence: "Apache-2.0" });
  const all = new Map([...crates, [ours, product]]);
  const edges = [
    ...parts.flatMap(pairs).map((pair) => pair.map((id) => all.get(id))),
    [product, library],
    [library, libc],
  ];
  edges.sort(([, one], [, other]) => byReference(one, other));
  edges.forEach(([user, used]) => user.dependencies.add(used.bomRef));

  const bom = new Models.Bom({ metadata: new Models.Metadata({ timestamp: time, component: product }) });
  [...crates.values(), library, libc].sort(byReference).forEach((one) => bom.components.add(one));
  const json = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(json).serialize(bom, { space: 2 })}\n`;
}

/** Each crate of a part with each crate that it uses. */
const pairs = ({ uses }) => [...uses].flatMap(([user, used]) => [...used].map((one) => [user, one]));

/** Not by `sortLists` of the library, whose order depends on the language of the machine. */
function byReference({ bomRef: { value: one } }, { bomRef: { value: other } }) {
  return one < other ? -1 : Number(one > other);
}

/** The crates that are linked into any part, without our own, by their ids. */
function linked(top, parts) {
  const licences = statedLicences(top);
  const foreign = lockedCrates(read(top, "Cargo.lock")).filter(({ source }) => source);
  const found = foreign.flatMap(({ name, version, checksum }) => {
    const id = crateId({ name, version });
    const inParts = parts.filter(({ uses }) => uses.has(id)).map(({ part }) => part);
    if (inParts.length === 0) return [];
    const hash = [Enums.HashAlgorithm["SHA-256"], checksum];
    const purl = new PackageURL("cargo", null, name, version);
    return [[id, component(Library, name, { version, purl, hash, licence: licences.get(id), parts: inParts })]];
  });
  return new Map(found);
}

/** What the compiler links by itself: Rust's standard library, and for the terminal program a C library. */
function toolchain(top, parts) {
  const rustc = execFileSync(process.env.RUSTC ?? "rustc", ["--version"], { cwd: top, encoding: "utf8" });
  const version = /^rustc (\S+)/.exec(rustc)[1];
  const library = component(Library, "rust-std", {
    version,
    purl: new PackageURL("generic", null, "rust-std", version),
    licence: "MIT OR Apache-2.0",
    description: "The standard library of Rust, with the crates that this release of Rust builds it of",
    parts: parts.map(({ part }) => part),
  });
  const libc = component(Library, "musl", {
    purl: new PackageURL("generic", null, "musl"),
    licence: "MIT",
    description: `The C library that Rust ${version} brings along for Linux; Rust does not tell its version`,
    parts: ["terminal program"],
  });
  return [library, libc];
}

/** A component, which is referred to by its package URL. */
function component(type, name, { version, purl, hash, licence, description, parts = [] }) {
  const made = new Models.Component(type, name, { version, description, purl: purl?.toString() });
  made.bomRef.value = made.purl ?? `${name}@${version}`;
  if (hash) made.hashes.set(...hash);
  made.licenses.add(new Factories.LicenseFactory(parse).makeFromString(licence));
  parts.forEach((part) => made.properties.add(new Models.Property(PART, part)));
  return made;
}

const read = (top, name) => readFileSync(join(top, name), "utf8");
