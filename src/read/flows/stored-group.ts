/** Logical flows of a database. A flow is made on first use, and decodes a column only when that is read. */
import type { Datapath, FlowGroup, LogicalFlow, Pipeline } from '../../network/logical-network.ts';
import { pairsOf } from '../ovsdb/value.ts';
import type { FlowRows } from './flow-rows.ts';

/** The flows of one table of a datapath, by the places of their rows. */
export class StoredGroup implements FlowGroup {
  readonly places: number[] = [];
  private readonly rows: FlowRows;
  private readonly datapath: Datapath;
  private readonly made = new Map<number, StoredFlow>();

  constructor(rows: FlowRows, datapath: Datapath) {
    this.rows = rows;
    this.datapath = datapath;
  }

  get length(): number {
    return this.places.length;
  }

  match(index: number): string {
    return this.rows.match(this.places[index]!);
  }

  flow(index: number): LogicalFlow {
    return this.flowOf(this.places[index]!);
  }

  /** The flow of the row at `place`, which is one of `places`. */
  flowOf(place: number): LogicalFlow {
    const known = this.made.get(place);
    if (known) return known;
    const flow = new StoredFlow(this.rows, place, this.datapath);
    this.made.set(place, flow);
    return flow;
  }
}

class StoredFlow implements LogicalFlow {
  readonly datapath: Datapath;
  private readonly rows: FlowRows;
  private readonly place: number;
  /** These are cached: every packet reads them from the flows of its tables. */
  private ownUuid: string | undefined;
  private ownMatch: string | undefined;
  private externalIds: ReturnType<typeof pairsOf> | undefined;

  constructor(rows: FlowRows, place: number, datapath: Datapath) {
    this.rows = rows;
    this.place = place;
    this.datapath = datapath;
  }

  get pipeline(): Pipeline {
    return this.rows.pipeline(this.place);
  }

  get table(): number {
    return this.rows.table(this.place);
  }

  get priority(): number {
    return this.rows.priority(this.place);
  }

  get uuid(): string {
    this.ownUuid ??= this.rows.uuid(this.place);
    return this.ownUuid;
  }

  get match(): string {
    this.ownMatch ??= this.rows.match(this.place);
    return this.ownMatch;
  }

  get actions(): string {
    const actions = this.rows.column(this.place, 'actions');
    return typeof actions === 'string' ? actions : '';
  }

  get stage(): string {
    return this.externalId('stage-name') ?? '';
  }

  get isStageEmpty(): boolean {
    return this.externalId('stage-name') === '';
  }

  get source(): string | undefined {
    return this.externalId('source');
  }

  get hint(): string | undefined {
    return this.externalId('stage-hint');
  }

  get controllerMeter(): string | undefined {
    const meter = this.rows.column(this.place, 'controller_meter');
    return typeof meter === 'string' ? meter : undefined;
  }

  private externalId(key: string): string | undefined {
    this.externalIds ??= pairsOf(this.rows.column(this.place, 'external_ids'));
    const value = this.externalIds.find(([name]) => name === key)?.[1];
    return typeof value === 'string' ? value : undefined;
  }
}
