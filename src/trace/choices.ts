/** What the packet alone does not decide, so the caller chooses. */
import { ConntrackStates, type Scenario } from './state/conntrack-states.ts';
import type { DhcpRequest } from './state/dhcp-server.ts';
import type { Choices } from './state/execution-state.ts';

/** What the packet alone does not decide, so the user chooses. */
export interface TraceChoices {
  /** The states of `--ct`, as bits. */
  readonly conntrack?: readonly number[];
  /** The state of the connection in all zones, for the lookups after those of `conntrack`; ovn-trace has none. */
  readonly scenario?: Scenario;
  readonly lbDst?: NonNullable<Choices['lbDst']>;
  readonly selectId?: number;
  /** The name in a DNS query. With it, `dns_lookup` is answered from the DNS table. */
  readonly dnsQuery?: string;
  /** The frame of the packet, if it is a DHCP request that gets its real answer. */
  readonly dhcp?: DhcpRequest;
  /** The length of the frame in bytes, with its Ethernet header, for routers that check it. Without it, every packet is small enough. */
  readonly packetLength?: number;
  /** Whether a neighbor without a MAC binding is taken as one that answers. ovn-trace has no neighbor then. */
  readonly assumesNeighbors?: boolean;
  /** Whether nodes of tables keep the packet as it enters the table. */
  readonly keepsPackets?: boolean;
}

export function choicesOf({ conntrack, scenario, selectId = 0, ...others }: TraceChoices): Choices {
  const { lbDst, dhcp, dnsQuery, packetLength } = others;
  return {
    conntrack: new ConntrackStates(conntrack, scenario),
    isAsDeployed: scenario !== undefined,
    selectId,
    assumesNeighbors: others.assumesNeighbors === true,
    keepsPackets: others.keepsPackets === true,
    ...(lbDst && { lbDst }),
    ...(dhcp && { dhcp }),
    ...(dnsQuery !== undefined && { dnsQuery }),
    ...(packetLength !== undefined && { packetLength }),
  };
}
