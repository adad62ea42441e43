/**
 * The packets that leave a table, from those that entered it: a set that has all of them and may have more, because what is
 * written loses its relation to what it was made from. It limits only which flows are looked at, so answers stay exact.
 */
import { PACKET_WORDS } from '../../ovn/fields/layout.ts';
import { type Diagram, EMPTY, EVERY } from '../diagram/diagram.ts';
import type { Node } from '../diagram/node-table.ts';
import type { KnownBits } from './known-bits.ts';
import type { SymbolicPacket } from './symbolic-packet.ts';
import { type Bit, bitAt, bitOf, isMetadata, VARIABLES, variableOf } from './variables.ts';

/** The set of a field has to be this small to be kept for a copy of the field. */
const SMALL_SET = 4_000;

/**
 * `entered` are the packets that take this path, `known` what was known of them when they entered. The set says nothing about
 * registers with a constant: these are known where the packets go, or not read any more.
 */
export function imageOf(diagram: Diagram, entered: Node, packet: SymbolicPacket, known: KnownBits): Node {
  const constants = newConstants(packet, known);
  const written = [...packet.written.keys()].map(variableOf).sort((a, b) => a - b);
  if (constants.length + written.length === 0) return entered;
  const changed = new Uint8Array(VARIABLES);
  for (const [bit] of constants) changed[variableOf(bit)] = 1;
  for (const variable of written) changed[variable] = 1;
  const copies = copiesOf(diagram, packet, written).map(copy => rename(diagram, entered, copy));
  let image = diagram.exists(entered, changed);
  for (const [bit, isSet] of constants) {
    if (isMetadata(bit)) continue;
    const variable = diagram.variable(variableOf(bit));
    image = isSet ? diagram.guard(variable, image) : diagram.without(variable, image);
  }
  for (const copy of copies) image = diagram.guard(image, copy);
  return image;
}

/** Bits that have a value now, but had none on entry. From the last variable on, so that little is made anew. */
function newConstants(packet: SymbolicPacket, known: KnownBits): readonly (readonly [Bit, boolean])[] {
  const found: [Bit, boolean][] = [];
  for (let word = 0; word < PACKET_WORDS; word++) {
    const added = packet.known.mask[word]! & ~known.mask[word]!;
    for (let place = 0; added >>> place !== 0 && place < 32; place++) {
      if ((added >>> place) & 1) found.push([bitAt(word, place), ((packet.known.value[word]! >>> place) & 1) === 1]);
    }
  }
  return found.sort(([a], [b]) => variableOf(b) - variableOf(a));
}

/** A run of variables that is a copy of another run. */
interface Copy {
  readonly to: number;
  readonly from: number;
  readonly length: number;
}

function copiesOf(diagram: Diagram, packet: SymbolicPacket, written: readonly number[]): Copy[] {
  const copies: Copy[] = [];
  for (const to of written) {
    const from = sourceOf(diagram, packet.written.get(bitOf(to))!);
    const last = copies.at(-1);
    if (from === undefined) continue;
    if (last && last.to + last.length === to && last.from + last.length === from) {
      copies[copies.length - 1] = { ...last, length: last.length + 1 };
    } else copies.push({ to, from, length: 1 });
  }
  return copies;
}

/** The variable, if a condition is just that this variable is set. */
function sourceOf(diagram: Diagram, node: Node): number | undefined {
  const isPlain = diagram.low(node) === EMPTY && diagram.high(node) === EVERY;
  return isPlain ? diagram.variableOf(node) : undefined;
}

/** The values of the source, as a condition on the copy; EVERY if they are too many kinds. */
function rename(diagram: Diagram, entered: Node, { to, from, length }: Copy): Node {
  const values = project(diagram, entered, from, length);
  if (diagram.size(values) > SMALL_SET) return EVERY;
  const moved = new Map<Node, Node>([
    [EMPTY, EMPTY],
    [EVERY, EVERY],
  ]);
  const move = (node: Node): Node => {
    const known = moved.get(node);
    if (known !== undefined) return known;
    const variable = diagram.variableOf(node) - from + to;
    const result = diagram.node(variable, move(diagram.low(node)), move(diagram.high(node)));
    moved.set(node, result);
    return result;
  };
  return move(values);
}

/** The condition on a run of variables alone that holds for some values of all others. */
export function project(diagram: Diagram, node: Node, from: number, length: number): Node {
  const others = new Uint8Array(VARIABLES).fill(1);
  others.fill(0, from, from + length);
  return diagram.exists(node, others);
}
