// Makes the style sheet of the custom element out of those of the page.

/** What the element itself looks like, and what it takes over from the document around it: nothing. */
const OWN = `:host { display: block; margin-block: 16px; }
:host([hidden]) { display: none; }
.root { all: initial; display: block; container-type: inline-size; }
.root > .page { border: 1px solid var(--line); }
`;

/**
 * The style sheets of the page, as one for a shadow root.
 *
 * There the document is the root of the page, its width is that of the root, and the size of its type does not
 * follow that of the host's document, which is seldom that of a browser.
 */
export function embedded(text) {
  const own = text
    .replace(/(^|\}|\s)html\s*\{[^}]*\}/g, "$1")
    .replace(/(^|[},\s])(?::root|body)(?=\s*\{)/g, "$1.root")
    .replace(/@media(?=\s*\((?:(?:min|max)-)?width)/g, "@container")
    .replace(/(\d*\.?\d+)rem\b/g, (_, size) => `calc(${size}*var(--gloo-advisor-rem,16px))`);
  return OWN + own;
}
