/**
 * Questions about the fields of a packet. `T` is the kind of answer: a Boolean for one packet, a condition for many at once.
 * So a rule is written once for both.
 */
import { type FieldName, LAYOUT } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';

export interface PacketTests<T> {
  /** Whether the field has one of these values. */
  is(field: FieldName, ...values: readonly (number | bigint)[]): T;
  /** Whether the field has this value in the bits from `low` on. */
  endsAbove(field: FieldName, low: number, value: number): T;
  all(...tests: readonly T[]): T;
  any(...tests: readonly T[]): T;
  not(test: T): T;
}

export const testsOf = (packet: Packet): PacketTests<boolean> => ({
  is: (field, ...values) => {
    const isSmall = LAYOUT[field].width <= 48;
    const value = isSmall ? packet.get(field) : packet.getBig(field);
    return values.some(each => (isSmall ? Number(each) : BigInt(each)) === value);
  },
  endsAbove: (field, low, value) => packet.getBig(field) >> BigInt(low) === BigInt(value),
  all: (...tests) => tests.every(Boolean),
  any: (...tests) => tests.some(Boolean),
  not: test => !test,
});
