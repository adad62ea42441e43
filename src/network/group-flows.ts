/** Logical flows laid together: for each datapath, those with the same number. */
import type { LogicalFlow, Pipeline } from './logical-network.ts';

export type FlowGroups = ReadonlyMap<LogicalFlow['datapath'], ReadonlyMap<number, LogicalFlow[]>>;

/** Within a group, flows stay in their order. */
export function groupFlows(flows: readonly LogicalFlow[], numberOf: (flow: LogicalFlow) => number): FlowGroups {
  const groups = new Map<LogicalFlow['datapath'], Map<number, LogicalFlow[]>>();
  for (const flow of flows) {
    const ofDatapath = groups.get(flow.datapath) ?? new Map<number, LogicalFlow[]>();
    groups.set(flow.datapath, ofDatapath);
    const number = numberOf(flow);
    const group = ofDatapath.get(number);
    if (group) group.push(flow);
    else ofDatapath.set(number, [flow]);
  }
  return groups;
}

/** A table's number among those of both pipelines: even for ingress, odd for egress. */
export const tableNumber = (pipeline: Pipeline, table: number): number => table * 2 + (pipeline === 'egress' ? 1 : 0);
