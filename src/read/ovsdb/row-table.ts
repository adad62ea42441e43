/**
 * The rows of a table at the end of a database file. Most files begin with one transaction that has almost all rows, each
 * once. These rows are kept in a list; the index by UUID is made only when a later transaction changes the table.
 */
import { decodeUtf8 } from '../../base/bytes/utf8.ts';
import { type JsonSpan, type MemberCursor, parseSpan } from './json-span.ts';
import type { JsonRow } from './value.ts';

export interface Rows {
  readonly rows: readonly StoredRow[];
}

/** Table name to rows. */
export type JsonTables = ReadonlyMap<string, Rows>;

/** A table while its file is read. */
export interface Table extends Rows {
  /** Adds a new row: the value of `member`, in the object of its table. Computes the end of `member`. */
  add(member: MemberCursor): void;
  get(uuid: string): StoredRow | undefined;
  /** Replaces the row with the same UUID. */
  set(row: StoredRow): void;
  delete(uuid: string): void;
}

/** A row, whose text is an object of column values. */
export class StoredRow implements JsonSpan {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  private key: string | number;

  /** `key` is the UUID, or the offset where it begins. It is decoded on first use. */
  constructor({ bytes, start, end }: JsonSpan, key: string | number) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.key = key;
  }

  get uuid(): string {
    if (typeof this.key === 'number') this.key = uuidAt(this.bytes, this.key);
    return this.key;
  }
}

/** The columns of a row. Undefined if it is not an object. Throws a SyntaxError if it is not valid JSON. */
export function parseRow(row: JsonSpan): JsonRow | undefined {
  const parsed = parseSpan(row);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as JsonRow) : undefined;
}

const QUOTE = 0x22;

/** The UUID that begins at `start` and ends with a quote. */
export const uuidAt = (bytes: Uint8Array, start: number): string =>
  decodeUtf8(bytes, start, bytes.indexOf(QUOTE, start));

export class RowTable implements Table {
  private listed: StoredRow[] | undefined = [];
  private readonly byUuid = new Map<string, StoredRow>();

  get rows(): readonly StoredRow[] {
    return this.listed ?? [...this.byUuid.values()];
  }

  /** No index is made while rows are only added. */
  add(member: MemberCursor): void {
    const row = new StoredRow(member, member.keyStart);
    if (this.listed) this.listed.push(row);
    else this.byUuid.set(row.uuid, row);
  }

  get(uuid: string): StoredRow | undefined {
    return this.found.get(uuid);
  }

  set(row: StoredRow): void {
    this.found.set(row.uuid, row);
  }

  delete(uuid: string): void {
    this.found.delete(uuid);
  }

  private get found(): Map<string, StoredRow> {
    for (const row of this.listed ?? []) this.byUuid.set(row.uuid, row);
    this.listed = undefined;
    return this.byUuid;
  }
}
