// What every browser is asked about the page's accessibility, and how the answer is told.

/** The rules that axe goes by. */
export const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe found, a line for each element, in a form that can be read in a report. */
export function legible(violations) {
  const words = ({ id, impact, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id} (${impact}) at ${target}: ${failureSummary.replace(/\s+/g, " ")}`,
    );
  return violations.flatMap(words);
}
