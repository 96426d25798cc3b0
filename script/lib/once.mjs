/**
 * A text with another word in the place of one that is in it once. `where` is what the text is called.
 *
 * Throws where the word is missing, or there more often: then the text is not what was expected.
 */
export function replacedOnce(text, before, after, where) {
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`${before} is not once in ${where}`);
  return parts.join(after);
}
