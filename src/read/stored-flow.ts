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

/** Where a row says that it belongs, and where its match stands. */
class FlowPlace {
  pipeline: Pipeline = 'ingress';
  table = 0;
  priority = 0;
  matchStart = 0;
  matchEnd = 0;
  /** What `logical_datapath` and `logical_dp_group` hold. */
  readonly references: string[] = [];

  /** Throws a SyntaxError if `span` is no object. */
  constructor(span: JsonSpan) {
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
        this.references.push(bytes.toString('latin1', start, end));
      }
    }
  }
}

/** The flows of a row: one for each datapath that its references mean, as OVN shares a flow among a Logical_DP_Group. */
export function storedFlows(
  uuid: string,
  span: JsonSpan,
  datapathsOf: (reference: string) => readonly Datapath[],
): readonly StoredFlow[] {
  const place = new FlowPlace(span);
  return place.references.flatMap(datapathsOf).map(datapath => new StoredFlow(uuid, span, datapath, place));
}

type Datapath = SbRow<'Datapath_Binding'>;

export class StoredFlow implements LogicalFlow {
  readonly uuid: string;
  readonly datapath: Datapath;
  readonly pipeline: Pipeline;
  readonly table: number;
  readonly priority: number;
  private readonly span: JsonSpan;
  private readonly matchStart: number;
  private readonly matchEnd: number;
  private externalIds: readonly [string, string][] | undefined;

  constructor(uuid: string, span: JsonSpan, datapath: Datapath, place: FlowPlace) {
    this.uuid = uuid;
    this.datapath = datapath;
    this.pipeline = place.pipeline;
    this.table = place.table;
    this.priority = place.priority;
    this.span = span;
    this.matchStart = place.matchStart;
    this.matchEnd = place.matchEnd;
  }

  /** Found at once, since packets are held against it. */
  get match(): string {
    const { bytes } = this.span;
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
      const value = memberOf(this.span, name);
      return value && (parseSpan(value) as JsonValue);
    } catch {
      return undefined;
    }
  }
}
