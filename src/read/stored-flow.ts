/**
 * Logical flows that stay in the bytes they were read from: of the many that a database has, a packet meets few. Where a
 * flow belongs is read at once, what it says when it is asked for.
 */
import type { LogicalFlow, Pipeline } from '../network/logical-network.ts';
import type { SbRow } from '../network/sb.ts';
import { type JsonSpan, MemberCursor, memberOf, parseNumber, parseSpan, parseString, spells } from './json-span.ts';
import { elements, type JsonValue } from './ovsdb-value.ts';

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

/** A row of Logical_Flow, without the datapaths it is for. */
export class FlowRow {
  readonly uuid: string;
  pipeline: Pipeline = 'ingress';
  table = 0;
  priority = 0;
  private readonly span: JsonSpan;
  private matchStart = 0;
  private matchEnd = 0;
  private matchText: string | undefined;

  /** Throws a SyntaxError if `span` is no object. `refer` is told what `logical_datapath` and `logical_dp_group` hold. */
  constructor(uuid: string, span: JsonSpan, refer: (reference: string) => void) {
    this.uuid = uuid;
    this.span = span;
    const { bytes } = span;
    const columns = new MemberCursor(span);
    const isColumn = (name: (typeof FLOW_COLUMNS)[number]) => columns.is(name);
    while (columns.next()) {
      const { start, end } = columns;
      if (isColumn('match')) [this.matchStart, this.matchEnd] = [start, end];
      else if (isColumn('pipeline')) this.pipeline = spells(bytes, start, end, '"egress"') ? 'egress' : 'ingress';
      else if (isColumn('table_id')) this.table = parseNumber(bytes, start, end);
      else if (isColumn('priority')) this.priority = parseNumber(bytes, start, end);
      else if (isColumn('logical_datapath') || isColumn('logical_dp_group')) {
        refer(bytes.toString('latin1', start, end));
      }
    }
  }

  /** The column that packets are held against: found at once, and kept when it was asked for. */
  get match(): string {
    const { bytes } = this.span;
    this.matchText ??= this.matchEnd ? parseString({ bytes, start: this.matchStart, end: this.matchEnd }) : '';
    return this.matchText;
  }

  get actions(): string {
    return (this.column('actions') as string | undefined) ?? '';
  }

  externalId(key: string): string | undefined {
    const ids = elements(this.column('external_ids')) as readonly [string, string][];
    return ids.find(([name]) => name === key)?.[1];
  }

  /** Nothing where what stands there is no JSON. */
  private column(name: (typeof FLOW_COLUMNS)[number]): JsonValue | undefined {
    try {
      const value = memberOf(this.span, name);
      return value && (parseSpan(value) as JsonValue);
    } catch {
      return undefined;
    }
  }
}

/** A flow of one datapath; several share a row where OVN shares a flow among a Logical_DP_Group. */
export class StoredFlow implements LogicalFlow {
  readonly datapath: SbRow<'Datapath_Binding'>;
  private readonly row: FlowRow;

  constructor(datapath: SbRow<'Datapath_Binding'>, row: FlowRow) {
    this.datapath = datapath;
    this.row = row;
  }

  get pipeline(): Pipeline {
    return this.row.pipeline;
  }
  get table(): number {
    return this.row.table;
  }
  get stage(): string {
    return this.row.externalId('stage-name') ?? '';
  }
  get priority(): number {
    return this.row.priority;
  }
  get match(): string {
    return this.row.match;
  }
  get actions(): string {
    return this.row.actions;
  }
  get uuid(): string {
    return this.row.uuid;
  }
  get source(): string | undefined {
    return this.row.externalId('source');
  }
  get hint(): string | undefined {
    return this.row.externalId('stage-hint');
  }
}
