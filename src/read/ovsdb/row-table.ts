/**
 * The rows of a table of a database file, as they stand at its end. Most files begin with one transaction that has almost
 * all rows, each once: those are but listed, and found by their UUID when a later transaction comes to the table.
 */
import { decodeUtf8 } from '../../base/bytes/utf8.ts';
import type { JsonSpan, MemberCursor } from './json-span.ts';

export interface Rows {
  readonly rows: readonly StoredRow[];
}

/** Table name to rows. */
export type JsonTables = ReadonlyMap<string, Rows>;

/** A table while its file is read. */
export interface Table extends Rows {
  /** For a row that is not there yet, and stands as a member of the object of its table; takes the cursor to its end. */
  add(member: MemberCursor): void;
  get(uuid: string): StoredRow | undefined;
  /** In the place of the row with the same UUID. */
  set(row: StoredRow): void;
  delete(uuid: string): void;
}

/** A row, whose text is an object of column values. */
export class StoredRow implements JsonSpan {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  private key: string | number;

  /** `key` is its UUID, or where that begins: it is decoded when somebody asks for it. */
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

  /** As long as there are only such rows, nothing is looked up. */
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
