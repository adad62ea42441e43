/** The connections that a set of packets can open: protocols with the ports or types of their destination. */
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import { LAYOUT, type Location } from '../../ovn/fields/layout.ts';
import { type Diagram, EMPTY } from '../../symbolic/diagram/diagram.ts';
import type { Node } from '../../symbolic/diagram/node-table.ts';
import { project } from '../../symbolic/packets/image.ts';
import { equals, intervalsIn, type ValueRange } from '../../symbolic/packets/values.ts';
import { bitsOf, variableOf } from '../../symbolic/packets/variables.ts';

/** What is open of one protocol: ports of TCP, UDP and SCTP, types of ICMP, numbers of other protocols. */
export interface OpenPorts {
  readonly protocol: 'tcp' | 'udp' | 'sctp' | 'icmp' | 'other';
  /** Absent if all are open. */
  readonly ranges?: readonly ValueRange[];
}

/** By protocol; protocols of which nothing is open are left out. */
export type ConnectionSet = readonly OpenPorts[];

type Row = readonly [protocol: OpenPorts['protocol'], numbers: readonly number[], field: Location];

const ROWS: readonly Row[] = [
  ['tcp', [IP_PROTOCOLS.tcp], LAYOUT.tp_dst],
  ['udp', [IP_PROTOCOLS.udp], LAYOUT.tp_dst],
  ['sctp', [IP_PROTOCOLS.sctp], LAYOUT.tp_dst],
  ['icmp', [IP_PROTOCOLS.icmp, IP_PROTOCOLS.icmp6], LAYOUT.icmp_type],
];

/** A connection is in the result if the set has at least one packet that opens it. */
export function connectionsOf(diagram: Diagram, packets: Node): ConnectionSet {
  let others = packets;
  const named = ROWS.flatMap(([protocol, numbers, field]) => {
    const ofProtocol = diagram.unionAll(numbers.map(number => equals(diagram, LAYOUT.nw_proto, number)));
    const part = diagram.guard(ofProtocol, packets);
    others = diagram.without(ofProtocol, others);
    return openPorts(diagram, protocol, part, field);
  });
  return [...named, ...openOthers(diagram, others)];
}

function openPorts(diagram: Diagram, protocol: OpenPorts['protocol'], part: Node, field: Location): OpenPorts[] {
  if (part === EMPTY) return [];
  const ranges = rangesOf(diagram, part, field);
  const last = 2 ** field.width - 1;
  return [isWhole(ranges, last) ? { protocol } : { protocol, ranges }];
}

/** Every protocol number that has no row of its own. */
function openOthers(diagram: Diagram, part: Node): OpenPorts[] {
  if (part === EMPTY) return [];
  const ranges = rangesOf(diagram, part, LAYOUT.nw_proto);
  const known = ROWS.flatMap(([, numbers]) => numbers);
  const count = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return [count === 256 - known.length ? { protocol: 'other' } : { protocol: 'other', ranges }];
}

const isWhole = ([range]: readonly ValueRange[], last: number): boolean => range?.first === 0 && range.last === last;

/** The values of a field that some packet of the set has. */
function rangesOf(diagram: Diagram, packets: Node, field: Location): readonly ValueRange[] {
  const variables = bitsOf(field).map(variableOf);
  const first = Math.min(...variables);
  return intervalsIn(diagram, project(diagram, packets, first, variables.length), field);
}
