// Puts the style sheets into the page: what is in it is there before the browser has to ask for anything else.

import { digest } from "./digest.mjs";
import { replacedOnce } from "./once.mjs";

const LINK = /<link\b[^>]*\brel="?stylesheet\b[^>]*>/g;
const ADDRESS = /\bhref="?([^"\s>]+)/;
/** What the policy of the page allows as long as the style sheets are files. */
const FILES = "style-src 'self'";

/** The addresses of the style sheets that a page links, in their order. */
export const linked = (page) => [...page.matchAll(LINK)].map(([link]) => link.match(ADDRESS)[1]);

/**
 * A page with the style sheets that it links, all of them in the place of the first. Its policy allows that one text
 * and no other style. `read` gives the text of a style sheet by its address.
 *
 * Throws where the page has no style sheets, or a policy that does not name them once.
 */
export function inlined(page, read) {
  const addresses = linked(page);
  if (addresses.length === 0) throw new Error("the page links no style sheet");
  const text = addresses.map(read).join("");
  if (/<\/style/i.test(text)) throw new Error("a style sheet ends the element that it is put into");
  const allowed = replacedOnce(page, FILES, `style-src '${digest("sha256", text)}'`, "the page");
  let isFirst = true;
  return allowed.replaceAll(LINK, () => {
    const instead = isFirst ? `<style>${text}</style>` : "";
    isFirst = false;
    return instead;
  });
}
