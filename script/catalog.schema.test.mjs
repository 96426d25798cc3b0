// The published catalog against its schema, and the schema against catalogs that are wrong: each of its rules has to
// refuse one of them that would pass without it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../static/${name}`, import.meta.url), "utf8"));
const [SCHEMA, CATALOG] = [read("catalog.schema.json"), read("catalog.json")];

/** Some of the entries of a group. */
const pick = (group, ...keys) => Object.fromEntries(keys.map((key) => [key, CATALOG[group][key]]));

// Enough of the catalog to have something wrong in it, and little enough to be read thousands of times.
const SMALL = {
  ...CATALOG,
  lines: pick("lines", "1.5", "1.16", "1.17"),
  crds: pick("crds", "gateways.gateway.solo.io", "directresponses.gateway.gloo.solo.io"),
  oss: pick("oss", "1.1", "1.16"),
  enterprise: pick("enterprise", "0.9", "1.16"),
};

// What is wrong, as the path to a value and the value; without a value, the path is that of something to delete.
const GATEWAYS = "crds/gateways.gateway.solo.io";
const WRONG = [
  ...[5, []].map((value) => ["", value]),
  ...["schema_version", "checked_on", "sources", "charts", "registries", "end_of_life", "links"].map((key) => [key]),
  ...["lines", "crds", "oss", "enterprise"].flatMap((key) => [[key], [key, {}], [key, 5]]),
  ["new", {}],
  ["schema_version", "1"],
  ["checked_on", 20260807],
  ["checked_on", "2026-8-7"],

  ...Object.keys(CATALOG.sources).map((key) => [`sources/${key}`]),
  ...Object.keys(CATALOG.sources).map((key) => [`sources/${key}`, "from tags"]),
  ["sources", "from tags"],
  ["sources/new", { checked_on: "2026-08-07", text: "From somewhere that nobody reads." }],
  ["sources/oss/new", ""],
  ["sources/oss/checked_on"],
  ["sources/oss/checked_on", "2026-08"],
  ["sources/oss/text"],
  ["sources/oss/text", 5],
  ["sources/oss/text", "from tags"],

  ...["open-source", "enterprise", "federation"].flatMap((key) => [[`charts/${key}`], [`charts/${key}`, 5]]),
  ["charts", 5],
  ["charts/ui", CATALOG.charts.federation],
  ...["alias", "url", "chart", "license", "crds", "prefix"].map((key) => [`charts/enterprise/${key}`]),
  ...["alias", "url", "chart", "crds"].map((key) => [`charts/federation/${key}`]),
  ...["open-source", "federation"].flatMap((key) => [
    [`charts/${key}/new`, ""],
    [`charts/${key}/alias`, 5],
    [`charts/${key}/alias`, "gloo e"],
    [`charts/${key}/chart`, 5],
    [`charts/${key}/chart`, "--version"],
    [`charts/${key}/url`, 5],
    [`charts/${key}/url`, "http://example.com"],
    [`charts/${key}/crds`, 5],
    [`charts/${key}/crds`, "../crds"],
  ]),
  ["charts/enterprise/federation_crds", "/crds"],
  ["charts/open-source/license", "no"],
  ["charts/open-source/prefix", 5],
  ["charts/open-source/prefix", "gloo"],

  ["registries", []],
  ["registries/new", ["quay.io"]],
  ...["open-source", "enterprise"].map((key) => [`registries/${key}`]),
  ...["open-source", "enterprise"].map((key) => [`registries/${key}`, "quay.io/solo-io"]),
  ["registries/enterprise", []],
  ["registries/enterprise", ["quay.io", "quay.io"]],
  ["registries/enterprise/0", 5],
  ["registries/enterprise/0", "quay.io/solo-io:latest"],

  ["end_of_life", []],
  ["end_of_life/new", CATALOG.end_of_life["open-source"]],
  ...["open-source", "enterprise"].map((key) => [`end_of_life/${key}`, "2026-12-31"]),
  ...["date", "successors", "source"].map((key) => [`end_of_life/open-source/${key}`]),
  ["end_of_life/open-source/new", ""],
  ["end_of_life/open-source/date", "31 December 2026"],
  ["end_of_life/open-source/source", 5],
  ["end_of_life/open-source/source", ""],
  ["end_of_life/open-source/successors", "kgateway"],
  ["end_of_life/open-source/successors/0", "kgateway"],
  ["end_of_life/open-source/successors/0/new", ""],
  ["end_of_life/open-source/successors/0/name"],
  ["end_of_life/open-source/successors/0/name", 5],
  ["end_of_life/open-source/successors/0/name", ""],
  ["end_of_life/open-source/successors/0/url"],
  ["end_of_life/open-source/successors/0/url", "kgateway.dev"],

  ["links", []],
  ["links/new", CATALOG.links.enterprise],
  ...["open-source", "enterprise"].map((key) => [`links/${key}`]),
  ...["open-source", "enterprise"].map((key) => [`links/${key}`, {}]),
  ["links/enterprise", []],
  ["links/enterprise/0", "https://example.com"],
  ["links/enterprise/0/new", ""],
  ["links/enterprise/0/what"],
  ["links/enterprise/0/what", "video"],
  ["links/enterprise/0/in", 5],
  ["links/enterprise/0/in", "1.2.0...1.3.0"],
  ["links/enterprise/0/in", "1.2.0.. 1.3.0.."],
  ["links/enterprise/0/in", "1.2.0..1.3.0  1.4.0.."],
  ["links/enterprise/0/url"],
  ["links/enterprise/0/url", 5],
  ["links/enterprise/0/url", "https://example.com/{name}"],

  ["lines/1.x", CATALOG.lines["1.16"]],
  ["lines/01.16", CATALOG.lines["1.16"]],
  ["lines/1.16", null],
  ["lines/1.16/new", ""],
  ...["kubernetes", "helm", "istio", "listed", "envoy"].map((key) => [`lines/1.16/${key}`]),
  ["lines/1.16/kubernetes", { from: "1.24" }],
  ["lines/1.16/kubernetes", ["1.24"]],
  ["lines/1.16/kubernetes", ["1.24", "1.26", "1.28"]],
  ["lines/1.16/istio/0", null],
  ["lines/1.16/istio/1", "1.20.0"],
  ["lines/1.16/helm", 3.12],
  ["lines/1.16/helm", ">= 3.12"],
  ["lines/1.16/listed", "2023-12-07"],
  ["lines/1.16/listed", ["2023-12-07"]],
  ["lines/1.16/listed", ["2023-12-07", null, null]],
  ["lines/1.16/listed/0", null],
  ["lines/1.16/listed/1", "2023-13-07"],
  ["lines/1.16/envoy", "1.27.2"],
  ["lines/1.16/envoy", ["1.27.2"]],
  ["lines/1.16/envoy", ["1.27.2", "1.27.2", "1.27.2"]],
  ["lines/1.16/envoy/0", null],
  ["lines/1.16/envoy/1", "1.27.2-patch1"],
  ["lines/1.17/gateway_api", null],
  ["lines/1.17/gateway_api", "1.0.0"],

  ["crds/Gateway", CATALOG.crds["gateways.gateway.solo.io"]],
  [GATEWAYS, "1.0.0.."],
  [`${GATEWAYS}/new`, ""],
  [`${GATEWAYS}/in`],
  [`${GATEWAYS}/in`, ""],
  [`${GATEWAYS}/lines`, ["1.8"]],
  [`${GATEWAYS}/lines`, "1.8, 1.9"],
  [`${GATEWAYS}/patches`, ["1.8.1"]],
  [`${GATEWAYS}/patches`, "1.8.1 1.8"],

  ...["oss", "enterprise"].flatMap((group) => [
    [`${group}/1`, CATALOG[group]["1.16"]],
    [`${group}/1.16`, {}],
    [`${group}/1.16`, []],
    [`${group}/1.16/0`, "0"],
    [`${group}/1.16/0`, ["0"]],
    [`${group}/1.16/0`, ["0", "2024-01-12", "1.16.0"]],
    [`${group}/1.16/0/0`, 0],
    [`${group}/1.16/0/0`, "1.16.0"],
    [`${group}/1.16/0/0`, "99999999999"],
    [`${group}/1.16/0/1`, 2024],
    [`${group}/1.16/0/1`, "January"],
  ]),
  ["enterprise/0.9/0", ["x", null]],
  ["enterprise/0.9/0", ["0", "2019-3"]],
  ["oss/1.16/0/1", null],
  ...["enterprise/1.16/0"].flatMap((row) => [
    [row, ["0", "2024-01-12", "1.16.0", "declared"]],
    [row, ["0", "2024-01-12", "1.16.0", "declared", "dependency", ""]],
    [row, ["0", "2024-01-12", null, "declared", "dependency"]],
    [row, ["0", "2024-01-12", "1.16", "declared", "dependency"]],
    [row, ["0", "2024-01-12", "1.16.0", "certain", "dependency"]],
    [row, ["0", "2024-01-12", "1.16.0", "declared", null]],
    [row, ["0", "2024-01-12", "1.16.0", "declared", "a dependency"]],
  ]),
];

/** The catalog with one thing changed. */
function changed([path, value]) {
  if (path === "") return value;
  const catalog = structuredClone(SMALL);
  const keys = path.split("/");
  const last = keys.pop();
  const parent = keys.reduce((at, key) => at[key], catalog);
  if (value === undefined) {
    assert.ok(last in parent, `${path} is there to be deleted`);
    delete parent[last];
  } else {
    parent[last] = value;
  }
  return catalog;
}

const BROKEN = WRONG.map((wrong) => ({ name: JSON.stringify(wrong).slice(1, -1), catalog: changed(wrong) }));

/** What a schema says of catalogs; `strict` finds mistakes in the schema itself. */
function validator(schema, strict) {
  return new Ajv2020({ strict }).compile(schema);
}

/** Every rule of a schema, as what has to be done to a copy of it to take the rule out. */
function rules(schema) {
  const NAMES = new Set(["properties", "patternProperties", "$defs"]);
  const NOT_RULES = new Set(["$schema", "title", "description"]);
  const found = [];
  const walk = (at, path, isNames) => {
    for (const [key, value] of Object.entries(at)) {
      const here = [...path, key];
      if (isNames || typeof value === "object") walk(value, here, !isNames && NAMES.has(key));
      if (isNames || NOT_RULES.has(key) || NAMES.has(key) || Array.isArray(at)) continue;
      if (key === "required") value.forEach((_, index) => found.push([...here, index]));
      else found.push(here);
    }
  };
  walk(schema, [], false);
  return found;
}

/** A schema without one of its rules. */
function without(schema, path) {
  const copy = structuredClone(schema);
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce((at, key) => at[key], copy);
  if (Array.isArray(parent)) parent.splice(last, 1);
  else delete parent[last];
  return copy;
}

test("the published catalog is as its schema says", () => {
  const validate = validator(SCHEMA, true);
  assert.ok(validate(CATALOG), JSON.stringify(validate.errors));
});

test("every catalog that is wrong is refused", () => {
  const validate = validator(SCHEMA, true);
  assert.ok(validate(SMALL), JSON.stringify(validate.errors));
  assert.deepEqual(BROKEN.filter(({ catalog }) => validate(catalog)).map(({ name }) => name), []);
  assert.equal(new Set(BROKEN.map(({ name }) => name)).size, BROKEN.length, "no two are the same");
});

test("no rule of the schema is idle", () => {
  const idle = rules(SCHEMA).filter((path) => {
    const validate = validator(without(SCHEMA, path), false);
    return validate(SMALL) && !BROKEN.some(({ catalog }) => validate(catalog));
  });
  assert.deepEqual(idle.map((path) => path.join("/")), []);
});
