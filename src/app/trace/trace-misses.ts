/** The flows that a dropped packet almost matched. */
import type { FlowMiss } from '../../analyze/explain/answer/explanation.ts';
import type { TraceVerdict } from '../../analyze/explain/trace-verdict.ts';
import { type Ended, endingsOf } from '../../analyze/explain/way/path.ts';
import { flowMisses } from '../../analyze/explain/why-not/flow-misses.ts';
import type { Trace, TracerOptions } from '../../trace/trace.ts';
import type { Opened } from '../sources/opened.ts';
import { tracerIn } from './trace-in.ts';

export type { FlowMiss } from '../../analyze/explain/answer/explanation.ts';

/**
 * Of the table that decides, flows that do something else; of a table without a flow for the packet, all. The trace has to
 * keep packets. Empty if the packet arrives.
 */
export function missesIn(
  { network }: Pick<Opened, 'network'>,
  { root }: Trace,
  { verdict, drop }: TraceVerdict,
  view: TracerOptions,
): readonly FlowMiss[] {
  const ended = endingsOf(root).find((ending): ending is Ended => ending.kind === 'ended');
  if (verdict === 'yes' || !ended) return [];
  const { flow } = drop ?? {};
  const stage = flow?.stage ?? (ended.node.kind === 'table' ? ended.node.flow.stage : ended.node.stage);
  return flowMisses({ stage, ...(flow && { exceptActions: flow.actions }) }, ended.path, tracerIn(network, view));
}
