/** Who answers an ARP request or a neighbor solicitation: the answer of `udon arp`, as plain data. */
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { Gap } from '../../trace/gaps/gap.ts';
import type { Trace } from '../../trace/trace.ts';
import type { Guest } from '../guests/guest.ts';
import type { Origin } from '../origin/origin.ts';

export interface NeighborAnswer {
  /** The address that is asked for. */
  readonly address: string;
  readonly protocol: 'arp' | 'nd';
  readonly from: Guest;
  /** The node of the port that asks, where the sources name it. */
  readonly node?: string | undefined;
  /** `undecided` if the sources do not say who gets the request, or what a port that gets it has. */
  readonly verdict: 'yes' | 'no' | 'undecided';
  readonly answerers: readonly NeighborAnswerer[];
  /** Ports that may answer, too: those with the same address, and those that get the request and may have it. */
  readonly possible: readonly PossibleAnswerer[];
  /** What ends the request before any port gets it. */
  readonly drop?: { readonly flow: LogicalFlow; readonly origin: Origin } | undefined;
  readonly doubts: readonly Gap[];
  /** What `udon trace` traces. */
  readonly microflow: string;
  readonly trace: Trace;
}

/** By which rows OVN answers, or that a guest does. */
export type AnswerCode =
  | 'port-address'
  | 'router-address'
  | 'proxy-arp'
  | 'nat-address'
  | 'load-balancer-address'
  | 'forwarding-group'
  | 'flow'
  | 'guest';

export interface NeighborAnswerer {
  readonly code: AnswerCode;
  readonly mac: string;
  /** The switch or router whose flow answers, or the switch of the guest. */
  readonly datapath: string;
  /** The port that has the address and the MAC, where there is one. */
  readonly port?: string | undefined;
  readonly guest?: string | undefined;
  readonly node?: string | undefined;
  /** Absent if the guest itself answers. */
  readonly flow?: LogicalFlow | undefined;
  readonly origin?: Origin | undefined;
}

export interface PossibleAnswerer {
  readonly port: string;
  readonly guest?: string | undefined;
  /**
   * `same-address`: it has the address, too, with another MAC; `unknown-addresses`: the port may have any; `outside`: the network
   * goes on there; `no-address`: its rows name none.
   */
  readonly why: 'same-address' | 'unknown-addresses' | 'outside' | 'no-address';
  /** With `same-address`. */
  readonly mac?: string;
}
