/** Fields are read and written alike as numbers and as big integers, and leave those beside them alone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FieldName, LAYOUT, PACKET_WORDS } from '../../src/fields/layout.ts';
import { Packet } from '../../src/fields/packet.ts';

const NARROW = (Object.keys(LAYOUT) as FieldName[]).filter(field => LAYOUT[field].width <= 48);

const words = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), {
  minLength: PACKET_WORDS,
  maxLength: PACKET_WORDS,
});

test.each(NARROW)('%s', field => {
  const value = fc.bigInt({ min: 0n, max: (1n << BigInt(LAYOUT[field].width)) - 1n });
  fc.assert(
    fc.property(words, value, (before, bits) => {
      const [packet, expected] = [new Packet(Int32Array.from(before)), new Packet(Int32Array.from(before))];
      expect(packet.get(field)).toBe(Number(packet.getBig(field)));
      packet.set(field, Number(bits));
      expected.setBig(field, bits);
      expect(packet.words).toEqual(expected.words);
      expect(packet.getBig(field)).toBe(bits);
    }),
  );
});
