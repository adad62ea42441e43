/** The flows that rules yield: logical flows with the name of a stage instead of a table. */
import type { PresentStage } from '../../../ovn/release/stages.ts';
import type { MadeFor } from '../../model/made-for.ts';

export interface Flow {
  readonly stage: PresentStage;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
  /** The northbound row that it is made for and that ovn-northd writes to `external_ids:stage-hint`. */
  readonly hint?: MadeFor;
  /** The row that it is made for, if ovn-northd writes no hint and it is not the row of the rule's subject. */
  readonly madeFor?: MadeFor;
}

export function flow(stage: PresentStage, priority: number, match: string, actions: string, hint?: MadeFor): Flow {
  return hint ? { stage, priority, match, actions, hint } : { stage, priority, match, actions };
}

/** A flow for which ovn-northd writes no hint. */
export const withoutHint = (flow: Flow, madeFor: MadeFor): Flow => ({ ...flow, madeFor });
