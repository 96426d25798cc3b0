// What is the same in Node and in browsers.

/** The name of a text that is passed without one. */
const PASTE = "paste";

/** `advise`, by the function of the program that takes and gives JSON. */
export const adviser = (adviseJson) =>
  function advise(text, choices = {}) {
    const texts = (Array.isArray(text) ? text : [text]).map(named);
    const { today = now(), ...others } = choices ?? {};
    try {
      return JSON.parse(adviseJson(JSON.stringify(texts), JSON.stringify({ ...others, today })));
    } catch (why) {
      // The program refuses what it was passed in a sentence.
      throw typeof why === "string" ? new TypeError(why) : why;
    }
  };

function named(text) {
  const { name = PASTE, text: words } = typeof text === "string" ? { text } : (text ?? {});
  if (typeof words !== "string" || typeof name !== "string") throw new TypeError("a text is no string and no { name, text }");
  // Half of a pair has no place in the program's strings.
  return { name: name.toWellFormed(), text: words.toWellFormed() };
}

/** Today where the program runs, as YYYY-MM-DD. */
function now() {
  const time = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
