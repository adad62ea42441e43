/** A traced packet in phases: the steps of its first copy that decide something, and the verdict on it. */
import type { Phase } from '../../analyze/explain/answer/explanation.ts';
import { type TraceVerdict, verdictOn } from '../../analyze/explain/trace-verdict.ts';
import { endingsOf } from '../../analyze/explain/way/path.ts';
import { numbered, phasesOf } from '../../analyze/explain/way/phases.ts';
import type { Trace } from '../../trace/trace.ts';
import type { Opened } from '../sources/opened.ts';

export interface TracePhases {
  readonly verdict: TraceVerdict;
  readonly phases: readonly Phase[];
}

export const tracePhases = ({ nb }: Pick<Opened, 'nb'>, trace: Trace): TracePhases => ({
  verdict: verdictOn(trace, nb),
  phases: numbered(phasesOf(endingsOf(trace.root)[0]?.path ?? [], nb)),
});
