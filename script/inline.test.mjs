import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { inlined } from "./lib/inline.mjs";

const POLICY = `<meta http-equiv=Content-Security-Policy content="default-src 'none'; style-src 'self'; img-src 'self'">`;
const LINKS = '<link href=./a.css integrity=sha384-x rel=stylesheet><link rel="stylesheet" href="./b.css">';
const ICON = "<link href=./i.svg rel=icon>";
const STYLES = { "./a.css": "a{color:red}", "./b.css": "b > i{content:'$&'}" };
const read = (address) => STYLES[address];

test("the style sheets are in the page in their order, where the first was linked", () => {
  const page = inlined(`${POLICY}${ICON}${LINKS}<p>`, read);
  assert.ok(page.endsWith(`${ICON}<style>a{color:red}b > i{content:'$&'}</style><p>`), page);
});

test("the policy allows that text and no other style", () => {
  const page = inlined(`${POLICY}${LINKS}`, read);
  const [, text] = page.match(/<style>(.*)<\/style>/);
  const hash = createHash("sha256").update(text).digest("base64");
  assert.ok(page.includes(`; style-src 'sha256-${hash}'; img-src 'self'`), page);
});

test("a page that it does not fit is refused", () => {
  assert.throws(() => inlined(`${POLICY}${ICON}`, read), /links no style sheet/);
  assert.throws(() => inlined(LINKS, read), /style-src 'self' is not once/);
  assert.throws(() => inlined(`${POLICY}${POLICY}${LINKS}`, read), /is not once/);
  assert.throws(() => inlined(`${POLICY}${LINKS}`, () => "a{}</style>"), /ends the element/);
});
