/** References to other rows, as numbers. Many rows refer to the same few rows. */
import { UUID_FORM } from '../../base/uuid.ts';
import { isAt, type MemberCursor, spanText } from './json-span.ts';

const UUID = new RegExp(UUID_FORM);

export class References {
  /** The UUID of each number. 0 means no reference. */
  readonly uuids: string[] = [''];
  private readonly numbers = new Map([['', 0]]);
  /** The last reference as text: a row often has the same reference as the row before. No reference begins with `[]`. */
  private last = '[]';
  private lastNumber = 0;

  /** The number of `value`, which is `["uuid", u]` or `["set", []]`. */
  numberOf(value: MemberCursor): number {
    if (isAt(value.bytes, value.start, this.last)) return this.lastNumber;
    this.last = spanText(value.value);
    const uuid = UUID.exec(this.last)?.[0] ?? '';
    this.lastNumber = this.numbers.get(uuid) ?? this.uuids.push(uuid) - 1;
    this.numbers.set(uuid, this.lastNumber);
    return this.lastNumber;
  }
}
