// Bytes as text within a document: four bytes are five letters, where base64 has five and a third.

/** Letters that mean nothing in HTML. */
const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?_|~()[]{}@%$#";
const GROUP = 4;

/** The text of bytes. A last group that is not full is filled up with zeros. */
export function encoded(bytes) {
  const filled = Buffer.alloc(GROUP * Math.ceil(bytes.length / GROUP));
  filled.set(bytes);
  const letters = [];
  for (let at = 0; at < filled.length; at += GROUP) {
    const number = filled.readUInt32BE(at);
    for (let power = 85 ** GROUP; power >= 1; power /= 85) letters.push(LETTERS[Math.floor(number / power) % 85]);
  }
  return letters.join("");
}

/** The bytes of a text that `encoded` wrote, with what fills up the last group. */
export function decoded(text) {
  const values = new Uint8Array(128);
  [...LETTERS].forEach((letter, value) => (values[letter.charCodeAt(0)] = value));
  const bytes = new Uint8Array((text.length / (GROUP + 1)) * GROUP);
  const view = new DataView(bytes.buffer);
  for (let at = 0, to = 0; at < text.length; at += GROUP + 1, to += GROUP) {
    let number = 0;
    for (let letter = at; letter <= at + GROUP; letter += 1) number = number * 85 + values[text.charCodeAt(letter)];
    view.setUint32(to, number);
  }
  return bytes;
}
