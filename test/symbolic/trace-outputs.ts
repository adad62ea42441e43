/** Where a traced packet goes, with all zones of conntrack in one state. */
import type { Scenario } from '../../src/trace/state/conntrack-states.ts';
import type { TraceNode } from '../../src/trace/state/trace-node.ts';
import type { Tracer } from '../../src/trace/trace.ts';

/** The nodes of the packet and its copies, without those of packets that OVN makes. */
export function* nodesOf(node: TraceNode): Generator<TraceNode> {
  yield node;
  if (node.kind === 'block' && node.packet !== 'clone') return;
  for (const child of node.children) yield* nodesOf(child);
}

/** The names of the ports by which the packet, or a copy of it, leaves. */
export function outputsOf(tracer: Tracer, microflow: string, scenario: Scenario = 'first'): string[] {
  const trace = tracer.trace({ microflow, scenario });
  if ('error' in trace) throw new Error(trace.error);
  return [...nodesOf(trace.root)].flatMap(node =>
    node.kind === 'output' && !node.peer && node.to.row ? [node.to.row.logical_port] : [],
  );
}
