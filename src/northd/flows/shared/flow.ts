/** The flows that rules yield: logical flows with the name of a stage instead of a table. */
import type { Family } from '../../../base/ip.ts';
import type { PresentStage } from '../../../ovn/release/stages.ts';
import type { MadeFor } from '../../model/made-for.ts';

/** What ovn-controller does with packets of a flow: a protocol of control plane protection (ovn-nb(5), Copp). */
export type ControlMeter =
  | 'arp'
  | 'arp-resolve'
  | 'bfd'
  | 'dhcpv4-opts'
  | 'dhcpv4-relay'
  | 'dhcpv6-opts'
  | 'dns'
  | 'event-elb'
  | 'icmp4-error'
  | 'icmp6-error'
  | 'igmp'
  | 'nd-na'
  | 'nd-ns'
  | 'nd-ns-resolve'
  | 'nd-ra-opts'
  | 'reject'
  | 'svc-monitor'
  | 'tcp-reset';

export interface Flow {
  readonly stage: PresentStage;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
  /** The northbound row that it is made for and that ovn-northd writes to `external_ids:stage-hint`. */
  readonly hint?: MadeFor;
  /** The row that it is made for, if ovn-northd writes no hint and it is not the row of the rule's subject. */
  readonly madeFor?: MadeFor;
  /** Packets go to ovn-controller, as many as this meter lets pass. */
  readonly meter?: ControlMeter;
}

export function flow(stage: PresentStage, priority: number, match: string, actions: string, hint?: MadeFor): Flow {
  return hint ? { stage, priority, match, actions, hint } : { stage, priority, match, actions };
}

/** A flow for which ovn-northd writes no hint. */
export const withoutHint = (flow: Flow, madeFor: MadeFor): Flow => ({ ...flow, madeFor });

/** A flow whose packets go to ovn-controller. */
export const metered = (meter: ControlMeter | undefined, flow: Flow): Flow => (meter ? { ...flow, meter } : flow);

export const ICMP_ERROR_METERS = { 4: 'icmp4-error', 6: 'icmp6-error' } as const satisfies Record<Family, ControlMeter>;
