/** Reading and writing fields gives the same as numbers and as big integers, and does not change other fields. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FieldName, LAYOUT, PACKET_WORDS } from '../../../src/ovn/fields/layout.ts';
import { fieldWords, Packet } from '../../../src/ovn/fields/packet.ts';

const allBits = (field: FieldName): bigint => (1n << BigInt(LAYOUT[field].width)) - 1n;

const NARROW = (Object.keys(LAYOUT) as FieldName[]).filter(field => LAYOUT[field].width <= 48);

const words = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), {
  minLength: PACKET_WORDS,
  maxLength: PACKET_WORDS,
});

test.each(NARROW)('%s', field => {
  const value = fc.bigInt({ min: 0n, max: allBits(field) });
  fc.assert(
    fc.property(words, value, (before, bits) => {
      const expected = Int32Array.from(before);
      for (const { word, bits: all } of fieldWords(LAYOUT[field], allBits(field))) expected[word]! &= ~all;
      for (const { word, bits: set } of fieldWords(LAYOUT[field], bits)) expected[word]! |= set;
      const [narrow, wide] = [new Packet(Int32Array.from(before)), new Packet(Int32Array.from(before))];
      expect(narrow.get(field)).toBe(Number(wide.getBig(field)));
      narrow.set(field, Number(bits));
      wide.setBig(field, bits);
      expect(narrow.words).toEqual(expected);
      expect(wide.words).toEqual(expected);
      expect(wide.getBig(field)).toBe(bits);
    }),
  );
});
