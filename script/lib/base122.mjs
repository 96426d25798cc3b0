// Bytes as text within a document: eight letters have seven bytes, where base64 has six. A letter below U+0080 is one
// byte of UTF-8, so it has seven bits; what HTML does not leave as it is goes together with the seven bits after it
// into a letter of two bytes.

const BITS = 7;
/** What a document can't have in a script: a parser replaces the first two, and the last one may end the element. */
const ESCAPED = ["\0", "\r", "<"].map((letter) => letter.charCodeAt(0));

/** The text of bytes. The last letters are filled up with zeros. */
export function encoded(bytes) {
  const values = [];
  let [rest, count] = [0, 0];
  for (const byte of bytes) {
    rest = (rest << 8) | byte;
    for (count += 8; count >= BITS; count -= BITS) values.push((rest >> (count - BITS)) & 0x7f);
    rest &= 0x7f;
  }
  if (count > 0) values.push((rest << (BITS - count)) & 0x7f);
  const letters = [];
  for (let at = 0; at < values.length; at += 1) {
    const escape = ESCAPED.indexOf(values[at]) + 1;
    if (escape > 0) at += 1;
    letters.push(String.fromCharCode((escape << BITS) | (values[at] ?? 0)));
  }
  return letters.join("");
}

/** The bytes of a text that `encoded` wrote, and up to two that fill it up. */
export function decoded(text) {
  const bytes = new Uint8Array(2 * text.length);
  let [rest, count, to] = [0, 0, 0];
  const take = (value) => {
    rest = ((rest << BITS) | value) & 0x7fff;
    count += BITS;
    if (count >= 8) bytes[to++] = rest >> (count -= 8);
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter >> BITS) take(ESCAPED[(letter >> BITS) - 1]);
    take(letter & 0x7f);
  }
  return bytes.subarray(0, to);
}
