/**
 * Why a packet does not match a flow: the minimal part of the match that does not hold, with registers traced back to the flow
 * that set them. A flow is named by the beginning of its UUID, as `STAGE:PRIORITY`, or by its stage for the nearest ones.
 */
import type { LogicalFlow } from '../../../network/logical-network.ts';
import type { BoundField } from '../../../sema/match/bind-operands.ts';
import type { TraceNode } from '../../../trace/state/trace-node.ts';
import type { Tracer } from '../../../trace/trace.ts';
import { causeOf } from '../../misses/cause.ts';
import { compareCosts, costOf, unsatisfiedCore } from '../../misses/core.ts';
import { verdictOf } from '../../misses/verdict-tree.ts';
import type { FlowMiss } from '../answer/explanation.ts';
import { flowPlaceOf } from '../way/flow-place.ts';
import { isTable, type TableNode } from '../way/path.ts';
import { lastWriter } from './written-by.ts';

const MAX_NEAREST = 3;

/** Which flows are asked about. */
export interface FlowName {
  readonly uuid?: string;
  readonly stage?: string;
  readonly priority?: number;
  /** Flows with these actions are not meant. */
  readonly exceptActions?: string;
}

/** `STAGE`, `STAGE:PRIORITY`, or at least 4 digits of a UUID. */
export function parseFlowName(text: string): FlowName {
  const [, stage, priority] = /^((?:ls|lr)_[a-z0-9_]+)(?::(\d+))?$/.exec(text) ?? [];
  if (stage === undefined) return { uuid: text.toLowerCase() };
  return { stage, ...(priority !== undefined && { priority: Number(priority) }) };
}

interface Visit {
  readonly node: TableNode;
  readonly before: readonly TraceNode[];
}

/** The nearest flows that are meant, over all visits of their table; empty if the packet reaches no table of theirs. */
export function flowMisses(name: FlowName, path: readonly TraceNode[], tracer: Tracer): readonly FlowMiss[] {
  const visits = path.flatMap((node, index): Visit[] =>
    isTable(node) ? [{ node, before: path.slice(0, index) }] : [],
  );
  const found = visits.flatMap(visit => missesAt(visit, name, tracer));
  const nearest = new Map<string, FlowMiss>();
  for (const miss of found.sort(compareMisses)) {
    const { flow, causes } = miss;
    const key = [flow.datapath, flow.stage, ...causes.map(({ text }) => text)].join(' ');
    if (!nearest.has(key)) nearest.set(key, miss);
  }
  return [...nearest.values()].slice(0, MAX_NEAREST);
}

const compareMisses = (a: FlowMiss, b: FlowMiss): number =>
  compareCosts(costOf(a.causes), costOf(b.causes)) || b.flow.priority - a.flow.priority;

function missesAt({ node, before }: Visit, name: FlowName, tracer: Tracer): readonly FlowMiss[] {
  const [datapath, pipeline] =
    node.kind === 'table' ? [node.flow.datapath, node.flow.pipeline] : [node.datapath, node.pipeline];
  const winner = node.kind === 'table' ? node.flow : undefined;
  const group = tracer.flowsIn(datapath, pipeline, node.table);
  const flows = Array.from({ length: group.length }, (_, index) => group.flow(index));
  return flows.filter(flow => isMeant(flow, name, winner)).map(flow => missOf(flow, winner, { node, before }, tracer));
}

/** Of a whole stage, the flows that come before the one that matches and do something else. */
function isMeant(
  flow: LogicalFlow,
  { uuid, stage, priority, exceptActions }: FlowName,
  winner: LogicalFlow | undefined,
): boolean {
  if (flow.actions === exceptActions) return false;
  if (uuid !== undefined) return flow.uuid.startsWith(uuid);
  if (flow.stage !== stage) return false;
  if (priority !== undefined) return flow.priority === priority;
  return flow !== winner && (!winner || (flow.priority >= winner.priority && flow.actions !== winner.actions));
}

function missOf(flow: LogicalFlow, winner: LogicalFlow | undefined, visit: Visit, tracer: Tracer): FlowMiss {
  const common = { flow: flowPlaceOf(flow), ...(winner && winner !== flow && { winner: flowPlaceOf(winner) }) };
  if (flow === winner) return { ...common, result: 'matches', causes: [] };
  const meanings = tracer.meanings(flow.datapath);
  const packet = visit.node.before!;
  const tree = verdictOf(flow.match, packet, meanings);
  if (!tree) return { ...common, result: 'unreadable', causes: [] };
  if (tree.holds) return { ...common, result: 'comes-later', causes: [] };
  const writerOf = (field: BoundField) => lastWriter(field, visit.before);
  const causes = unsatisfiedCore(tree, atom => causeOf(atom, { packet, meanings, writerOf }));
  return { ...common, result: 'missed', causes };
}
