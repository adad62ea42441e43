/** The values that a field has in a set of packets. */
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
