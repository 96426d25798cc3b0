// A WebAssembly module as streams: what is alike is side by side, and packs a tenth smaller than the module itself.
// The names are those of the specification: https://webassembly.github.io/spec/core/binary/

/** All else of the module and its code, and what of the code has a stream of its own. */
const [REST, OPERATION, LOCAL, CALL, CONSTANT, OFFSET] = [0, 1, 2, 3, 4, 5];
/** Locals that are set, offsets that are stored at, targets of branches, types, what a function declares, and the further
 *  bytes of offsets. */
const [SET, STORE, BRANCH, BRANCH_IF, TYPE, DECLARED, FURTHER] = [6, 7, 8, 9, 10, 11, 12];
const COUNT = 13;

const HEAD = 8;
/** The most bytes of a length. */
const LONGEST = 5;
const CODE_SECTION = 10;
const [BLOCK, LOOP, IF, END, BR_TABLE, SELECT, MORE] = [0x02, 0x03, 0x04, 0x0b, 0x0e, 0x1c, 0xfc];
/** The operations from one to another, and the streams of the numbers after each. */
const OPERATIONS = [
  [0x00, 0x01],
  [BLOCK, IF, TYPE],
  [0x05, 0x05],
  [END, END],
  [0x0c, 0x0c, BRANCH],
  [0x0d, 0x0d, BRANCH_IF],
  [0x0f, 0x0f],
  [0x10, 0x10, CALL],
  [0x11, 0x11, TYPE, TYPE],
  [0x1a, 0x1b],
  [0x20, 0x20, LOCAL],
  [0x21, 0x22, SET],
  [0x23, 0x26, OPERATION],
  [0x28, 0x35, OPERATION, OFFSET],
  [0x36, 0x3e, OPERATION, STORE],
  [0x3f, 0x40, OPERATION],
  [0x41, 0x41, CONSTANT],
  [0x42, 0x42, OPERATION],
  [0x45, 0xc4],
  [0xd0, 0xd0, OPERATION],
  [0xd1, 0xd1],
  [0xd2, 0xd2, OPERATION],
];
/** How many bytes a floating-point constant has. */
const FLOATS = { 0x43: 4, 0x44: 8 };
/** How many numbers are after each of the operations that begin with `MORE`. */
const NUMBERS = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

const operands = new Map(
  OPERATIONS.flatMap(([from, to, ...streams]) =>
    Array.from({ length: to - from + 1 }, (_, more) => [from + more, streams]),
  ),
);

/**
 * The streams of a module. Throws where it has an operation that is not known, or would not come back as it was: where a
 * number is longer than it has to be.
 */
export function split(module) {
  const source = cursor(module);
  const sinks = Array.from({ length: COUNT }, () => cursor(new Uint8Array(module.length)));
  const without = (move) => {
    value(() => next(source));
    move();
  };
  moveModule(mover(Array(COUNT).fill(source), sinks), without);
  const streams = sinks.map(written);
  const back = joined(streams);
  if (back.length !== module.length || back.some((byte, at) => byte !== module[at])) {
    throw new Error("the module would not come back as it was");
  }
  return streams;
}

/** The module of streams. */
export function joined(streams) {
  const operations = streams[OPERATION].length;
  // Every function has at least one operation, and gets its length back.
  const sink = cursor(new Uint8Array(streams.reduce((sum, { length }) => sum + length, LONGEST * (1 + operations))));
  const within = (move) => {
    const begin = sink.at;
    sink.at += LONGEST;
    move();
    const [from, to] = [begin + LONGEST, sink.at];
    sink.at = begin;
    let left = to - from;
    for (; left >= 0x80; left >>>= 7) write(sink, (left & 0x7f) | 0x80);
    write(sink, left);
    sink.bytes.copyWithin(sink.at, from, to);
    sink.at += to - from;
  };
  moveModule(mover(streams.map(cursor), Array(COUNT).fill(sink)), within);
  return written(sink);
}

const cursor = (bytes) => ({ bytes, at: 0 });
const written = ({ bytes, at }) => bytes.slice(0, at);

function next(source) {
  if (source.at >= source.bytes.length) throw new Error("the module is cut off");
  source.at += 1;
  return source.bytes[source.at - 1];
}

function write(sink, byte) {
  sink.bytes[sink.at] = byte;
  sink.at += 1;
}

/** What moves a byte or a number from the source of a stream to its sink. */
function mover(sources, sinks) {
  const byte = (stream) => {
    const moved = next(sources[stream]);
    write(sinks[stream], moved);
    return moved;
  };
  const bytes = (stream, count) => {
    for (let left = count; left > 0; left -= 1) byte(stream);
  };
  const isAtEnd = () => sources[REST].at >= sources[REST].bytes.length;
  const number = (stream) => {
    let from = stream;
    return value(() => {
      const moved = byte(from);
      if (stream === OFFSET || stream === STORE) from = FURTHER;
      return moved;
    });
  };
  return { byte, bytes, number, isAtEnd };
}

/** A number in LEB128, of which `next` gives the bytes. Right up to 53 bits; longer ones are only moved. */
function value(next) {
  let sum = 0;
  for (let factor = 1; ; factor *= 0x80) {
    const byte = next();
    sum += (byte & 0x7f) * factor;
    if (byte < 0x80) return sum;
  }
}

/** Moves a module; `sized` moves what is after its own length. */
function moveModule(moves, sized) {
  const { byte, bytes, number, isAtEnd } = moves;
  bytes(REST, HEAD);
  while (!isAtEnd()) {
    if (byte(REST) !== CODE_SECTION) {
      bytes(REST, number(REST));
      continue;
    }
    sized(() => {
      for (let left = number(REST); left > 0; left -= 1) sized(() => moveFunction(moves));
    });
  }
}

function moveFunction({ byte, bytes, number }) {
  for (let left = number(DECLARED); left > 0; left -= 1) {
    number(DECLARED);
    byte(DECLARED);
  }
  for (let depth = 1; depth > 0; ) {
    const operation = byte(OPERATION);
    if (operation === BR_TABLE) {
      for (let left = number(BRANCH); left >= 0; left -= 1) number(BRANCH);
    } else if (operation === SELECT) {
      bytes(OPERATION, number(OPERATION));
    } else if (operation === MORE) {
      for (let left = NUMBERS[number(OPERATION)]; left > 0; left -= 1) number(OPERATION);
    } else if (operation in FLOATS) {
      bytes(OPERATION, FLOATS[operation]);
    } else {
      const streams = operands.get(operation);
      if (!streams) throw new Error(`0x${operation.toString(16)} is no operation that is known`);
      if (operation === BLOCK || operation === LOOP || operation === IF) depth += 1;
      if (operation === END) depth -= 1;
      for (const stream of streams) number(stream);
    }
  }
}
