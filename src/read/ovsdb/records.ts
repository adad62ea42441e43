/**
 * The records of an OVSDB file (ovsdb(5); ovsdb/log.c of Open vSwitch 3.5). Each has a header line
 * `OVSDB MAGIC LENGTH SHA1` and LENGTH bytes of JSON. As in ovsdb-server, the first record that is incomplete, or has a
 * wrong checksum, ends the file.
 */
import { plainBytes } from '../../base/bytes/bytes.ts';
import { sha1 as ownSha1, type Sha1 } from '../../base/bytes/sha1.ts';
import { decodeUtf8 } from '../../base/bytes/utf8.ts';
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import type { JsonSpan } from './json-span.ts';

export interface OvsdbRecords {
  /** The kind of server that wrote the file: standalone, or a member of a cluster. */
  readonly kind: 'standalone' | 'clustered';
  readonly records: readonly JsonSpan[];
  readonly diagnostics: readonly Diagnostic[];
}

const HEADER = /^OVSDB (?:JSON|CLUSTER) (\d+) ([0-9a-f]{40})\n/;
const HEADER_LENGTH = 80;

/** The text of at most `length` bytes that begin at `offset`. */
const textAt = (bytes: Uint8Array, offset: number, length: number): string =>
  decodeUtf8(bytes, offset, Math.min(offset + length, bytes.length));

export const isOvsdbFile = (bytes: Uint8Array): boolean => /^OVSDB (JSON|CLUSTER) /.test(textAt(bytes, 0, 16));

/** The records of the file called `name`, for which `isOvsdbFile` is true. `sha1` is used to check them. */
export function readRecords(file: Uint8Array, name: string, sha1: Sha1 = ownSha1): OvsdbRecords {
  const bytes = plainBytes(file);
  const kind = textAt(bytes, 6, 7) === 'CLUSTER' ? 'clustered' : 'standalone';
  const records: JsonSpan[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const record = recordAt(bytes, offset, sha1);
    if (typeof record === 'string') {
      return { kind, records, diagnostics: [cutShort(name, offset, record)] };
    }
    records.push(record);
    offset = record.end;
  }
  return { kind, records, diagnostics: [] };
}

/** The file called `name` is read up to `offset`, and not further for this `reason`. */
export const cutShort = (name: string, offset: number, reason: string): Diagnostic =>
  warning('database-cut-short', `${name}: read up to byte ${offset}; ${reason}`);

/** The record, or a message about what is wrong with it. */
function recordAt(bytes: Uint8Array, offset: number, sha1: Sha1): JsonSpan | string {
  const header = HEADER.exec(textAt(bytes, offset, HEADER_LENGTH));
  const start = offset + (header?.[0].length ?? 0);
  const end = start + Number(header?.[1]);
  if (!header || end > bytes.length) return 'the record there is incomplete';
  const isSound = sha1(bytes.subarray(start, end)) === header[2];
  return isSound ? { bytes, start, end } : 'the record there is damaged: its checksum does not match';
}
