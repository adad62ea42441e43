/**
 * What is known of many packets at once since they entered a table: for each bit its value, or a condition on the packet as
 * it entered, or nothing, if the bit is as it was. Loads set values; moves and lookups set conditions.
 */
import { type Diagram, EMPTY, EVERY } from '../diagram/diagram.ts';
import type { Node } from '../diagram/node-table.ts';
import type { KnownBits } from './known-bits.ts';
import { type Bit, bitAt, variableOf } from './variables.ts';

export class SymbolicPacket {
  readonly known: KnownBits;
  /** Bits that were written with conditions. */
  readonly written: Map<Bit, Node>;
  private readonly diagram: Diagram;

  constructor(diagram: Diagram, known: KnownBits, written: ReadonlyMap<Bit, Node> = new Map()) {
    this.diagram = diagram;
    this.known = known.clone();
    this.written = new Map(written);
  }

  clone(): SymbolicPacket {
    return new SymbolicPacket(this.diagram, this.known, this.written);
  }

  /** The condition that a bit is set. */
  read(bit: Bit): Node {
    const constant = this.known.get(bit);
    if (constant !== undefined) return constant ? EVERY : EMPTY;
    return this.written.get(bit) ?? this.diagram.variable(variableOf(bit));
  }

  /** Whether a bit has no known value and was not written. */
  isAsBefore(bit: Bit): boolean {
    return this.known.get(bit) === undefined && !this.written.has(bit);
  }

  readAll(bits: readonly Bit[]): Node[] {
    return bits.map(bit => this.read(bit));
  }

  write(bit: Bit, node: Node): void {
    this.written.delete(bit);
    if (node === EVERY || node === EMPTY) {
      this.known.set(bit, node === EVERY);
      return;
    }
    this.known.forget(bit);
    this.written.set(bit, node);
  }

  writeAll(bits: readonly Bit[], nodes: readonly Node[]): void {
    for (const [index, bit] of bits.entries()) this.write(bit, nodes[index] ?? EMPTY);
  }

  /** Writes the bits of a constant that are in `mask`; all if it is absent. The lowest bit comes first. */
  writeConstant(bits: readonly Bit[], value: bigint, mask?: bigint): void {
    for (const [index, bit] of bits.entries()) {
      const place = BigInt(index);
      if (mask === undefined || (mask >> place) & 1n) this.write(bit, (value >> place) & 1n ? EVERY : EMPTY);
    }
  }

  writeWord(word: number, value: number): void {
    for (let place = 0; place < 32 && this.written.size > 0; place++) this.written.delete(bitAt(word, place));
    this.known.setWord(word, value);
  }

  /** The packets of `within` whose bits have a value. The lowest bit comes first. */
  equals(bits: readonly Bit[], value: bigint, within: Node): Node {
    let condition = within;
    for (let index = bits.length - 1; index >= 0 && condition !== EMPTY; index--) {
      const bit = this.read(bits[index]!);
      const isSet = (value >> BigInt(index)) & 1n;
      condition = isSet ? this.diagram.guard(bit, condition) : this.diagram.without(bit, condition);
    }
    return condition;
  }

  /** The packets of `within` that have the same value in both. */
  agree(left: readonly Bit[], right: readonly Bit[], within: Node): Node {
    const { diagram } = this;
    let condition = within;
    for (let index = left.length - 1; index >= 0 && condition !== EMPTY; index--) {
      const [a, b] = [this.read(left[index]!), this.read(right[index]!)];
      condition = diagram.union(
        diagram.guard(a, diagram.guard(b, condition)),
        diagram.without(a, diagram.without(b, condition)),
      );
    }
    return condition;
  }

  /** The value of some bits, if it is the same for all packets. */
  constant(bits: readonly Bit[]): bigint | undefined {
    let value = 0n;
    for (const [index, bit] of bits.entries()) {
      const constant = this.known.get(bit);
      if (constant === undefined) return undefined;
      if (constant) value |= 1n << BigInt(index);
    }
    return value;
  }
}
