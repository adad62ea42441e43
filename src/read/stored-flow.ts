/**
 * Logical flows that stay in the bytes they were read from: of the many that a database has, a packet meets few. Where a
 * flow belongs is read at once, what it says when it is asked for.
 */
import type { LogicalFlow, Pipeline } from '../network/logical-network.ts';
import type { SbRow } from '../network/sb.ts';
import { isAt, type JsonSpan, MemberCursor, memberOf, parseNumber, parseSpan, parseString } from './json-span.ts';
import { type JsonValue, pairsOf } from './ovsdb-value.ts';
import { type ReadRow, StoredRow } from './row-table.ts';

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

/** Where a row says that it belongs, and where in it its match stands. What a row does not have is empty or 0. */
export class FlowRow extends StoredRow {
  pipeline: Pipeline = 'ingress';
  table = 0;
  priority = 0;
  matchStart = 0;
  matchEnd = 0;
  /** Where `logical_datapath` and `logical_dp_group` stand, if the row has them. */
  datapathStart = 0;
  groupStart = 0;

  /** `span` may end behind the row. Throws a SyntaxError if what stands there is no object. */
  constructor(span: JsonSpan, key: string | number) {
    super(span, key);
    const columns = new MemberCursor(span);
    while (columns.next()) this.readColumn(columns);
    this.end = columns.end;
  }

  private spanMatch({ start, end }: MemberCursor): void {
    this.matchStart = start;
    this.matchEnd = end;
  }

  private readColumn(column: MemberCursor): void {
    const { bytes, start } = column;
    if (column.is('match')) this.spanMatch(column);
    else if (column.is('pipeline')) this.pipeline = isAt(bytes, start, '"egress"') ? 'egress' : 'ingress';
    else if (column.is('table_id')) this.table = parseNumber(column);
    else if (column.is('priority')) this.priority = parseNumber(column);
    else if (column.is('logical_datapath')) this.datapathStart = start;
    else if (column.is('logical_dp_group')) this.groupStart = start;
  }
}

export const readFlowRow: ReadRow = member => {
  const { bytes, start, limit, keyStart } = member;
  const row = new FlowRow({ bytes, start, end: limit }, keyStart);
  member.end = row.end;
  return row;
};

export const toFlowRow = (row: StoredRow): FlowRow => (row instanceof FlowRow ? row : new FlowRow(row, row.uuid));

export class StoredFlow implements LogicalFlow {
  readonly datapath: SbRow<'Datapath_Binding'>;
  private readonly row: FlowRow;
  private externalIds: readonly [string, string][] | undefined;

  constructor(row: FlowRow, datapath: SbRow<'Datapath_Binding'>) {
    this.row = row;
    this.datapath = datapath;
  }

  get pipeline(): Pipeline {
    return this.row.pipeline;
  }

  get table(): number {
    return this.row.table;
  }

  get priority(): number {
    return this.row.priority;
  }

  get uuid(): string {
    return this.row.uuid;
  }

  /** Found at once, since packets are held against it. */
  get match(): string {
    const { bytes, matchStart: start, matchEnd: end } = this.row;
    return start > 0 ? parseString({ bytes, start, end }) : '';
  }

  get actions(): string {
    const actions = this.column('actions');
    return typeof actions === 'string' ? actions : '';
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
    this.externalIds ??= pairsOf(this.column('external_ids')) as readonly [string, string][];
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
