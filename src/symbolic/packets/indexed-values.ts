/** The values by which the flows of a table are looked up, in a set of packets. */
import { LAYOUT, type Location } from '../../ovn/fields/layout.ts';
import { Packet } from '../../ovn/fields/packet.ts';
import type { Diagram } from '../diagram/diagram.ts';
import type { Node } from '../diagram/node-table.ts';
import type { KnownBits } from './known-bits.ts';
import { fieldValuesIn } from './values.ts';

/** Packets with each value that a field has in the set; undefined if these are too many. */
export const indexedValues =
  (diagram: Diagram, packets: Node, known: KnownBits): ((field: string) => readonly Packet[] | undefined) =>
  field => {
    const location = INDEXED[field];
    const values = location && fieldValuesIn(diagram, packets, known, location, FEW_VALUES);
    return values?.map(value => {
      const packet = new Packet();
      packet.writeBig(location!, value);
      return packet;
    });
  };

/** More values are not looked up one by one. */
const FEW_VALUES = 64;

/** The fields by which flows are indexed. */
const INDEXED: Readonly<Record<string, Location>> = {
  inport: LAYOUT.reg14,
  outport: LAYOUT.reg15,
  'eth.dst': LAYOUT.dl_dst,
  'eth.src': LAYOUT.dl_src,
  'arp.tpa': LAYOUT.nw_dst,
  'nd.target': LAYOUT.nd_target,
  'ip4.dst': LAYOUT.nw_dst,
  'ip6.dst': LAYOUT.ipv6_dst,
};
