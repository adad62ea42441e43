/** A packet of a set that a person recognises: the first kind that the set has, then the lowest values. */

import { once } from '../../base/remember.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import { Packet } from '../../ovn/fields/packet.ts';
import { annotate } from '../../sema/match/annotate.ts';
import { bindMatch } from '../../sema/match/bind-match.ts';
import type { Expression } from '../../sema/match/expression.ts';
import { type Diagram, EMPTY, EVERY } from '../diagram/diagram.ts';
import { LEAF, type Node } from '../diagram/node-table.ts';
import { KnownBits } from '../packets/known-bits.ts';
import { matching } from '../packets/of-expression.ts';
import { bitOf, METADATA_WORDS, maskOf, wordOf } from '../packets/variables.ts';

/** Ports by which people know a service, the best known first. */
const SERVICES = [80, 443, 22, 53, 8080, 8443, 5432, 3306, 6443];

/** Each is tried within those before that were possible. */
const PREFERENCES: readonly (readonly string[])[] = [
  ['!ip.is_frag'],
  ['vlan.tci == 0'],
  ['ip.ttl == 64', 'ip.ttl == 255'],
  [
    'tcp && tcp.src == 40000',
    'icmp4.type == 8 && icmp4.code == 0',
    'icmp6.type == 128 && icmp6.code == 0',
    'udp && udp.src == 40000',
    'arp.op == 1',
  ],
  [...SERVICES.map(port => `tcp.dst == ${port}`), 'udp.dst == 53', 'tcp.dst >= 1'],
];

const NO_SETS = { addressSet: () => undefined, portGroup: () => undefined };

const expressions = once(() => PREFERENCES.map(texts => texts.map(expressionOf)));

function expressionOf(text: string): Expression {
  const bound = bindMatch(parseMatch(text), text, NO_SETS);
  if ('error' in bound) throw new Error(`${text}: ${bound.error.message}`);
  return annotate(bound.value);
}

/** The set must not be empty. `inport` is the key of the port that sends the packet. */
export function pick(diagram: Diagram, set: Node, inport: number): Packet {
  const reading = { diagram, known: new KnownBits(), portKeys: () => undefined, ofHeaders: new Map() };
  let chosen = set;
  for (const alternatives of expressions()) {
    const preferred = alternatives.map(each => matching(each, chosen, reading)).find(part => part !== EMPTY);
    chosen = preferred ?? chosen;
  }
  const packet = lowest(diagram, chosen);
  for (const word of METADATA_WORDS) packet.words[word] = word === 14 ? inport : 0;
  return packet;
}

/** The packet with a 0 wherever the set allows it. */
function lowest(diagram: Diagram, set: Node): Packet {
  const packet = new Packet();
  for (let at = set; at !== EVERY && diagram.variableOf(at) !== LEAF; ) {
    const isSet = diagram.low(at) === EMPTY;
    const bit = bitOf(diagram.variableOf(at));
    if (isSet) packet.words[wordOf(bit)]! |= maskOf(bit);
    at = isSet ? diagram.high(at) : diagram.low(at);
  }
  return packet;
}
