/** Where a packet is while an action is executed, and how the action says what comes of it. */

import type { HostPort } from '../../base/address-forms/host-port.ts';
import { ones } from '../../base/bits.ts';
import type { Pipeline } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { Action } from '../../sema/actions/kit/action.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import { locate } from '../../sema/symbol.ts';
import type { TracedDatapath, TracedNetwork } from '../choose/traced-network.ts';
import type { ConntrackStates } from './conntrack-states.ts';
import type { DhcpRequest } from './dhcp-server.ts';
import { node, type TraceNode } from './trace-node.ts';

export interface Choices {
  /** What conntrack says of the packet, each time it is asked. */
  readonly conntrack: ConntrackStates;
  /** Where load balancers send the packet, as far as it is among their backends; used once. */
  lbDst?: HostPort;
  /** The member that `select` takes; 0 for none in particular. */
  readonly selectId: number;
  /** The name that the packet asks for, if it is a DNS query that is to be answered. */
  readonly dnsQuery?: string;
  /** The frame of the packet, if it is a DHCP request that is to get its real answer. */
  readonly dhcp?: DhcpRequest;
}

export interface Station {
  readonly network: TracedNetwork;
  readonly choices: Choices;
  readonly datapath: TracedDatapath;
  readonly pipeline: Pipeline;
  readonly table: number;
  readonly packet: Packet;
  /** Where the nodes of what happens here go. */
  readonly nodes: TraceNode[];
  /** What `push` put away. */
  readonly stack: bigint[];
}

/**
 * What comes next for a packet: another table, or the actions of a block. Actions do not go there themselves: they yield
 * it to whoever drives the trace, and go on when all of it has happened.
 */
export type Transfer =
  | { readonly kind: 'table'; readonly to: Omit<Station, 'stack'> }
  | { readonly kind: 'actions'; readonly actions: readonly Action[]; readonly at: Omit<Station, 'stack'> };

export type Execution = Generator<Transfer, void>;

type Terminal = 'action' | 'modify' | 'output' | 'error';

export const note = (station: Pick<Station, 'nodes'>, kind: Terminal, text: string): void => {
  station.nodes.push(node({ kind, text }));
};

/** A node for what becomes of the packet; its children are where that goes on. */
export function transform(station: Station, text: string): TraceNode[] {
  const transformation = node({ kind: 'transformation' as const, text });
  station.nodes.push(transformation);
  return transformation.children;
}

/** The next table of the pipeline, for `packet`. */
export const nextTable = (station: Station, packet: Packet, nodes: TraceNode[]): Transfer => ({
  kind: 'table',
  to: { ...station, packet, nodes, table: station.table + 1 },
});

/** The name of a port is a number of 32 bits. */
const bitsOf = ({ width }: BoundField): number => width || 32;

export function readField({ packet }: Pick<Station, 'packet'>, field: BoundField): bigint {
  const { location, low } = locate(field.symbol, field.low);
  return BigInt.asUintN(bitsOf(field), packet.readBig(location) >> BigInt(low));
}

/** Writes the bits of `value` that are in `mask`, to begin with the field's lowest. */
export function writeField({ packet }: Pick<Station, 'packet'>, field: BoundField, value: bigint, mask?: bigint): void {
  const { location, low } = locate(field.symbol, field.low);
  packet.writeBig(location, value << BigInt(low), (mask ?? ones(bitsOf(field))) << BigInt(low));
}
