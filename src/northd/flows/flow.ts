/** What rules yield: a logical flow whose table is still a stage's name. */
import type { SwitchStage } from '../../ovn/release/stages.ts';

export interface Flow {
  readonly stage: SwitchStage;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
  /** The northbound row that it is made for. */
  readonly hint?: { readonly _uuid: string };
}

export function flow(stage: SwitchStage, priority: number, match: string, actions: string, hint?: Flow['hint']): Flow {
  return hint ? { stage, priority, match, actions, hint } : { stage, priority, match, actions };
}
