/**
 * UUIDs for rows that have none from a database. The same text always gives the same UUID, in the form of RFC 9562
 * version 5.
 */
import { sha1 } from '../../base/bytes/sha1.ts';
import { encodeUtf8 } from '../../base/bytes/utf8.ts';

/** The UUID of the row of `table` with this name. */
export function derivedUuid(table: string, name: string): string {
  const hash = sha1(encodeUtf8(`${table}\0${name}`));
  const variant = ((Number.parseInt(hash[16]!, 16) & 0b0011) | 0b1000).toString(16);
  const version = `5${hash.slice(13, 16)}`;
  return [hash.slice(0, 8), hash.slice(8, 12), version, variant + hash.slice(17, 20), hash.slice(20, 32)].join('-');
}
