/** What rules yield: a logical flow whose table is still a stage's name. */
import type { SwitchStage } from '../../../ovn/release/stages.ts';
import type { MadeFor } from '../../model/made-for.ts';

export interface Flow {
  readonly stage: SwitchStage;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
  /** The northbound row that it is made for and that ovn-northd notes in `external_ids:stage-hint`. */
  readonly hint?: MadeFor;
  /** The row that it is made for, if ovn-northd notes none and it is not the row of the rule's subject. */
  readonly madeFor?: MadeFor;
}

export function flow(stage: SwitchStage, priority: number, match: string, actions: string, hint?: MadeFor): Flow {
  return hint ? { stage, priority, match, actions, hint } : { stage, priority, match, actions };
}

/** A flow of which ovn-northd does not note the row. */
export const withoutHint = (flow: Flow, madeFor: MadeFor): Flow => ({ ...flow, madeFor });
