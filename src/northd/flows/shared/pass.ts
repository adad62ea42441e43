/** The default of most stages: packets that no other flow is for pass. */
import type { StageName } from '../../../ovn/release/stages.ts';
import type { RuleContext } from './context.ts';
import { type Flow, flow } from './flow.ts';

/** One flow for each of `stages` that the release has. */
export function* pass(stages: readonly StageName[], { stage }: RuleContext): Iterable<Flow> {
  for (const name of stages) {
    const present = stage(name);
    if (present) yield flow(present, 0, '1', 'next;');
  }
}
