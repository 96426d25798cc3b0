// Bytes as text within a document, in UTF-8: 100 bytes take 112, where base64 takes 134. Bytes and letters are two ways
// to write one number, as a range coder writes it: a letter has as many bits as it costs. To read letters is to encode
// them into bytes, so `decoded` has the carry, and `encoded` is the half that follows it.
// The names are those of https://en.wikipedia.org/wiki/Range_coding

/** What a document can't have in a script: a parser replaces the first two, and the last one may end the element. */
const LEFT_OUT = ["\0", "\r", "<"];
/** Letters of one byte, and how often each comes for each of the letters of two bytes and of three, which share a place. */
const [ONE_BYTE, EACH, OF_TWO, OF_THREE] = [125, 46, 623, 122];
const TOTAL = ONE_BYTE * EACH + OF_TWO + OF_THREE;
/** The first letters of two and of three bytes, and how many there are; those of three end before the surrogates. */
const [TWO, THREE] = [0x80, 0x800];
const [TWOS, THREES] = [THREE - TWO, 0xd800 - THREE];
/** Ranges have 32 bits, and are made longer where they have fewer than 25. */
const [WHOLE, SHORTEST] = [2 ** 32, 2 ** 24];

/** The part of a range from `start` on: its beginning and its length. The last part has what division leaves. */
const part = (range, start, size, total) => {
  const each = Math.floor(range / total);
  return [each * start, start + size === total ? range - each * start : each * size];
};

/** The text of bytes. */
export function encoded(bytes) {
  const all = Array.from({ length: TWO }, (_, code) => String.fromCharCode(code));
  const one = all.filter((letter) => !LEFT_OUT.includes(letter));
  const letters = [];
  let [range, code, at] = [WHOLE, 0, 0];
  // What follows the bytes is in the middle, so that what is left of the number in the end is no carry away from them.
  const next = () => {
    code = code * 256 + (bytes[at] ?? 0x80);
    at += 1;
  };
  const take = (start, size, total) => {
    const [low, length] = part(range, start, size, total);
    [code, range] = [code - low, length];
    for (; range < SHORTEST; range *= 256) next();
  };
  const find = (total) => Math.min(Math.floor(code / Math.floor(range / total)), total - 1);
  for (let count = 0; count < 4; count += 1) next();
  while (at < bytes.length + 6) {
    const found = find(TOTAL);
    const place = Math.floor(found / EACH);
    if (place < ONE_BYTE) {
      take(place * EACH, EACH, TOTAL);
      letters.push(one[place]);
    } else {
      const isTwo = found < ONE_BYTE * EACH + OF_TWO;
      const [first, count] = isTwo ? [TWO, TWOS] : [THREE, THREES];
      take(ONE_BYTE * EACH + (isTwo ? 0 : OF_TWO), isTwo ? OF_TWO : OF_THREE, TOTAL);
      const letter = find(count);
      take(letter, 1, count);
      letters.push(String.fromCharCode(first + letter));
    }
  }
  return letters.join("");
}

/** The bytes of a text that `encoded` wrote, and a few more. */
export function decoded(text) {
  const bytes = new Uint8Array(2 * text.length + 8);
  let [range, low, to] = [WHOLE, 0, 0];
  const push = () => {
    bytes[to++] = low / SHORTEST;
    low = (low % SHORTEST) * 256;
  };
  const take = (start, size, total) => {
    const [more, length] = part(range, start, size, total);
    [low, range] = [low + more, length];
    if (low >= WHOLE) {
      low -= WHOLE;
      for (let at = to - 1; ++bytes[at] > 0xff; at -= 1);
    }
    for (; range < SHORTEST; range *= 256) push();
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter < TWO) {
      // How many letters come before it, of those that are not left out.
      take((letter - 1 - (letter > 13) - (letter > 60)) * EACH, EACH, TOTAL);
    } else if (letter < THREE) {
      take(ONE_BYTE * EACH, OF_TWO, TOTAL);
      take(letter - TWO, 1, TWOS);
    } else {
      take(ONE_BYTE * EACH + OF_TWO, OF_THREE, TOTAL);
      take(letter - THREE, 1, THREES);
    }
  }
  for (let count = 0; count < 4; count += 1) push();
  return bytes.subarray(0, to);
}
