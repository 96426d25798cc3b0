// What undoes LZMA, in the form of `xz --format=lzma` with the length of the data in its head. It ships in the page
// that is one file, so it is short. The names are those of the specification: https://www.7-zip.org/sdk.html

/** Probabilities have 11 bits, and begin in the middle. */
const HALF = 1024;
/** A range under this is made longer. */
const SHORTEST = 2 ** 24;
/** The head: properties, size of the dictionary, length of the data; then a zero and four bytes of the range coder. */
const [LENGTH, CODE, DATA] = [5, 14, 18];
/** The least length of a match, and the distances that have slots, models and aligned bits. */
const [SHORTEST_MATCH, FIRST_MODEL, FIRST_ALIGNED, ALIGNED] = [2, 4, 14, 4];

const models = (count) => new Uint16Array(count).fill(HALF);

/** The bytes that were packed. */
export function unpacked(packed) {
  const head = new DataView(packed.buffer, packed.byteOffset);
  const lc = packed[0] % 9;
  const lp = Math.floor(packed[0] / 9) % 5;
  const pb = Math.floor(packed[0] / 45);
  const out = new Uint8Array(Number(head.getBigUint64(LENGTH, true)));
  let [range, code, at] = [2 ** 32 - 1, head.getUint32(CODE), DATA];

  const more = () => {
    if (range >= SHORTEST) return;
    range = (range << 8) >>> 0;
    code = ((code << 8) | packed[at]) >>> 0;
    at += 1;
  };
  const bit = (model, index) => {
    const bound = (range >>> 11) * model[index];
    const value = code < bound ? 0 : 1;
    if (value) {
      range -= bound;
      code -= bound;
      model[index] -= model[index] >> 5;
    } else {
      range = bound;
      model[index] += (2 * HALF - model[index]) >> 5;
    }
    more();
    return value;
  };
  const tree = (model, bits, from = 0) => {
    let node = 1;
    for (let left = bits; left > 0; left -= 1) node = (node << 1) | bit(model, from + node);
    return node - (1 << bits);
  };
  const reversed = (model, bits, from = 0) => {
    let [node, value] = [1, 0];
    for (let place = 0; place < bits; place += 1) {
      const next = bit(model, from + node);
      node = (node << 1) | next;
      value |= next << place;
    }
    return value;
  };
  const direct = (bits) => {
    let value = 0;
    for (let left = bits; left > 0; left -= 1) {
      range >>>= 1;
      const next = code < range ? 0 : 1;
      if (next) code -= range;
      value = (value << 1) | next;
      more();
    }
    return value;
  };
  const lengths = () => {
    const [choices, low, middle, high] = [2, 128, 128, 256].map(models);
    return (state) => {
      if (!bit(choices, 0)) return tree(low, 3, state << 3);
      if (!bit(choices, 1)) return 8 + tree(middle, 3, state << 3);
      return 16 + tree(high, 8);
    };
  };

  const literals = models(0x300 << (lc + lp));
  const [isMatch, isShort, isRep, isRep0, isRep1, isRep2] = [192, 192, 12, 12, 12, 12].map(models);
  const [slots, special, aligned] = [256, 128, 16].map(models);
  const [matchLength, repLength] = [lengths(), lengths()];
  let [state, to, reps] = [0, 0, [0, 0, 0, 0]];

  const literal = () => {
    const before = to > 0 ? out[to - 1] : 0;
    const from = 0x300 * (((to & ((1 << lp) - 1)) << lc) | (before >> (8 - lc)));
    let node = 1;
    if (state >= 7) {
      let match = out[to - reps[0] - 1];
      while (node < 0x100) {
        const wanted = (match >> 7) & 1;
        match <<= 1;
        const next = bit(literals, from + ((1 + wanted) << 8) + node);
        node = (node << 1) | next;
        if (next !== wanted) break;
      }
    }
    while (node < 0x100) node = (node << 1) | bit(literals, from + node);
    out[to] = node;
    to += 1;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  };
  const distance = (length) => {
    const slot = tree(slots, 6, Math.min(length, 3) << 6);
    if (slot < FIRST_MODEL) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    if (slot < FIRST_ALIGNED) return base + reversed(special, bits, base - slot);
    return base + (direct(bits - ALIGNED) << ALIGNED) + reversed(aligned, ALIGNED);
  };
  /** How much longer than the shortest one a match is that repeats a distance; one byte is shorter. */
  const repeated = (part) => {
    if (!bit(isRep0, state)) {
      if (!bit(isShort, (state << 4) + part)) {
        state = state < 7 ? 9 : 11;
        return 1 - SHORTEST_MATCH;
      }
    } else {
      const place = !bit(isRep1, state) ? 1 : !bit(isRep2, state) ? 2 : 3;
      reps.unshift(...reps.splice(place, 1));
    }
    const length = repLength(part);
    state = state < 7 ? 8 : 11;
    return length;
  };
  const match = (part) => {
    const length = matchLength(part);
    state = state < 7 ? 7 : 10;
    reps = [distance(length), ...reps.slice(0, 3)];
    return length;
  };

  while (to < out.length) {
    const part = to & ((1 << pb) - 1);
    if (!bit(isMatch, (state << 4) + part)) {
      literal();
      continue;
    }
    const length = bit(isRep, state) ? repeated(part) : match(part);
    for (const end = to + length + SHORTEST_MATCH; to < end; to += 1) out[to] = out[to - reps[0] - 1];
  }
  return out;
}
