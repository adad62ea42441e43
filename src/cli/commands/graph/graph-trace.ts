/** The trace whose way `udon graph` marks. */
import { type Trace, traceIn } from '../../../app/trace/trace-in.ts';
import type { SCENARIO_NAMES } from '../../../app/trace/trace-request.ts';
import { openNetwork, type SourceArguments } from '../../sources/open.ts';
import { Failure } from '../../terminal/failure.ts';

export async function traceOnce(
  microflow: string,
  scenario: (typeof SCENARIO_NAMES)[number],
  sources: readonly string[],
  options: SourceArguments,
): Promise<Trace> {
  const opened = await openNetwork(sources, options, { wantsRows: false, isQuestion: true });
  const { answer } = traceIn(opened, { microflow, scenario });
  if ('error' in answer) throw new Failure(`--trace: ${answer.error.trim()}`);
  return answer;
}
