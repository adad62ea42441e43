/** The flows of a network by the table they stand in. Nothing of a flow is parsed here. */
import { compareRows, rowOrder } from '../base/hash-table.ts';
import { ArrayGroup, type FlowGroup, type FlowsByTable, FlowsInArrays, tableNumber } from '../network/flow-groups.ts';
import type { LogicalFlow, LogicalNetwork, Pipeline } from '../network/logical-network.ts';
import type { SbRow } from '../network/sb.ts';
import type { CompareFlows } from './flow-index.ts';

type Datapath = SbRow<'Datapath_Binding'>;

type CompareUuids = (a: string, b: string) => number;

export class FlowTables {
  private readonly flows: FlowsByTable;
  private bucketOrder: CompareUuids | undefined;
  private ranks: ReadonlyMap<string, number> | undefined;

  constructor(network: LogicalNetwork) {
    this.flows = network.flowsByTable ?? new FlowsInArrays(network.flows);
  }

  /** The order in which ovn-trace tries the flows of a table, as far as it is cheap to know. */
  readonly compare: CompareFlows = (a, b) => b.priority - a.priority || this.compareUuids(a.uuid, b.uuid);

  /** Whether only the place of two rows within a bucket tells which is tried first. */
  areTied(a: LogicalFlow, b: LogicalFlow): boolean {
    return a.uuid !== '' && this.compare(a, b) === 0;
  }

  /** Which of two tied flows is tried first. */
  isBefore(a: LogicalFlow, b: LogicalFlow): boolean {
    this.ranks ??= new Map(rowOrder(this.flows.rowUuids()).map((uuid, rank) => [uuid, rank]));
    return this.ranks.get(a.uuid)! < this.ranks.get(b.uuid)!;
  }

  has(datapath: Datapath): boolean {
    return this.flows.groups.has(datapath);
  }

  table(datapath: Datapath, pipeline: Pipeline, table: number): FlowGroup {
    return this.flows.groups.get(datapath)?.get(tableNumber(pipeline, table)) ?? NONE;
  }

  private get compareUuids(): CompareUuids {
    this.bucketOrder ??= compareRows(this.flows.rowCount);
    return this.bucketOrder;
  }
}

const NONE: FlowGroup = new ArrayGroup();
