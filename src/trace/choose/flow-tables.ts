/** The flows of a network by their table. Flows are not parsed here. */
import { compareRows, rowOrder } from '../../base/hash-table.ts';
import { once, remember } from '../../base/remember.ts';
import { ArrayGroup, tableNumber } from '../../network/flow-groups.ts';
import type {
  Datapath,
  FlowGroup,
  FlowSource,
  FlowsByTable,
  LogicalFlow,
  LogicalNetwork,
  Pipeline,
} from '../../network/logical-network.ts';
import {
  isFiltered,
  isWithoutDefault,
  MISSING_ELSEWHERE,
  type MissingFlows,
  missingFlows,
  stageOf,
} from '../gaps/missing-flows.ts';
import { leadingPorts } from '../gaps/port-evidence.ts';
import type { CompareFlows } from './flow-index.ts';

type CompareUuids = (a: string, b: string) => number;

export class FlowTables {
  private readonly source: FlowSource;
  private readonly tables: FlowsByTable;
  private readonly missingIn = remember((datapath: Datapath) => ({
    ingress: once(() => this.findMissing(datapath, 'ingress')),
    egress: once(() => this.findMissing(datapath, 'egress')),
  }));
  private readonly leadingIn = remember((datapath: Datapath) => ({ ports: leadingPorts(this.tables, datapath) }));
  private readonly isFiltered = once(() => isFiltered(this.tables));
  private bucketOrder: CompareUuids | undefined;
  private ranks: ReadonlyMap<string, number> | undefined;

  constructor(network: LogicalNetwork) {
    this.source = network.flows;
    this.tables = network.flows.byTable();
  }

  /** The order in which ovn-trace tries the flows of a table, except for ties, which are expensive to resolve. */
  readonly compare: CompareFlows = (a, b) => b.priority - a.priority || this.compareUuids(a.uuid, b.uuid);

  /** Whether only the places of two rows within a bucket decide which is tried first. */
  areTied(a: LogicalFlow, b: LogicalFlow): boolean {
    return a.uuid !== '' && this.compare(a, b) === 0;
  }

  /** Which of two tied flows is tried first. */
  isBefore(a: LogicalFlow, b: LogicalFlow): boolean {
    this.ranks ??= new Map(rowOrder(this.source.rowIds()).map((uuid, rank) => [uuid, rank]));
    return this.ranks.get(a.uuid)! < this.ranks.get(b.uuid)!;
  }

  /** Which flows of a pipeline the source lacks; undefined if it is complete. */
  missing(datapath: Datapath, pipeline: Pipeline): MissingFlows | undefined {
    return this.missingIn(datapath)[pipeline]();
  }

  private findMissing(datapath: Datapath, pipeline: Pipeline): MissingFlows | undefined {
    return missingFlows(this.tables, datapath, pipeline) ?? (this.isFiltered() ? MISSING_ELSEWHERE : undefined);
  }

  /** Whether ovn-northd of this release makes no flow for all other packets in a table, so that these are dropped. */
  mayLackDefault(datapath: Datapath, pipeline: Pipeline, table: number): boolean {
    const ofDatapath = this.tables.get(datapath);
    return ofDatapath !== undefined && isWithoutDefault(ofDatapath, stageOf(this.table(datapath, pipeline, table)));
  }

  /** Whether a port can lead to another datapath, as far as the flows tell. */
  mayLeadOn(port: string, datapath: Datapath): boolean {
    return this.leadingIn(datapath).ports?.has(port) !== false;
  }

  has(datapath: Datapath): boolean {
    return this.tables.has(datapath);
  }

  table(datapath: Datapath, pipeline: Pipeline, table: number): FlowGroup {
    return this.tables.get(datapath)?.get(tableNumber(pipeline, table)) ?? NONE;
  }

  private get compareUuids(): CompareUuids {
    this.bucketOrder ??= compareRows(this.source.rowIds().length);
    return this.bucketOrder;
  }
}

const NONE: FlowGroup = new ArrayGroup();
