/** What can become of a packet, and what an answer about it assumes or does not know. */

import type { LogicalFlow } from '../../network/logical-network.ts';
import type { FlowPlace } from '../../trace/choose/flow-lookup.ts';
import type { TracedDatapath } from '../../trace/choose/traced-datapath.ts';
import { type Gap, keyOfGap } from '../../trace/gaps/gap.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import type { BlockPacket } from '../../trace/state/trace-node.ts';
import type { FateAssumption } from './assumptions.ts';

interface OutcomeShapes {
  /** The packet leaves the network by a port; without a row, no port has its outport's key. */
  delivered: { readonly datapath: TracedDatapath; readonly key: number; readonly port?: PortRow | undefined };
  /** The flow has no actions. */
  dropped: { readonly flow: LogicalFlow };
  /** No flow of the table matches. */
  'no-match': { readonly place: FlowPlace };
  /** The packet would go back to its inport, which needs `flags.loopback`. */
  returned: { readonly flow: LogicalFlow };
  /** The actions of the flow send the packet to no port. */
  lost: { readonly flow: LogicalFlow };
  /** The actions of the flow do not send the packet on; ovn-controller takes it, for example. */
  consumed: { readonly flow: LogicalFlow };
  /** OVN makes another packet from it, which is not followed. */
  made: { readonly flow: LogicalFlow; readonly packet: BlockPacket | 'reject' };
  /** The packet passes more datapaths than are followed; it is in a loop. */
  loop: object;
  /** The other outcomes assume this. */
  assumes: { readonly code: FateAssumption };
  /** The source does not tell this, so the other outcomes are not certain. */
  unknown: { readonly gap: Gap };
}

export type OutcomeKind = keyof OutcomeShapes;
export type OutcomeOf<K extends OutcomeKind> = { readonly kind: K } & OutcomeShapes[K];
export type Fate = { [K in OutcomeKind]: OutcomeOf<K> }[OutcomeKind];

/** The outcomes of one run, by number. */
export class Outcomes {
  private readonly all: Fate[] = [];
  private readonly numbers = new Map<unknown, Map<string, number>>();

  /** The number of an outcome, from 1 on. Outcomes about the same thing have the same number. */
  numberOf(outcome: Fate): number {
    const [subject, key] = keyOf(outcome);
    const ofSubject = this.numbers.get(subject) ?? new Map<string, number>();
    this.numbers.set(subject, ofSubject);
    const known = ofSubject.get(key);
    if (known !== undefined) return known;
    const number = this.all.push(outcome);
    ofSubject.set(key, number);
    return number;
  }

  get(number: number): Fate {
    return this.all[number - 1]!;
  }
}

/** What identifies an outcome: an object, and a text. */
function keyOf(outcome: Fate): readonly [unknown, string] {
  switch (outcome.kind) {
    case 'delivered':
      return [outcome.datapath, `${outcome.key}`];
    case 'no-match':
      return [outcome.place.datapath, `${outcome.kind} ${outcome.place.pipeline} ${outcome.place.table}`];
    case 'made':
      return [outcome.flow, `${outcome.kind} ${outcome.packet}`];
    case 'dropped':
    case 'returned':
    case 'lost':
    case 'consumed':
      return [outcome.flow, outcome.kind];
    case 'loop':
      return [undefined, outcome.kind];
    case 'assumes':
      return [undefined, outcome.code];
    case 'unknown':
      return [undefined, keyOfGap(outcome.gap)];
  }
}
