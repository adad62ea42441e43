/**
 * Logical flows that stay in the bytes they were read from: of the many that a database has, a packet meets few. Where a
 * flow belongs is read at once, what it says when it is asked for.
 */
import type { LogicalFlow, Pipeline } from '../network/logical-network.ts';
import type { SbRow } from '../network/sb.ts';
import { MemberCursor, memberOf, parseNumber, parseSpan, parseString, spells } from './json-span.ts';
import { elements, type JsonValue } from './ovsdb-value.ts';
import type { StoredRow } from './row-table.ts';

/** The columns of Logical_Flow that are read. */
export const FLOW_COLUMNS = [
  'actions',
  'external_ids',
  'logical_datapath',
  'logical_dp_group',
  'match',
  'pipeline',
  'priority',
  'table_id',
] as const satisfies readonly (keyof SbRow<'Logical_Flow'>)[];

type Datapath = SbRow<'Datapath_Binding'>;

/** Which datapaths a reference means that stands from `start` up to `end` of `bytes`. */
export type DatapathsOf = (bytes: Buffer, start: number, end: number) => readonly Datapath[];

/** Reads rows, one after the other: where each says that it belongs, and where its match stands. */
export class FlowReader {
  readonly flows: StoredFlow[] = [];
  pipeline: Pipeline = 'ingress';
  table = 0;
  priority = 0;
  matchStart = 0;
  matchEnd = 0;
  private readonly datapathsOf: DatapathsOf;
  private datapaths: readonly Datapath[] = [];

  constructor(datapathsOf: DatapathsOf) {
    this.datapathsOf = datapathsOf;
  }

  /**
   * Adds a flow for each datapath that the row's references mean, as OVN shares one among a Logical_DP_Group, and tells
   * how many there were. Throws a SyntaxError if the row is no object.
   */
  read(row: StoredRow): number {
    this.begin();
    const columns = new MemberCursor(row);
    while (columns.next()) this.readColumn(columns);
    for (const datapath of this.datapaths) this.flows.push(new StoredFlow(row, datapath, this));
    return this.datapaths.length;
  }

  /** A column that a row does not have is empty or 0. */
  private begin(): void {
    this.datapaths = [];
    this.pipeline = 'ingress';
    this.table = 0;
    this.priority = 0;
    this.matchEnd = 0;
  }

  private readColumn(column: MemberCursor): void {
    const { bytes, start, end } = column;
    if (column.is('match')) {
      this.matchStart = start;
      this.matchEnd = end;
    } else if (column.is('pipeline')) this.pipeline = spells(bytes, start, end, '"egress"') ? 'egress' : 'ingress';
    else if (column.is('table_id')) this.table = parseNumber(bytes, start, end);
    else if (column.is('priority')) this.priority = parseNumber(bytes, start, end);
    else if (column.is('logical_datapath') || column.is('logical_dp_group')) {
      this.addDatapaths(this.datapathsOf(bytes, start, end));
    }
  }

  private addDatapaths(meant: readonly Datapath[]): void {
    this.datapaths = this.datapaths.length === 0 ? meant : [...this.datapaths, ...meant];
  }
}

export class StoredFlow implements LogicalFlow {
  readonly datapath: Datapath;
  readonly pipeline: Pipeline;
  readonly table: number;
  readonly priority: number;
  private readonly row: StoredRow;
  private readonly matchStart: number;
  private readonly matchEnd: number;
  private externalIds: readonly [string, string][] | undefined;

  constructor(row: StoredRow, datapath: Datapath, place: FlowReader) {
    this.row = row;
    this.datapath = datapath;
    this.pipeline = place.pipeline;
    this.table = place.table;
    this.priority = place.priority;
    this.matchStart = place.matchStart;
    this.matchEnd = place.matchEnd;
  }

  get uuid(): string {
    return this.row.uuid;
  }

  /** Found at once, since packets are held against it. */
  get match(): string {
    const { bytes } = this.row;
    return this.matchEnd ? parseString({ bytes, start: this.matchStart, end: this.matchEnd }) : '';
  }

  get actions(): string {
    return (this.column('actions') as string | undefined) ?? '';
  }

  get stage(): string {
    return this.externalId('stage-name') ?? '';
  }

  get source(): string | undefined {
    return this.externalId('source');
  }

  get hint(): string | undefined {
    return this.externalId('stage-hint');
  }

  /** Read once: the flows that every packet meets are asked for them by each. */
  private externalId(key: string): string | undefined {
    this.externalIds ??= elements(this.column('external_ids')) as readonly [string, string][];
    return this.externalIds.find(([name]) => name === key)?.[1];
  }

  /** Nothing where what stands there is no JSON. */
  private column(name: (typeof FLOW_COLUMNS)[number]): JsonValue | undefined {
    try {
      const value = memberOf(this.row, name);
      return value && (parseSpan(value) as JsonValue);
    } catch {
      return undefined;
    }
  }
}
