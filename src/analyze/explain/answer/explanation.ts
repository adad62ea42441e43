/**
 * The answer of `udon explain`, as plain data: text, JSON and all other outputs are made of it. Texts are sentences without a
 * full stop. `grammar/explanation.schema.json` describes the JSON form, which is this object.
 */
import type { Scenario } from '../../../trace/state/conntrack-states.ts';
import type { Cause } from '../../misses/cause.ts';
import type { Owner } from '../../origin/owner.ts';
import type { AssumptionCode, ExplainCode, MissingCode } from './codes.ts';

export type ExplainVerdict = 'yes' | 'no' | 'undecided';

/** One direction: whether its packet arrives, and why. */
export interface DirectionAnswer {
  readonly verdict: ExplainVerdict;
  readonly code: ExplainCode;
  /** The answer: `proj2/fedora-1 cannot open TCP 172.22.0.7:8080`. */
  readonly text: string;
  /** Who decided, in the words of ovnkube-observ: `Dropped by egress firewall in namespace demo`. */
  readonly by?: string;
  /** The Kubernetes object that decided. */
  readonly owner?: Owner;
  readonly why: readonly Reason[];
  /** The flow that decided. */
  readonly where?: DecidingFlow;
  /** The way of the packet, up to where it arrives or ends. */
  readonly phases: readonly Phase[];
}

/** Whether a packet arrives, who decides and why, as plain data (grammar/explanation.schema.json is its JSON form). */
export interface Explanation extends DirectionAnswer {
  readonly subject: ExplainSubject;
  /** What to do: the remedy of the code. Absent if there is nothing to do. */
  readonly remedy?: string;
  /** Changes with which the packet arrives. Each was traced. */
  readonly wouldPass: readonly WouldPass[];
  /** Absent if the first direction already fails, or if only one direction was asked for. */
  readonly reply?: DirectionAnswer;
  readonly assumed: readonly Assumed[];
  /** What the sources do not have, and what would decide; empty unless the answer needs it. */
  readonly missing: readonly Missing[];
  /** The flows that were asked about; empty if the packet reaches no table of theirs. */
  readonly whyNot?: readonly FlowMiss[];
  /** The arguments of `udon trace` that trace the same packet. */
  readonly replay: readonly string[];
  /** How many packets were traced for the answer. */
  readonly traces: number;
}

/** Who sends which packet to whom. */
export interface ExplainSubject {
  readonly from: ExplainEnd;
  readonly to: ExplainEnd;
  readonly protocol: 'tcp' | 'udp' | 'sctp' | 'icmp';
  /** Of the destination; absent for ICMP. */
  readonly port?: number;
  readonly scenario: Scenario;
  /** The node whose network was asked, where there are several. */
  readonly node?: string;
}

export interface ExplainEnd {
  /** As people call it: `proj2/fedora-1`, `service/proj2/web`, `8.8.4.4`. */
  readonly name: string;
  /** The logical port, if it has one here. */
  readonly port?: string;
  readonly address: string;
  readonly mac?: string;
}

/** A reason, with its details: a rule of a policy that does not allow the packet, for example. */
export interface Reason {
  readonly text: string;
  /** The object that it is about: `NetworkPolicy proj2/allow-web`. */
  readonly object?: string;
  readonly details?: readonly ReasonDetail[];
}

export interface ReasonDetail {
  /** `rule 0`; absent if the detail has no name. */
  readonly name?: string;
  readonly text: string;
}

/** A change with which the packet arrives. */
export type WouldPass =
  | { readonly kind: 'packet'; readonly text: string; readonly field: string; readonly value: string }
  | { readonly kind: 'address-set'; readonly text: string; readonly set: string; readonly address: string };

export interface DecidingFlow {
  readonly datapath: string;
  readonly pipeline: 'ingress' | 'egress';
  readonly table: number;
  readonly stage: string;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
  /** Absent if the source does not have it. */
  readonly uuid?: string;
}

/** A flow that was asked about, and whether the packet matches it. */
export interface FlowMiss {
  readonly flow: DecidingFlow;
  /** `comes-later`: the match holds, but another flow comes first. */
  readonly result: 'matches' | 'missed' | 'comes-later' | 'unreadable';
  /** The minimal part of the match that does not hold; empty unless missed. */
  readonly causes: readonly Cause[];
  /** The flow that the packet matches instead. */
  readonly winner?: DecidingFlow;
}

export type PhaseResult =
  | 'enters'
  | 'allowed'
  | 'delegated'
  | 'balanced'
  | 'translated'
  | 'routed'
  | 'forwarded'
  | 'delivered'
  | 'answered'
  | 'rejected'
  | 'dropped';

/** A step that decides something. */
export interface Phase {
  /** From 1. */
  readonly number: number;
  readonly datapath: string;
  /** Empty where the step is no flow, or its source does not name the stage. */
  readonly stage: string;
  readonly result: PhaseResult;
  readonly text: string;
  readonly owner?: Owner;
  /** All that a load balancer can choose here. */
  readonly endpoints?: readonly ChosenEndpoint[];
  /** Its node, if that is not the sender's: the datapath can have the same name on both. */
  readonly node?: string;
}

export interface ChosenEndpoint {
  readonly address: string;
  /** 0 if the port of the packet stays. */
  readonly port: number;
}

/** Something that the answer takes for granted. */
export interface Assumed {
  readonly code: AssumptionCode;
  readonly text: string;
}

export interface Missing {
  readonly code: MissingCode;
  readonly text: string;
}
