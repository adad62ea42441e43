/** Sets of packets as connections, without addresses, so that networks with other addresses can be compared. */
import { LAYOUT } from '../../../ovn/fields/layout.ts';
import type { Diagram } from '../../../symbolic/diagram/diagram.ts';
import type { Node } from '../../../symbolic/diagram/node-table.ts';
import { bitsOf, VARIABLES, variableOf } from '../../../symbolic/packets/variables.ts';

/** What makes a connection another one: the family, the protocol, and the port or the type of ICMP. */
const KEPT = ['dl_type', 'nw_proto', 'tp_dst', 'tp_src'] as const;

const forgotten = (kept: readonly (keyof typeof LAYOUT)[]): Uint8Array => {
  const variables = new Uint8Array(VARIABLES).fill(1);
  for (const field of kept) for (const bit of bitsOf(LAYOUT[field])) variables[variableOf(bit)] = 0;
  return variables;
};

const OTHERS = forgotten(KEPT);

/** The packets that are like one of the set in all that makes a connection another one. */
export const connectionNode = (diagram: Diagram, packets: Node): Node => diagram.exists(packets, OTHERS);
