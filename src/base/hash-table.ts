/**
 * The order in which Open vSwitch's library returns the rows of a table, the pairs of a map and the members of a set.
 * The order is visible: ovn-trace often takes the first match among flows of one priority or among a load balancer's VIPs,
 * and ovn-northd writes some sets in this order (Open vSwitch 3.5, lib/hmap.c, lib/smap.c, lib/sset.c and lib/hash.c).
 */
import { encodeUtf8 } from './bytes/utf8.ts';

/** Compares two UUIDs of a table with `rowCount` rows. Empty UUIDs, as in compiled flows, keep their order. */
export function compareRows(rowCount: number): (a: string, b: string) => number {
  const mask = bucketMask(rowCount);
  const bucket = (uuid: string) => (hashUuid(uuid) & mask) >>> 0;
  return (a, b) => (a === '' || b === '' ? 0 : bucket(a) - bucket(b));
}

/** The keys of a map in a row. They are inserted in alphabetical order. */
export const mapOrder = (keys: Iterable<string>): string[] => setOrder([...keys].sort());

/** The members of a set, inserted in the given order. Duplicates count once. */
export const setOrder = (members: Iterable<string>): string[] => visitOrder(new Set(members), hashText);

/**
 * All UUIDs of a table in the order in which a client visits the rows. `uuids` are in the order of the JSON object in a
 * database file or a server's message. The client reads them into a JSON object first, and from there into its table.
 */
export const rowOrder = (uuids: Iterable<string>): string[] => uuidOrder(visitOrder(uuids, hashText));

/** UUIDs in the order in which a table returns them, if they are inserted in the given order. */
export const uuidOrder = (uuids: Iterable<string>): string[] => visitOrder(uuids, hashUuid);

/** All rows of a table in one of these orders. Rows without a UUID, which no database has stored yet, keep their order. */
export function inOrder<R extends { readonly _uuid: string }>(
  rows: readonly R[],
  order: (uuids: Iterable<string>) => string[],
): readonly R[] {
  const byUuid = new Map(rows.map(row => [row._uuid, row]));
  return byUuid.size < rows.length || byUuid.has('') ? rows : order(byUuid.keys()).map(uuid => byUuid.get(uuid)!);
}

/** Visits unique keys, inserted in the given order. The last of a bucket comes first; growing reverses each bucket. */
export function visitOrder<K>(keys: Iterable<K>, hash: (key: K) => number): K[] {
  let buckets: K[][] = [[]];
  let rows = 0;
  for (const key of keys) {
    insert(buckets, key, hash);
    if (++rows >> 1 < buckets.length) continue;
    const grown: K[][] = Array.from({ length: onesUpTo(rows >> 1) + 1 }, () => []);
    for (const moved of buckets.flat()) insert(grown, moved, hash);
    buckets = grown;
  }
  return buckets.flat();
}

/**
 * The order in which a table returns the items of each group, if all items of a group have one hash and the groups are inserted
 * one after the other.
 */
export function groupOrders<T>(groups: readonly (readonly T[])[]): T[][] {
  let [rows, mask, growths] = [0, 0, 0];
  const inserted = groups.map(group => {
    // The bucket is `ahead`, backwards, and then `behind`; after an odd number of growths it is the reverse.
    const [ahead, behind]: [T[], T[]] = [[], []];
    for (const item of group) {
      (growths % 2 === 0 ? ahead : behind).push(item);
      if (++rows >> 1 <= mask) continue;
      mask = onesUpTo(rows >> 1);
      growths++;
    }
    return [...ahead.reverse(), ...behind];
  });
  return growths % 2 === 0 ? inserted : inserted.map(bucket => bucket.reverse());
}

/** Whether a table made for `rowCount` rows, three or more, grows when one more row is added. */
export const growsBeyond = (rowCount: number): boolean => (rowCount + 1) >> 1 > onesUpTo(rowCount >> 1);

const insert = <K>(buckets: K[][], key: K, hash: (key: K) => number): void => {
  buckets[(hash(key) & (buckets.length - 1)) >>> 0]!.unshift(key);
};

/** A table grows when it has more than two rows for each bucket, to about one bucket for two rows. */
function bucketMask(rowCount: number): number {
  let mask = 0;
  for (let rows = 1; rows <= rowCount; rows++) {
    if (rows >> 1 > mask) mask = onesUpTo(rows >> 1);
  }
  return mask;
}

/** The smallest 2**n - 1 that is at least `value`, but never 1: a table has one bucket, or at least four. */
const onesUpTo = (value: number): number => Math.max(3, 2 ** (32 - Math.clz32(value)) - 1);

const hashUuid = (uuid: string): number => Number.parseInt(uuid.slice(0, 8), 16);

const hashText = (text: string): number => hashBytes(encodeUtf8(text), 0);

/** Murmur3 for 32 bits, from `basis` on. One difference: a tail of less than four bytes counts as four. */
export function hashBytes(bytes: Uint8Array, basis: number): number {
  let hash = basis;
  for (let offset = 0; offset < bytes.length; offset += 4) hash = mix(hash, wordAt(bytes, offset));
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Four bytes, the least significant first; those after the end are 0. */
const wordAt = (bytes: Uint8Array, at: number): number =>
  bytes[at]! | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);

function mix(hash: number, word: number): number {
  const scrambled = Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotate(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));
