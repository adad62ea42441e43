/** Logical flows laid together by the datapath and the table that they stand in. */
import { once } from '../base/remember.ts';
import type { LogicalFlow, Pipeline } from './logical-network.ts';

type Datapath = LogicalFlow['datapath'];

/** For each datapath, what its flows with the same number make together. */
export type ByNumber<G> = ReadonlyMap<Datapath, ReadonlyMap<number, G>>;

/** Flows in their order; each is made when it is asked for, and once. */
export interface FlowGroup {
  readonly length: number;
  match(index: number): string;
  flow(index: number): LogicalFlow;
}

/** All flows of a network. */
export interface FlowsByTable {
  /** Those with the same `tableNumber`. */
  readonly groups: ByNumber<FlowGroup>;
  /** Of a row of Logical_Flow there can be many flows, and none. */
  readonly rowCount: number;
  /** In the order of the source. */
  rowUuids(): readonly string[];
}

/** A table's number among those of both pipelines: even for ingress, odd for egress. */
export const tableNumber = (pipeline: Pipeline, table: number): number => table * 2 + (pipeline === 'egress' ? 1 : 0);

/** Within a group, flows stay in their order. */
export function groupFlows(
  flows: readonly LogicalFlow[],
  numberOf: (flow: LogicalFlow) => number,
): ByNumber<LogicalFlow[]> {
  const groups = new Map<Datapath, Map<number, LogicalFlow[]>>();
  for (const flow of flows) groupIn(groups, flow.datapath, numberOf(flow), () => []).push(flow);
  return groups;
}

/** The group of a datapath with this number, made if there is none yet. */
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

/** Flows that are there already. Those that nobody tells a row of stand for none. */
export class FlowsInArrays implements FlowsByTable {
  readonly groups: ByNumber<FlowGroup>;
  readonly rowUuids: () => readonly string[];

  constructor(flows: readonly LogicalFlow[]) {
    const groups = new Map<Datapath, Map<number, ArrayGroup>>();
    for (const flow of flows) {
      groupIn(groups, flow.datapath, tableNumber(flow.pipeline, flow.table), () => new ArrayGroup()).flows.push(flow);
    }
    this.groups = groups;
    this.rowUuids = once(() => [...new Set(flows.map(({ uuid }) => uuid).filter(Boolean))]);
  }

  get rowCount(): number {
    return this.rowUuids().length;
  }
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
