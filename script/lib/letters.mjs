// Bytes as text within a document, in UTF-8: 100 bytes take 113, where base64 takes 134. A letter of one byte has
// seven or eight bits, a letter of two bytes has 14: a prefix code, whose lengths are near what the letters cost.

/** Letters of one byte. The first ones have seven bits, the others eight, and none is one of `LEFT_OUT`. */
const [SHORT, ONE_BYTE] = [101, 125];
/** What a document can't have in a script: a parser replaces the first two, and the last one may end the element. */
const LEFT_OUT = ["\0", "\r", "<"];
/** The first code of eight bits, and the first eight bits of a code of 14. */
const [EIGHT, LONG] = [2 * SHORT, SHORT + ONE_BYTE];
/** The first letter of two bytes, and the bits of a code that follow its first eight. */
const [TWO_BYTES, MORE] = [0x80, 6];

/** The text of bytes. The last letter is filled up with zeros. */
export function encoded(bytes) {
  const all = Array.from({ length: TWO_BYTES }, (_, code) => String.fromCharCode(code));
  const one = all.filter((letter) => !LEFT_OUT.includes(letter));
  const letters = [];
  let [rest, count] = [0, 0];
  for (let at = 0; at < bytes.length || count > 0; ) {
    for (; count < 8 + MORE; count += 8) rest = (rest << 8) | (bytes[at++] ?? 0);
    // Zeros that fill up may not begin another letter.
    const left = count - 8 * Math.max(0, at - bytes.length);
    if (left <= 0) break;
    const first = (rest >> (count - 8)) & 0xff;
    if (first < EIGHT) {
      letters.push(one[first >> 1]);
      count -= 7;
    } else if (first < LONG) {
      letters.push(one[first - SHORT]);
      count -= 8;
    } else {
      count -= 8 + MORE;
      const code = (rest >> count) & ((1 << (8 + MORE)) - 1);
      letters.push(String.fromCharCode(TWO_BYTES + code - (LONG << MORE)));
    }
    rest &= (1 << count) - 1;
  }
  return letters.join("");
}

/** The bytes of a text that `encoded` wrote, and maybe one that fills it up. */
export function decoded(text) {
  const bytes = new Uint8Array(2 * text.length);
  let [rest, count, to] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    // How many letters come before it, of those that are not left out.
    const place = letter - 1 - (letter > 13) - (letter > 60);
    const [code, bits] =
      letter >= TWO_BYTES
        ? [letter - TWO_BYTES + (LONG << MORE), 8 + MORE]
        : place < SHORT
          ? [place, 7]
          : [place + SHORT, 8];
    rest = (rest << bits) | code;
    for (count += bits; count >= 8; ) bytes[to++] = rest >> (count -= 8);
    rest &= 0xff;
  }
  return bytes.subarray(0, to);
}
