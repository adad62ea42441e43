/**
 * The order in which Open vSwitch's client library hands out the rows of a table. ovn-trace takes the first of several
 * flows of one priority that match, so this order decides between them: rows lie in a hash table by the first 32 bits of
 * their UUIDs, and are visited bucket by bucket (Open vSwitch 3.5, lib/ovsdb-idl.c and lib/hmap.c).
 */

/** Compares two UUIDs of a table with `rowCount` rows. UUIDs that are not there, as in compiled flows, stay in order. */
export function compareRows(rowCount: number): (a: string, b: string) => number {
  const mask = bucketMask(rowCount);
  const bucket = (uuid: string) => (Number.parseInt(uuid.slice(0, 8), 16) & mask) >>> 0;
  return (a, b) => (a === '' || b === '' ? 0 : bucket(a) - bucket(b));
}

/** The table grows as soon as it has more than two rows a bucket, to about one bucket for two rows. */
function bucketMask(rowCount: number): number {
  let mask = 0;
  for (let rows = 1; rows <= rowCount; rows++) {
    if (rows >> 1 > mask) mask = onesUpTo(rows >> 1);
  }
  return mask;
}

/** The least 2**n - 1 that is not below `value`, and not 1: there are four buckets or one. */
const onesUpTo = (value: number): number => Math.max(3, 2 ** (32 - Math.clz32(value)) - 1);
