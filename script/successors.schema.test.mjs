// The published successors against their schema, and the schema against successors that are wrong.
import { pick, read, testSchema } from "./lib/schema.mjs";
import { NO_SENTENCES, NO_TEXTS, WRONG_STEP } from "./lib/wrong.mjs";

const SUCCESSORS = read("successors.json");
const KGATEWAY = SUCCESSORS.products.kgateway;
// A way with every key, and products with one line each.
const WAY = { ...SUCCESSORS.ways.find((way) => way.target && way.url), when: "open-source" };
const KINDS = { rewritten: { Gateway: "Gateway" }, unknown: {}, gone: {}, converted: {}, stays: {} };
const PRODUCT = { ...KGATEWAY, note: "It is in doubt.", lines: pick(KGATEWAY.lines, "2.4"), kinds: KINDS };
const SERVED = { ...SUCCESSORS.products["gateway-api"], kinds: KINDS };
const GATED = {
  ...SUCCESSORS.steps.find((step) => step.gate && step.when === ""),
  skip: ["it is done"],
};
const SMALL = {
  ...SUCCESSORS,
  unannounced: { ...SUCCESSORS.unannounced, "open-source": "No end is known." },
  ways: [WAY, SUCCESSORS.ways.find((way) => way.when === "")],
  products: {
    kgateway: PRODUCT,
    "enterprise-kgateway": SUCCESSORS.products["enterprise-kgateway"],
    "gateway-api": SERVED,
  },
  unsupported: ["Cluster Header"],
  stock: SUCCESSORS.stock.slice(0, 1),
  removal: SUCCESSORS.removal.slice(0, 1),
  steps: [GATED, SUCCESSORS.steps.find((step) => step.when !== "")],
};

const NO_ADDRESSES = [5, "", "kgateway.dev", "http://kgateway.dev", "https://kgateway.dev/a b"];
const NO_WORDS = [5, "", "-n", "two words"];

const WRONG = [
  ...[5, []].map((value) => ["", value]),
  ...Object.keys(SUCCESSORS).map((key) => [key]),
  ["new", {}],
  ["schema_version", 2],
  ["checked_on", 20260807],
  ["checked_on", "2026-8-7"],

  ["sources", 5],
  ["sources/new", "From somewhere that nobody reads."],
  ...["ways", "products", "steps"].flatMap((key) => [[`sources/${key}`], [`sources/${key}`, 5], [`sources/${key}`, "read"]]),

  ["unannounced", []],
  ["unannounced/both", "No end is known."],
  ...["open-source", "enterprise"].flatMap((key) => NO_SENTENCES.map((value) => [`unannounced/${key}`, value])),

  ["ways", {}],
  ["ways", []],
  ["ways/0", "kgateway"],
  ["ways/0/new", ""],
  ...["name", "when", "text", "whom"].map((key) => [`ways/0/${key}`]),
  ...[5, "", " Early", "A sentence."].map((value) => ["ways/0/name", value]),
  ...[5, " first", "enterprise  first"].map((value) => ["ways/0/when", value]),
  ...["A sentence.", []].map((value) => ["ways/0/text", value]),
  ...NO_TEXTS.map((value) => ["ways/0/text/0", value]),
  ...[5, "", "everybody", "those who stop."].map((value) => ["ways/0/whom", value]),
  ["ways/0/target", "2.x"],
  ...NO_ADDRESSES.map((value) => ["ways/0/url", value]),

  ["products", []],
  ["products/new", PRODUCT],
  ...["kgateway", "enterprise-kgateway", "gateway-api"].flatMap((key) => [
    [`products/${key}`],
    [`products/${key}`, "2.4"],
  ]),
  ["products/kgateway/new", ""],
  ...Object.keys(PRODUCT)
    .filter((key) => !["note", "numbers"].includes(key))
    .map((key) => [`products/kgateway/${key}`]),
  ...[5, ""].map((value) => ["products/kgateway/name", value]),
  ...["license", "numbers"].map((key) => [`products/kgateway/${key}`, "yes"]),
  ...["text", "note"].flatMap((key) => NO_SENTENCES.map((value) => [`products/kgateway/${key}`, value])),
  ...["namespace", "class", "release", "crds_release"].flatMap((key) =>
    NO_WORDS.map((value) => [`products/kgateway/${key}`, value]),
  ),
  ...["chart", "crds_chart"].flatMap((key) =>
    [5, "", "https://example.com", "oci://", "oci://a b"].map((value) => [`products/kgateway/${key}`, value]),
  ),
  ...[5, "", "2.4.3", "w{version}"].map((value) => ["products/kgateway/tag", value]),
  ...NO_ADDRESSES.map((value) => ["products/kgateway/url", value]),
  ["products/kgateway/lines", []],
  ["products/kgateway/lines", {}],
  ["products/kgateway/lines/2.x", PRODUCT.lines["2.4"]],
  ["products/kgateway/lines/2.4", "2.4.3"],
  ["products/kgateway/lines/2.4/new", ""],
  ...["kubernetes", "gateway_api"].flatMap((key) => [
    [`products/kgateway/lines/2.4/${key}`],
    ...["1.32", ["1.32"], ["1.32", "1.33", "1.34"], [1.32, "1.33"], ["1.x", "1.33"]].map((value) => [
      `products/kgateway/lines/2.4/${key}`,
      value,
    ]),
  ]),
  ...[5, "", "2.4", "v2.4.3"].map((value) => ["products/kgateway/lines/2.4/newest", value]),

  ...["products/kgateway/kinds", "products/gateway-api/kinds"].flatMap((kinds) => [
    [kinds, "HTTPRoute"],
    [`${kinds}/new`, {}],
    ...["rewritten", "unknown"].map((work) => [`${kinds}/${work}`]),
  ]),
  ...Object.keys(KINDS).map((work) => [`products/kgateway/kinds/${work}`, "HTTPRoute"]),
  ["products/kgateway/kinds/rewritten/virtualservices.gateway.solo.io", "HTTPRoute"],
  ...[5, " HTTPRoute", "HTTPRoute."].map((value) => ["products/kgateway/kinds/rewritten/Gateway", value]),

  ["products/gateway-api/new", ""],
  ...Object.keys(SERVED)
    .filter((key) => key !== "note")
    .map((key) => [`products/gateway-api/${key}`]),
  ...[5, ""].map((value) => ["products/gateway-api/name", value]),
  ...["text", "note"].flatMap((key) => NO_SENTENCES.map((value) => [`products/gateway-api/${key}`, value])),
  ...NO_WORDS.map((value) => ["products/gateway-api/class", value]),
  ...NO_ADDRESSES.map((value) => ["products/gateway-api/url", value]),
  ...[5, "", "1.19.0"].map((value) => ["products/gateway-api/since", value]),

  ["unsupported", "Cluster Header"],
  ["unsupported", []],
  ...[5, ""].map((value) => ["unsupported/0", value]),

  ...["stock", "steps", "removal"].flatMap((key) => [[key, {}], [key, []], [`${key}/0`, "a step"]]),
  ...WRONG_STEP,
];

testSchema({
  name: "successors.schema.json",
  schema: read("successors.schema.json"),
  published: ["successors.json"],
  small: SMALL,
  wrong: WRONG,
});
