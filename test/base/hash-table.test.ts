/** The order of flows of one priority, compared with a hash table that grows like Open vSwitch's. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRows, groupOrders, visitOrder } from '../../src/base/hash-table.ts';

const hashOf = (uuid: string): number => Number.parseInt(uuid.slice(0, 8), 16);

/**
 * The rows in the order of a visit: bucket by bucket. A table starts with one bucket. When it has more than two rows for
 * each bucket, it grows to the next sufficient power of two (lib/hmap.c, hmap_expand() and calc_mask()).
 */
function visited(uuids: readonly string[]): string[] {
  let buckets: string[][] = [[]];
  for (const [index, uuid] of uuids.entries()) {
    buckets[hashOf(uuid) % buckets.length]!.unshift(uuid);
    const wanted = Math.floor((index + 1) / 2);
    if (wanted >= buckets.length) buckets = rehashed(buckets, wanted);
  }
  return buckets.flat();
}

function rehashed(buckets: readonly string[][], wanted: number): string[][] {
  let size = 4;
  while (size <= wanted) size *= 2;
  const grown = Array.from({ length: size }, (): string[] => []);
  for (const uuid of buckets.flat()) grown[hashOf(uuid) % size]!.unshift(uuid);
  return grown;
}

test('rows are in the order of their buckets', () => {
  const uuids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(uuids, rows => {
      const compare = compareRows(rows.length);
      const order = visited(rows);
      for (const [index, row] of order.slice(1).entries()) expect(compare(order[index]!, row)).toBeLessThanOrEqual(0);
    }),
  );
});

test.each([
  [1, '00000003', '00000001', 0],
  [2, '00000003', '00000001', 2],
  [4, '00000003', '00000001', 2],
  [4, '00000005', '00000001', 0],
  [7, '00000005', '00000001', 0],
  [8, '00000005', '00000001', 4],
  [16, '80000000', '00000001', -1],
])('among %i rows, %s and %s are %i buckets apart', (rowCount, a, b, expected) => {
  expect(compareRows(rowCount)(a, b)).toBe(expected);
});

test('rows without a UUID stay where they are', () => {
  const compare = compareRows(100);
  expect([compare('', 'ffffffff'), compare('00000000', ''), compare('', '')]).toEqual([0, 0, 0]);
});

test('the items of groups with one hash each come in the order of a visit of the whole table', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (lengths, seed) => {
      const groups = lengths.map((length, group) => Array.from({ length }, (_, index) => ({ group, index })));
      const hashOfGroup = (group: number) => Math.imul(group + 1, seed) >>> 0;
      const all = visitOrder(groups.flat(), ({ group }) => hashOfGroup(group));
      expect(groupOrders(groups)).toEqual(groups.map((_, group) => all.filter(item => item.group === group)));
    }),
  );
});
