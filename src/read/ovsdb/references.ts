/** References to other rows, as numbers: many rows refer to the same few. */
import { UUID_FORM } from '../../base/uuid.ts';
import { isAt, type MemberCursor, textOf } from './json-span.ts';

const UUID = new RegExp(UUID_FORM);

export class References {
  /** What each number stands for; 0 is for nothing. */
  readonly uuids: string[] = [''];
  private readonly numbers = new Map([['', 0]]);
  /** A row often refers to the same as the one before; nothing is written as the first one. */
  private last = '[]';
  private lastNumber = 0;

  /** The number of `value`, which is `["uuid", u]` or `["set", []]`. */
  numberOf(value: MemberCursor): number {
    if (isAt(value.bytes, value.start, this.last)) return this.lastNumber;
    this.last = textOf(value.value);
    const uuid = UUID.exec(this.last)?.[0] ?? '';
    this.lastNumber = this.numbers.get(uuid) ?? this.uuids.push(uuid) - 1;
    this.numbers.set(uuid, this.lastNumber);
    return this.lastNumber;
  }
}
