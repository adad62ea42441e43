/** The values that a field has in a set of packets, and the packets that have a value. */
import type { Location } from '../../ovn/fields/layout.ts';
import { type Diagram, EMPTY, EVERY } from '../diagram/diagram.ts';
import { LEAF, type Node } from '../diagram/node-table.ts';
import { project } from './image.ts';
import type { KnownBits } from './known-bits.ts';
import { bitsOf, variableOf } from './variables.ts';

/** At most `limit` values; undefined if there are more. */
export function fieldValuesIn(
  diagram: Diagram,
  packets: Node,
  known: KnownBits,
  location: Location,
  limit: number,
): readonly bigint[] | undefined {
  const bits = [...bitsOf(location)].reverse();
  const first = variableOf(bits[0]!);
  const values = project(diagram, packets, first, variableOf(bits.at(-1)!) - first + 1);
  const found: bigint[] = [];
  const visit = (index: number, node: Node, value: bigint): boolean => {
    if (node === EMPTY) return true;
    if (index === bits.length) return found.push(value) <= limit;
    const bit = bits[index]!;
    const constant = known.get(bit);
    if (constant !== undefined) return visit(index + 1, node, (value << 1n) | (constant ? 1n : 0n));
    const isTested =
      node !== EVERY && diagram.variableOf(node) !== LEAF && diagram.variableOf(node) === variableOf(bit);
    const [low, high] = isTested ? [diagram.low(node), diagram.high(node)] : [node, node];
    return visit(index + 1, low, value << 1n) && visit(index + 1, high, (value << 1n) | 1n);
  };
  return visit(0, values, 0n) ? found : undefined;
}

/** Packets that have a value in a field of at most 32 bits. */
export function equals(diagram: Diagram, field: Location, value: number): Node {
  return bitsOf(field).reduce<Node>((condition, bit, index) => {
    const variable = variableOf(bit);
    return (value >> index) & 1 ? diagram.node(variable, EMPTY, condition) : diagram.node(variable, condition, EMPTY);
  }, EVERY);
}

/** From the first to the last value, both included. */
export interface ValueRange {
  readonly first: number;
  readonly last: number;
}

/** The values of a field of at most 32 bits that fulfil a condition on this field alone, in rising order. */
export function intervalsIn(diagram: Diagram, condition: Node, field: Location): readonly ValueRange[] {
  const variables = [...bitsOf(field)].reverse().map(variableOf);
  const found: { first: number; last: number }[] = [];
  const visit = (index: number, node: Node, value: number): void => {
    if (node === EMPTY) return;
    const size = 2 ** (variables.length - index);
    if (node !== EVERY) {
      const isTested = diagram.variableOf(node) === variables[index];
      visit(index + 1, isTested ? diagram.low(node) : node, value);
      visit(index + 1, isTested ? diagram.high(node) : node, value + size / 2);
      return;
    }
    const before = found.at(-1);
    if (before && before.last + 1 === value) before.last += size;
    else found.push({ first: value, last: value + size - 1 });
  };
  visit(0, condition, 0);
  return found;
}
