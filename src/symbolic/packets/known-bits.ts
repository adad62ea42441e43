/** The bits of a packet that have a known value, as two arrays of words. */
import { PACKET_WORDS } from '../../ovn/fields/layout.ts';
import { type Bit, maskOf, wordOf } from './variables.ts';

export class KnownBits {
  /** No bit is set that is not in `mask`. */
  readonly value: Int32Array;
  readonly mask: Int32Array;

  constructor(value = new Int32Array(PACKET_WORDS), mask = new Int32Array(PACKET_WORDS)) {
    this.value = value;
    this.mask = mask;
  }

  clone(): KnownBits {
    return new KnownBits(this.value.slice(), this.mask.slice());
  }

  /** Undefined if the bit is not known. */
  get(bit: Bit): boolean | undefined {
    const mask = maskOf(bit);
    return (this.mask[wordOf(bit)]! & mask) === 0 ? undefined : (this.value[wordOf(bit)]! & mask) !== 0;
  }

  set(bit: Bit, value: boolean): void {
    const [word, mask] = [wordOf(bit), maskOf(bit)];
    this.mask[word]! |= mask;
    if (value) this.value[word]! |= mask;
    else this.value[word]! &= ~mask;
  }

  forget(bit: Bit): void {
    const [word, mask] = [wordOf(bit), maskOf(bit)];
    this.mask[word]! &= ~mask;
    this.value[word]! &= ~mask;
  }

  setWord(word: number, value: number): void {
    this.mask[word] = -1;
    this.value[word] = value;
  }

  /** The value of a word, unsigned; undefined if a bit of it is not known. */
  word(word: number): number | undefined {
    return this.mask[word] === -1 ? this.value[word]! >>> 0 : undefined;
  }

  /** The part that `words` has, too. */
  only(words: Int32Array): KnownBits {
    return new KnownBits(
      this.value.map((value, word) => value & words[word]!),
      this.mask.map((mask, word) => mask & words[word]!),
    );
  }

  /** Equal for the same bits with the same values. */
  get key(): string {
    let key = '';
    for (let word = 0; word < PACKET_WORDS; word++) {
      if (this.mask[word] !== 0) key += `${word}:${this.mask[word]}:${this.value[word]};`;
    }
    return key;
  }
}
