/** The verdict on a traced packet. It is loaded only if it is wanted, because it needs the analysis. */
import { type TraceVerdict, verdictOn } from '../../analyze/explain/trace-verdict.ts';
import type { Trace } from '../../trace/trace.ts';
import type { Opened } from '../sources/opened.ts';

export type { TraceVerdict } from '../../analyze/explain/trace-verdict.ts';

export const verdictIn = ({ nb }: Pick<Opened, 'nb'>, trace: Trace): TraceVerdict => verdictOn(trace, nb);
