/** Changes of a file's bytes that no program makes: a few of them, one after the other. */
import { concatBytes } from '../../src/base/bytes/bytes.ts';
import { encodeUtf8 } from '../../src/base/bytes/utf8.ts';
import type { Random } from './random.ts';

type Change = (bytes: Uint8Array, random: Random, words: readonly string[]) => Uint8Array;

/** The bytes where `length` bytes at `at` are replaced. */
const splice = (bytes: Uint8Array, at: number, length: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  concatBytes([bytes.subarray(0, at), ...parts, bytes.subarray(at + length)]);

function range(bytes: Uint8Array, random: Random): [start: number, length: number] {
  const start = random.below(bytes.length + 1);
  return [start, random.below(Math.min(random.pick([4, 40, 4000]), bytes.length - start + 1))];
}

const INTERESTING = [0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x0d, 0x1b, 0x20, 0x22, 0x5b, 0x5c, 0x7b, 0x7d];

const RUNS = [' ', '\n', '\t', '\r', '\\', '"', 'A', '0', '- ', ', ', '(', '{'];

const CHANGES: readonly Change[] = [
  function flipBit(bytes, random) {
    const changed = bytes.slice();
    const at = random.below(bytes.length);
    changed[at] = changed[at]! ^ (1 << random.below(8));
    return changed;
  },
  function setByte(bytes, random) {
    const changed = bytes.slice();
    changed[random.below(bytes.length)] = random.pick(INTERESTING);
    return changed;
  },
  function setLong(bytes, random) {
    const [at] = range(bytes, random);
    const value = random.pick([0, 1, 0x7fffffff, 0x80000000, 0xffffffff, bytes.length]);
    const long = Uint8Array.from([24, 16, 8, 0], shift => value >>> shift);
    return splice(bytes, at, 4, random.isOneIn(2) ? long : long.reverse());
  },
  (bytes, random) => splice(bytes, ...range(bytes, random)),
  (bytes, random) => bytes.slice(0, random.below(bytes.length)),
  function repeat(bytes, random) {
    const [at, length] = range(bytes, random);
    const part = bytes.subarray(at, at + length);
    return splice(bytes, at, 0, ...Array<Uint8Array>(1 + random.below(8)).fill(part));
  },
  /** Long runs of one character or word take long in a pattern that can divide them in many ways. */
  function run(bytes, random, words) {
    const [at] = range(bytes, random);
    const part = random.isOneIn(2)
      ? bytes.slice(at, at + 1 + random.below(3))
      : encodeUtf8(random.pick([...words, ...RUNS]));
    return splice(bytes, at, 0, ...Array<Uint8Array>(random.pick([30, 300, 3000])).fill(part));
  },
  function move(bytes, random) {
    const [from, length] = range(bytes, random);
    const part = bytes.slice(from, from + length);
    const [to, replaced] = range(bytes, random);
    return splice(bytes, to, random.isOneIn(2) ? replaced : 0, part);
  },
  (bytes, random, words) => splice(bytes, random.below(bytes.length + 1), 0, encodeUtf8(random.pick(words))),
  function fill(bytes, random) {
    const [at, length] = range(bytes, random);
    return bytes.slice().fill(random.pick(INTERESTING), at, at + length);
  },
];

/** `bytes` after one to four changes. `words` have a meaning in the format. Not much larger than `bytes`. */
export function mutateBytes(bytes: Uint8Array, random: Random, words: readonly string[]): Uint8Array {
  let changed = bytes;
  for (let count = 1 + random.below(4); count > 0; count--)
    if (changed.length > 0) changed = random.pick(CHANGES)(changed, random, words);
  return changed;
}
