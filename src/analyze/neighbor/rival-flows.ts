/** Flows of one priority that match one request: OVN does not define which of them answers. */
import type { NodeOf, TraceNode } from '../../trace/state/trace-node.ts';
import type { Tracer } from '../../trace/trace.ts';
import { verdictOf } from '../misses/verdict-tree.ts';
import type { Reply } from './replies.ts';

/** Whether another flow with other actions could make the reply. `nodes` have the packets that came to their tables. */
export function hasRival({ flow }: Reply, nodes: readonly TraceNode[], tracer: Tracer): boolean {
  const node = nodes.find((each): each is NodeOf<'table'> => each.kind === 'table' && each.flow === flow);
  const packet = node?.before;
  if (!node || !packet) return false;
  const group = tracer.flowsIn(flow.datapath, flow.pipeline, node.table);
  const meanings = tracer.meanings(flow.datapath);
  return Array.from({ length: group.length }, (_, index) => group.flow(index)).some(
    other =>
      other.priority === flow.priority &&
      other.actions !== flow.actions &&
      verdictOf(other.match, packet, meanings)?.holds === true,
  );
}
