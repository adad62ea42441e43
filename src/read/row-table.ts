/**
 * The rows of a table of a database file, as they stand at its end. Most files begin with one transaction that has almost
 * all rows, each once: those are but listed, and found by their UUID when a later transaction comes to the table.
 */
import type { JsonSpan, MemberCursor } from './json-span.ts';

/** Table name to rows. */
export type JsonTables = ReadonlyMap<string, readonly StoredRow[]>;

/** A row, whose text is an object of column values. */
export class StoredRow implements JsonSpan {
  readonly bytes: Buffer;
  readonly start: number;
  end: number;
  private key: string | number;

  /** `key` is its UUID, or where that begins: it is decoded when somebody asks for it. */
  constructor({ bytes, start, end }: JsonSpan, key: string | number) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.key = key;
  }

  get uuid(): string {
    if (typeof this.key === 'number') {
      this.key = this.bytes.toString('latin1', this.key, this.bytes.indexOf('"', this.key));
    }
    return this.key;
  }
}

/** Reads the row that stands as a member of the object of its table, and takes its cursor to its end. */
export type ReadRow = (member: MemberCursor) => StoredRow;

export const readRow: ReadRow = member => new StoredRow(member, member.keyStart);

export class RowTable {
  private listed: StoredRow[] | undefined = [];
  private readonly byUuid = new Map<string, StoredRow>();

  get rows(): readonly StoredRow[] {
    return this.listed ?? [...this.byUuid.values()];
  }

  /** For a row that is not there yet; as long as there are only such, nothing is looked up. */
  add(row: StoredRow): void {
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
