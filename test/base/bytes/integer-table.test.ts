/** The rows of an integer table are independent, for any number of rows. */
import { expect, test } from 'vitest';
import { IntegerTable } from '../../../src/base/bytes/integer-table.ts';

test('rows keep what they are given', () => {
  const table = new IntegerTable(3);
  const places = Array.from({ length: 5_000 }, () => table.add());
  expect(places).toEqual(Array.from(places.keys()));
  for (const place of places) for (const column of [0, 2]) table.set(place, column, place * 10 - column);
  table.clear(4_321);
  const rowAt = (place: number) => [0, 1, 2].map(column => table.get(place, column));
  expect(places.map(rowAt)).toEqual(
    places.map(place => (place === 4_321 ? [0, 0, 0] : [place * 10, 0, place * 10 - 2])),
  );
  expect(rowAt(table.add())).toEqual([0, 0, 0]);
  expect(table.length).toBe(5_001);
});
