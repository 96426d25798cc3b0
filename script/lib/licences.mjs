// Which licences the crates and packages may have. Those that ship ask for nothing but to be named.

import parse from "spdx-expression-parse";
import satisfies from "spdx-satisfies";

const MAY_SHIP = [
  "0BSD",
  "Apache-2.0",
  "Apache-2.0 WITH LLVM-exception",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BSL-1.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Unicode-3.0",
  "Unlicense",
  "Zlib",
];

/** Nothing of a tool is handed on, so it may also ask that its own files stay open, or that its data are credited. */
const MAY_BE_A_TOOL = [...MAY_SHIP, "BlueOak-1.0.0", "CC-BY-3.0", "MPL-2.0", "Unicode-DFS-2016"];

/** A sentence for each that is not allowed, of `{ what, licence, ships }`: what it is called, its SPDX expression. */
export function licenceFaults(all) {
  return all.flatMap(({ what, licence, ships }) => {
    const fault = licenceFault(licence, ships);
    return fault ? [`${what} ${fault}`] : [];
  });
}

function licenceFault(licence, ships) {
  if (!licence) return "states no licence that can be read here.";
  if (!isExpression(licence)) return `has the licence "${licence}", which is no SPDX expression.`;
  if (satisfies(licence, ships ? MAY_SHIP : MAY_BE_A_TOOL)) return null;
  const rule = ships ? "which is not allowed for what ships" : "which is not allowed for tools either";
  return `has the licence ${licence}, ${rule}.`;
}

function isExpression(licence) {
  try {
    parse(licence);
    return true;
  } catch {
    return false;
  }
}
