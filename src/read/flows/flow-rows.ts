/**
 * The rows of Logical_Flow. A database has many of them, and a packet reaches few. So there is no object for a row, and its
 * columns are decoded on demand.
 */
import type { SbRow } from '../../ovn/schema/sb.ts';
import { type MemberCursor, memberOf, parseIfValid, parseString } from '../ovsdb/json-span.ts';
import { type Rows, StoredRow, type Table, uuidAt } from '../ovsdb/row-table.ts';
import type { JsonValue } from '../ovsdb/value.ts';
import { FACT, FlowFacts } from './flow-facts.ts';

/** The columns of Logical_Flow that are asked for. Older servers do not have `controller_meter`. */
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

/** A row is identified by its place: its position in the source. */
export class FlowRows extends FlowFacts implements Table {
  private bytes: Uint8Array = new Uint8Array(0);
  /** Rows that are not in `bytes`. */
  private readonly others = new Map<number, StoredRow>();
  private placesByUuid: Map<string, number> | undefined;

  static of(table: Rows = { rows: [] }): FlowRows {
    if (table instanceof FlowRows) return table;
    const flows = new FlowRows();
    for (const row of table.rows) flows.put(row, flows.facts.add());
    return flows;
  }

  get rows(): readonly StoredRow[] {
    return this.places.map(place => this.row(place));
  }

  /** All rows that are added are from the same file. */
  add(member: MemberCursor): void {
    const place = this.facts.add();
    this.bytes = member.bytes;
    member.end = this.learn(place, member.rest, member.keyStart);
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
    if (place === undefined) return;
    this.forget(place);
    this.others.delete(place);
    this.found.delete(uuid);
  }

  uuid(place: number): string {
    return this.others.get(place)?.uuid ?? uuidAt(this.bytes, this.facts.get(place, FACT.uuid));
  }

  match(place: number): string {
    const start = this.facts.get(place, FACT.matchStart);
    const end = this.facts.get(place, FACT.matchEnd);
    return start > 0 ? parseString({ bytes: this.bytesOf(place), start, end }) : '';
  }

  /** The value of a column that is seldom read; undefined if it is not valid JSON. */
  column(place: number, name: (typeof FLOW_COLUMNS)[number] | 'controller_meter'): JsonValue | undefined {
    const value = memberOf(this.row(place), name);
    return value && (parseIfValid(value) as JsonValue | undefined);
  }

  private row(place: number): StoredRow {
    const [start, end] = [this.facts.get(place, FACT.start), this.facts.get(place, FACT.end)];
    return this.others.get(place) ?? new StoredRow({ bytes: this.bytes, start, end }, this.facts.get(place, FACT.uuid));
  }

  private bytesOf(place: number): Uint8Array {
    return this.others.get(place)?.bytes ?? this.bytes;
  }

  /** Replaces the row in this place by `row`. */
  private put(row: StoredRow, place: number): void {
    this.forget(place);
    this.learn(place, row, 0);
    this.others.set(place, row);
  }

  private get found(): Map<string, number> {
    this.placesByUuid ??= new Map(this.places.map(place => [this.uuid(place), place]));
    return this.placesByUuid;
  }
}
