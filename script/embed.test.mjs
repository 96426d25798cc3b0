import assert from "node:assert/strict";
import { test } from "node:test";
import { embedded } from "./lib/embed.mjs";

const check = (style, expected) => assert.ok(embedded(style).endsWith(`}\n${expected}`), embedded(style));

test("what is the document's is the root's", () => {
  check(":root{--a:1px}", ".root{--a:1px}");
  check("html{overflow-y:scroll}body{color:red}", ".root{color:red}");
  check("a{b:c}html{d:e}\nbody {f:g}", "a{b:c}\n.root {f:g}");
});

test("what is asked of the window is asked of the root", () => {
  check("@media (max-width:640px){a{b:c}}", "@container (max-width:640px){a{b:c}}");
  check("@media (min-width:900px){a{b:c}}", "@container (min-width:900px){a{b:c}}");
  // As a shortened style sheet has it.
  check("@media (width<=640px){a{b:c}}", "@container (width<=640px){a{b:c}}");
  check("@media print{a{b:c}}", "@media print{a{b:c}}");
});

test("sizes of type do not follow the host's document", () => {
  check("a{font:600 1.125rem/1.35 x}", "a{font:600 calc(1.125*var(--gloo-advisor-rem,16px))/1.35 x}");
  check("a{b:.75rem}", "a{b:calc(.75*var(--gloo-advisor-rem,16px))}");
  check("a::after{content:'theorem'}", "a::after{content:'theorem'}");
});
