/** Where a packet is while an action is executed, and how the action reports its effects. */
import type { HostPort } from '../../base/address-forms/host-port.ts';
import { lacksTable, type Pipeline } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { SbTable } from '../../ovn/schema/sb.ts';
import type { Action } from '../../sema/actions/kit/action.ts';
import type { TracedDatapath } from '../choose/traced-datapath.ts';
import type { TracedNetwork } from '../choose/traced-network.ts';
import type { Gap, Gaps } from '../gaps/gap.ts';
import type { ConntrackStates } from './conntrack-states.ts';
import type { DhcpRequest } from './dhcp-server.ts';
import { append, type NodeParts, type TraceNode } from './trace-node.ts';

/** What the user chooses, because the packet alone does not decide it. */
export interface Choices {
  /** The states that conntrack returns, one for each lookup. */
  readonly conntrack: ConntrackStates;
  /** Whether packets move between datapaths as ovn-controller moves them (`conntrack-states.ts`), not as in ovn-trace. */
  readonly isAsDeployed?: boolean;
  /** Where load balancers send the packet, if it is one of their backends; used once. */
  lbDst?: HostPort;
  /** The member that `select` takes; 0 if none is chosen. */
  readonly selectId: number;
  /** The name in the packet, if it is a DNS query to be answered. */
  readonly dnsQuery?: string;
  /** The frame of the packet, if it is a DHCP request that gets its real answer. */
  readonly dhcp?: DhcpRequest;
  /** In bytes; without it, `check_pkt_larger` changes nothing, as in ovn-trace. */
  readonly packetLength?: number;
  readonly assumesNeighbors: boolean;
  readonly keepsPackets: boolean;
}

export interface ExecutionState {
  readonly network: TracedNetwork;
  readonly choices: Choices;
  readonly gaps: Gaps;
  readonly datapath: TracedDatapath;
  readonly pipeline: Pipeline;
  readonly table: number;
  readonly packet: Packet;
  /** The list that gets the nodes of the actions. */
  readonly nodes: TraceNode[];
  /** The values of `push`. Each list of actions has its own. */
  readonly stack: bigint[];
}

/** A state from which a table or a list of actions begins. */
export type StartState = Omit<ExecutionState, 'stack'>;

/**
 * What comes next for a packet: another table, or the actions of a block. An action yields it, and continues after it is
 * complete.
 */
export type Transfer =
  | { readonly kind: 'table'; readonly to: StartState }
  | { readonly kind: 'actions'; readonly actions: readonly Action[]; readonly at: StartState };

export type Execution = Generator<Transfer, void>;

/** Adds a node, and returns the list of its children. */
export const record = ({ nodes }: Pick<ExecutionState, 'nodes'>, parts: NodeParts): TraceNode[] => append(nodes, parts);

/** Notes a gap that exists because the source lacks rows of `table`. */
export function noteGap({ network, gaps }: Pick<ExecutionState, 'network' | 'gaps'>, table: SbTable, gap: Gap): void {
  if (lacksTable(network.network, table)) gaps.add(gap);
}

/** The next table of the pipeline, for `packet`. */
export const nextTable = (state: ExecutionState, packet: Packet, nodes: TraceNode[]): Transfer => ({
  kind: 'table',
  to: { ...state, packet, nodes, table: state.table + 1 },
});
