/** Random packets of a set, from a seed. */

import { type FieldName, LAYOUT } from '../../src/ovn/fields/layout.ts';
import { Packet } from '../../src/ovn/fields/packet.ts';
import { type Diagram, EMPTY } from '../../src/symbolic/diagram/diagram.ts';
import { LEAF, type Node } from '../../src/symbolic/diagram/node-table.ts';
import { bitOf, bitsOf, METADATA_WORDS, maskOf, wordOf } from '../../src/symbolic/packets/variables.ts';

/** Numbers from 0 to 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The headers of a packet. Others are zero: no flow reads them. */
const HEADERS: readonly FieldName[] = [
  'dl_src',
  'dl_dst',
  'dl_type',
  'vlan_tci',
  'arp_op',
  'nw_tos',
  'nw_ttl',
  'nw_frag',
  'nw_src',
  'nw_dst',
  'ipv6_src',
  'ipv6_dst',
  'ipv6_label',
  'tp_src',
  'tp_dst',
  'tcp_flags',
  'arp_sha',
  'arp_tha',
  'nd_target',
];
const HEADER_BITS = HEADERS.flatMap(field => bitsOf(LAYOUT[field]));

/** A packet of `set` on a random path to it; bits that do not matter are random. The set must not be empty. */
export function packetIn(diagram: Diagram, set: Node, random: () => number): Packet {
  const packet = new Packet();
  for (const bit of HEADER_BITS) if (random() < 0.5) packet.words[wordOf(bit)]! |= maskOf(bit);
  for (let at = set; diagram.variableOf(at) !== LEAF; ) {
    const bit = bitOf(diagram.variableOf(at));
    const [low, high] = [diagram.low(at), diagram.high(at)];
    const isSet = low === EMPTY || (high !== EMPTY && random() < 0.5);
    if (isSet) packet.words[wordOf(bit)]! |= maskOf(bit);
    else packet.words[wordOf(bit)]! &= ~maskOf(bit);
    at = isSet ? high : low;
  }
  for (const word of METADATA_WORDS) packet.words[word] = 0;
  return packet;
}

/** Whether a variable is set in a packet. */
export const isSetIn =
  ({ words }: Packet) =>
  (variable: number): boolean =>
    (words[wordOf(bitOf(variable))]! & maskOf(bitOf(variable))) !== 0;
