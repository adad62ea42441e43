/**
 * The frame of an OVSDB file (ovsdb(5); ovsdb/log.c of Open vSwitch 3.5): records, each a header line
 * `OVSDB MAGIC LENGTH SHA1` and LENGTH bytes of JSON. As in ovsdb-server, the first record that is not whole, or whose
 * checksum does not fit, ends the file.
 */
import { createHash } from 'node:crypto';
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import type { JsonSpan } from './json-span.ts';

export interface OvsdbRecords {
  /** Whether they are of a server of its own or of one of a cluster. */
  readonly kind: 'standalone' | 'clustered';
  readonly records: readonly JsonSpan[];
  readonly diagnostics: readonly Diagnostic[];
}

const HEADER = /^OVSDB (?:JSON|CLUSTER) (\d+) ([0-9a-f]{40})\n/;
const HEADER_LENGTH = 80;

export const isOvsdbFile = (bytes: Buffer): boolean => /^OVSDB (JSON|CLUSTER) /.test(bytes.toString('latin1', 0, 16));

/** The records of the file called `name`, which `isOvsdbFile`. */
export function readRecords(bytes: Buffer, name: string): OvsdbRecords {
  const kind = bytes.toString('latin1', 6, 13) === 'CLUSTER' ? 'clustered' : 'standalone';
  const records: JsonSpan[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const record = recordAt(bytes, offset);
    if (typeof record === 'string') {
      const message = `${name}: read up to byte ${offset}; ${record}`;
      return { kind, records, diagnostics: [warning('database-cut-short', message)] };
    }
    records.push(record);
    offset = record.end;
  }
  return { kind, records, diagnostics: [] };
}

/** The record, or what is wrong with it. */
function recordAt(bytes: Buffer, offset: number): JsonSpan | string {
  const header = HEADER.exec(bytes.toString('latin1', offset, offset + HEADER_LENGTH));
  const start = offset + (header?.[0].length ?? 0);
  const end = start + Number(header?.[1]);
  if (!header || end > bytes.length) return 'the record there is not whole';
  const sha1 = createHash('sha1').update(bytes.subarray(start, end)).digest('hex');
  return sha1 === header[2] ? { bytes, start, end } : 'the record there is damaged: its checksum does not fit';
}
