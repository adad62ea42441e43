/** References to other rows, by numbers: many rows refer to a few. */
import { isAt, type MemberCursor, textOf } from './json-span.ts';

const UUID = /[0-9a-f-]{36}/;

export class References {
  /** What each number stands for; 0 for nothing. */
  readonly uuids: string[] = [''];
  private readonly numbers = new Map<string, number>();
  /** A row often refers to the same as the one before. */
  private last = '[]';
  private lastNumber = 0;

  /** The number of the one that is `column`'s value, `["uuid", u]` or `["set", []]`. */
  numberOf(column: MemberCursor): number {
    if (isAt(column.bytes, column.start, this.last)) return this.lastNumber;
    this.last = textOf(column.value);
    const uuid = UUID.exec(this.last)?.[0] ?? '';
    const known = uuid === '' ? 0 : this.numbers.get(uuid);
    this.lastNumber = known ?? this.uuids.push(uuid) - 1;
    if (known === undefined) this.numbers.set(uuid, this.lastNumber);
    return this.lastNumber;
  }
}
