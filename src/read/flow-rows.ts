/**
 * The rows of Logical_Flow, of which a database has many and a packet meets few. Of each, integers say where it belongs and
 * where in the bytes it stands: a row takes no object, and what it says is decoded when somebody asks for it.
 */
import { IntegerTable } from '../base/integer-table.ts';
import type { Pipeline } from '../network/logical-network.ts';
import type { SbRow } from '../network/sb.ts';
import { isAt, MemberCursor, memberOf, parseNumber, parseSpan, parseString } from './json-span.ts';
import type { JsonValue } from './ovsdb-value.ts';
import { References } from './references.ts';
import { type Rows, StoredRow, type Table, uuidAt } from './row-table.ts';

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

/** What is known of a row: where its UUID, its columns and its match stand, and what is short; 0 where it says nothing. */
const FACT = {
  uuid: 0,
  start: 1,
  end: 2,
  isEgress: 3,
  table: 4,
  priority: 5,
  matchStart: 6,
  matchEnd: 7,
  datapath: 8,
  group: 9,
} as const;

/** A row is called by its place, in the order of the source. */
export class FlowRows implements Table {
  /** Those that the rows refer to. */
  readonly references = new References();
  private readonly facts = new IntegerTable(Object.keys(FACT).length);
  private bytes: Buffer = Buffer.alloc(0);
  /** Rows that stand in bytes of their own. */
  private readonly others = new Map<number, StoredRow>();
  private placesByUuid: Map<string, number> | undefined;

  static of(table: Rows = { rows: [] }): FlowRows {
    if (table instanceof FlowRows) return table;
    const flows = new FlowRows();
    for (const row of table.rows) flows.put(row, flows.facts.add());
    return flows;
  }

  /** Of the rows that were not deleted. */
  get places(): readonly number[] {
    const places: number[] = [];
    for (let place = 0; place < this.facts.length; place++) if (this.facts.get(place, FACT.end) > 0) places.push(place);
    return places;
  }

  get rows(): readonly StoredRow[] {
    return this.places.map(place => this.row(place));
  }

  add(member: MemberCursor): void {
    const place = this.facts.add();
    this.bytes = member.bytes;
    this.facts.set(place, FACT.uuid, member.keyStart);
    this.facts.set(place, FACT.start, member.start);
    member.end = this.readColumns(member.inside(), place);
    this.placesByUuid?.set(this.uuid(place), place);
  }

  get(uuid: string): StoredRow | undefined {
    const place = this.found.get(uuid);
    return place === undefined ? undefined : this.row(place);
  }

  set(row: StoredRow): void {
    this.put(row, this.found.get(row.uuid)!);
  }

  delete(uuid: string): void {
    const place = this.found.get(uuid);
    if (place !== undefined) this.facts.clear(place);
    this.found.delete(uuid);
  }

  uuid(place: number): string {
    return this.others.get(place)?.uuid ?? uuidAt(this.bytes, this.facts.get(place, FACT.uuid));
  }

  pipeline(place: number): Pipeline {
    return this.facts.get(place, FACT.isEgress) === 1 ? 'egress' : 'ingress';
  }

  table(place: number): number {
    return this.facts.get(place, FACT.table);
  }

  priority(place: number): number {
    return this.facts.get(place, FACT.priority);
  }

  match(place: number): string {
    const start = this.facts.get(place, FACT.matchStart);
    const end = this.facts.get(place, FACT.matchEnd);
    return start > 0 ? parseString({ bytes: this.bytesOf(place), start, end }) : '';
  }

  /** The number of the reference to its own datapath. */
  datapath(place: number): number {
    return this.facts.get(place, FACT.datapath);
  }

  /** The number of the reference to the group of datapaths that share it. */
  group(place: number): number {
    return this.facts.get(place, FACT.group);
  }

  /** Of a column that is seldom asked for; nothing where what stands there is no JSON. */
  column(place: number, name: (typeof FLOW_COLUMNS)[number]): JsonValue | undefined {
    try {
      const value = memberOf(this.row(place), name);
      return value && (parseSpan(value) as JsonValue);
    } catch {
      return undefined;
    }
  }

  private row(place: number): StoredRow {
    const [start, end] = [this.facts.get(place, FACT.start), this.facts.get(place, FACT.end)];
    return this.others.get(place) ?? new StoredRow({ bytes: this.bytes, start, end }, this.facts.get(place, FACT.uuid));
  }

  private bytesOf(place: number): Buffer {
    return this.others.get(place)?.bytes ?? this.bytes;
  }

  /** Knows `row` by `place` from now on. */
  private put(row: StoredRow, place: number): void {
    this.others.set(place, row);
    this.facts.clear(place);
    this.readColumns(new MemberCursor(row), place);
  }

  /** Returns where they end. */
  private readColumns(columns: MemberCursor, place: number): number {
    while (columns.next()) this.readColumn(columns, place);
    this.facts.set(place, FACT.end, columns.end);
    return columns.end;
  }

  private readColumn(column: MemberCursor, place: number): void {
    const { facts } = this;
    if (column.is('match')) {
      facts.set(place, FACT.matchStart, column.start);
      facts.set(place, FACT.matchEnd, column.end);
    } else if (column.is('pipeline'))
      facts.set(place, FACT.isEgress, isAt(column.bytes, column.start, '"egress"') ? 1 : 0);
    else if (column.is('table_id')) facts.set(place, FACT.table, parseNumber(column));
    else if (column.is('priority')) facts.set(place, FACT.priority, parseNumber(column));
    else if (column.is('logical_datapath')) facts.set(place, FACT.datapath, this.references.numberOf(column));
    else if (column.is('logical_dp_group')) facts.set(place, FACT.group, this.references.numberOf(column));
  }

  private get found(): Map<string, number> {
    this.placesByUuid ??= new Map(this.places.map(place => [this.uuid(place), place]));
    return this.placesByUuid;
  }
}
