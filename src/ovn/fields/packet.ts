/** A packet in the pipelines, with its registers. Nothing else changes during a trace. */
import { ones } from '../../base/bits.ts';
import { type FieldName, LAYOUT, type Location, PACKET_WORDS, wordCount } from './layout.ts';

export class Packet {
  readonly words: Int32Array;

  constructor(words: Int32Array = new Int32Array(PACKET_WORDS)) {
    this.words = words;
  }

  clone(): Packet {
    return new Packet(this.words.slice());
  }

  /** A field of up to 48 bits, unsigned. */
  get(field: FieldName): number {
    return this.read(LAYOUT[field]);
  }

  set(field: FieldName, value: number): void {
    const { word, width, shift } = LAYOUT[field];
    if (width <= 32) this.writeWord(word, width, shift, value);
    else {
      this.writeWord(word, width - 32, 0, value / 2 ** 32);
      this.writeWord(word + 1, 32, 0, value);
    }
  }

  getBig(field: FieldName): bigint {
    return this.readBig(LAYOUT[field]);
  }

  setBig(field: FieldName, value: bigint): void {
    this.writeBig(LAYOUT[field], value);
  }

  /** The unsigned value at a location of up to 48 bits. */
  read(location: Location): number {
    const { word, width, shift } = location;
    if (width <= 32) return this.readWord(word, width, shift);
    return this.readWord(word, width - 32, 0) * 2 ** 32 + this.readWord(word + 1, 32, 0);
  }

  readBig(location: Location): bigint {
    if (location.width <= 48) return BigInt(this.read(location));
    let value = 0n;
    for (let index = 0; index < wordCount(location); index++) {
      value = (value << 32n) | BigInt(this.words[location.word + index]! >>> 0);
    }
    return BigInt.asUintN(location.width, value >> BigInt(location.shift));
  }

  /** Writes the bits of `value` that are set in `mask`. */
  writeBig(location: Location, value: bigint, mask = ones(location.width)): void {
    if (location.width <= 32) {
      this.writeBits(location.word, Number(mask) << location.shift, Number(value & mask) << location.shift);
      return;
    }
    for (const { word, bits } of fieldWords(location, mask)) this.words[word]! &= ~bits;
    for (const { word, bits } of fieldWords(location, value & mask)) this.words[word]! |= bits;
  }

  private readWord(word: number, width: number, shift: number): number {
    return ((this.words[word]! >>> shift) & maskOf(width)) >>> 0;
  }

  private writeWord(word: number, width: number, shift: number, value: number): void {
    const mask = maskOf(width) << shift;
    this.writeBits(word, mask, (value << shift) & mask);
  }

  private writeBits(word: number, mask: number, bits: number): void {
    this.words[word] = (this.words[word]! & ~mask) | bits;
  }
}

/** The words of `value` at `location`, except words that are zero. `bits` are signed, as in an Int32Array. */
export function fieldWords(location: Location, value: bigint): { word: number; bits: number }[] {
  if (location.width <= 32) return value === 0n ? [] : [{ word: location.word, bits: Number(value) << location.shift }];
  const last = location.word + wordCount(location) - 1;
  const words: { word: number; bits: number }[] = [];
  let rest = value << BigInt(location.shift);
  for (let word = last; word >= location.word; word--, rest >>= 32n) {
    const bits = Number(BigInt.asIntN(32, rest));
    if (bits !== 0) words.unshift({ word, bits });
  }
  return words;
}

const maskOf = (width: number): number => (width >= 32 ? -1 : (1 << width) - 1);
