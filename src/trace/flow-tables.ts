/** The flows of a network by the table they stand in. Nothing of a flow is parsed here. */
import { compareRows } from '../base/hash-table.ts';
import type { LogicalFlow, Pipeline } from '../network/logical-network.ts';
import type { SbRow } from '../network/sb.ts';
import type { CompareFlows } from './flow-index.ts';

type Datapath = SbRow<'Datapath_Binding'>;

export class FlowTables {
  private readonly tables = new Map<Datapath, Map<number, LogicalFlow[]>>();
  /** The order in which ovn-trace tries the flows of a table. */
  readonly compare: CompareFlows;

  constructor(flows: readonly LogicalFlow[]) {
    for (const flow of flows) this.add(flow);
    const compareUuids = compareRows(new Set(flows.map(({ uuid }) => uuid)).size);
    this.compare = (a, b) => b.priority - a.priority || compareUuids(a.uuid, b.uuid);
  }

  has(datapath: Datapath): boolean {
    return this.tables.has(datapath);
  }

  table(datapath: Datapath, pipeline: Pipeline, table: number): readonly LogicalFlow[] {
    return this.tables.get(datapath)?.get(numberOf(pipeline, table)) ?? NONE;
  }

  private add(flow: LogicalFlow): void {
    const tables = this.tables.get(flow.datapath) ?? new Map<number, LogicalFlow[]>();
    this.tables.set(flow.datapath, tables);
    const number = numberOf(flow.pipeline, flow.table);
    const flows = tables.get(number);
    if (flows) flows.push(flow);
    else tables.set(number, [flow]);
  }
}

/** Even for ingress, odd for egress. */
const numberOf = (pipeline: Pipeline, table: number): number => table * 2 + (pipeline === 'egress' ? 1 : 0);

const NONE: readonly LogicalFlow[] = [];
