/**
 * The rows of a table of a database file, as they stand at its end. Most files begin with one transaction that has almost
 * all rows, each once: those are but listed, and found by their UUID when a later transaction comes to the table.
 */
import type { JsonSpan, MemberCursor } from './json-span.ts';

/** A row, whose text is an object of column values. */
export interface StoredRow extends JsonSpan {
  readonly uuid: string;
}

/** Table name to rows. */
export type JsonTables = ReadonlyMap<string, readonly StoredRow[]>;

export class RowTable {
  private listed: StoredRow[] | undefined = [];
  private readonly byUuid = new Map<string, StoredRow>();

  get rows(): readonly StoredRow[] {
    return this.listed ?? [...this.byUuid.values()];
  }

  /** For a row that is known to be new; as long as there are only such, nothing is looked up. */
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

/** A row as the member of an object, whose key is its UUID. It is decoded when somebody asks for it. */
export class RowMember implements StoredRow {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  private readonly keyStart: number;
  private readonly keyEnd: number;
  private decoded: string | undefined;

  constructor({ bytes, keyStart, keyEnd, start, end }: MemberCursor) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.keyStart = keyStart;
    this.keyEnd = keyEnd;
  }

  get uuid(): string {
    this.decoded ??= this.bytes.toString('latin1', this.keyStart, this.keyEnd);
    return this.decoded;
  }
}
