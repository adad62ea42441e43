/** Groups logical flows by datapath and table. */
import type { ByNumber, Datapath, FlowGroup, LogicalFlow, Pipeline } from './logical-network.ts';

/** A number for a table of either pipeline: even for ingress, odd for egress. */
export const tableNumber = (pipeline: Pipeline, table: number): number => table * 2 + (pipeline === 'egress' ? 1 : 0);

/** Groups of `flows`. Within a group, flows keep their order. */
export function groupFlows(
  flows: readonly LogicalFlow[],
  numberOf: (flow: LogicalFlow) => number,
): ByNumber<ArrayGroup> {
  const groups = new Map<Datapath, Map<number, ArrayGroup>>();
  for (const flow of flows) groupIn(groups, flow.datapath, numberOf(flow), () => new ArrayGroup()).flows.push(flow);
  return groups;
}

/** The group of a datapath and a number. It is created if it is missing. */
export function groupIn<G>(
  groups: Map<Datapath, Map<number, G>>,
  datapath: Datapath,
  number: number,
  newGroup: (datapath: Datapath) => G,
): G {
  const known = groups.get(datapath)?.get(number);
  if (known) return known;
  const group = newGroup(datapath);
  const ofDatapath = groups.get(datapath) ?? new Map<number, G>();
  groups.set(datapath, ofDatapath.set(number, group));
  return group;
}

export class ArrayGroup implements FlowGroup {
  readonly flows: LogicalFlow[] = [];

  get length(): number {
    return this.flows.length;
  }

  match(index: number): string {
    return this.flows[index]!.match;
  }

  flow(index: number): LogicalFlow {
    return this.flows[index]!;
  }
}
