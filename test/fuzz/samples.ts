/** Files that the mutations begin with: samples and recordings, and what can be made of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parseAllDocuments } from 'yaml';
import { concatBytes } from '../../src/base/bytes/bytes.ts';
import { encodeUtf8 } from '../../src/base/bytes/utf8.ts';
import { toSpan } from '../../src/read/ovsdb/json-span.ts';
import { fetchDatabase } from '../../src/read/ovsdb-client.ts';
import { record } from '../support/ovsdb-file.ts';
import { ROOT } from '../support/root.ts';

/** The bytes of the files in `folder` whose paths match `names`, those of up to `largest` bytes. */
export const filesIn = (folder: string, names: RegExp, largest = 40_000): Uint8Array[] =>
  readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter(name => names.test(name))
    .sort()
    .map(name => new Uint8Array(readFileSync(`${ROOT}/${folder}/${name}`)))
    .filter(bytes => bytes.length <= largest);

/** The records of a standalone database. */
export const recordsIn = (database: Uint8Array): unknown[] =>
  Buffer.from(database)
    .toString()
    .split(/^OVSDB JSON .*$/m)
    .filter(text => text.trim() !== '')
    .map(text => JSON.parse(text) as unknown);

export const standalone = (records: readonly unknown[]): Uint8Array =>
  encodeUtf8(records.map(value => record(value)).join(''));

/** The records with a few flows only, which are as good as many. */
export function withFewFlows([schema, tables]: readonly unknown[]): unknown[] {
  const { Logical_Flow: flows = {}, ...others } = tables as Record<string, object>;
  const few = Object.entries(flows).filter((_, at) => at % Math.ceil(Object.keys(flows).length / FLOWS) === 0);
  return [schema, { ...others, Logical_Flow: Object.fromEntries(few) }];
}

const FLOWS = 15;

/** The records of a member of a cluster that has the same rows, with a change of the log. */
export function clusterOf([schema, ...transactions]: readonly unknown[]): unknown[] {
  const entries = transactions.map((transaction, at) => ({ term: 1, index: 3 + at, data: [null, transaction] }));
  const [first] = entries;
  const server = '00000000-0000-4000-8000-000000000007';
  const header = { server_id: server, local_address: 'tcp:10.0.0.1:6643', name: 'OVN', prev_index: 1, prev_term: 1 };
  const others = [{ term: 2, vote: server }, { term: 2, index: 2, data: null }, { commit_index: 3 }];
  return [{ ...header, prev_data: [schema, {}] }, ...others, ...entries, ...(first ? [{ ...first, term: 2 }] : [])];
}

export const clustered = (records: readonly unknown[]): Uint8Array =>
  encodeUtf8(records.map(value => record(value, 'CLUSTER')).join(''));

const long = (value: number): Uint8Array => Uint8Array.from([0, 8, 16, 24], shift => value >>> shift);

const block = (type: number, ...body: readonly Uint8Array[]): Uint8Array => {
  const content = concatBytes(body);
  const size = long(12 + content.length);
  return concatBytes([long(type), size, content, size]);
};

/** The frames of a pcap file as pcapng. */
export function pcapngOf(pcap: Uint8Array): Uint8Array {
  const blocks = [block(0x0a0d0d0a, long(0x1a2b3c4d), long(1), long(0xffffffff), long(0xffffffff))];
  blocks.push(block(1, long(1), long(0)));
  const view = new DataView(pcap.buffer, pcap.byteOffset);
  for (let at = 24; at < pcap.length; ) {
    const length = view.getUint32(at + 8, true);
    const frame = pcap.subarray(at + 16, at + 16 + length);
    const padding = new Uint8Array((4 - (length % 4)) % 4);
    blocks.push(block(6, long(0), long(0), long(0), long(length), long(length), frame, padding));
    at += 16 + length;
  }
  return concatBytes(blocks);
}

/** A file in a tar archive (POSIX ustar). */
export function tarEntry(name: string, content: Uint8Array): Uint8Array {
  const header = new Uint8Array(512);
  const put = (text: string, at: number) => header.set(encodeUtf8(text), at);
  put(name, 0);
  put(`0000644\0${'0000000\0'.repeat(2)}`, 100);
  put(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  put('00000000000\0', 136);
  put('        0', 148);
  put('ustar\x0000', 257);
  put(`${checksum(header).toString(8).padStart(6, '0')}\0`, 148);
  return concatBytes([header, content, new Uint8Array((512 - (content.length % 512)) % 512)]);
}

/** The bytes where the headers of all entries that are in their places have a right checksum again. */
export function withChecksums(archive: Uint8Array): Uint8Array {
  const fixed = archive.slice();
  for (let at = 0; at + 512 <= fixed.length; at += 512) {
    const header = fixed.subarray(at, at + 512);
    if (Buffer.from(header.subarray(257, 262)).toString('latin1') !== 'ustar') continue;
    header.fill(0x20, 148, 156);
    header.set(encodeUtf8(`${checksum(header).toString(8).padStart(6, '0')}\0`), 148);
  }
  return fixed;
}

const checksum = (header: Uint8Array): number => header.reduce((sum, byte) => sum + byte, 0);

export const gzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes, { level: 1 }));

/** The same records, and a transaction that has the differences of some rows and deletes others. */
export function withChange(records: readonly unknown[]): unknown[] {
  const tables = Object.entries(records[1] as Record<string, Record<string, object>>);
  const change = tables.map(([table, rows]) => {
    if (typeof rows !== 'object') return [table, rows];
    return [table, Object.fromEntries(Object.entries(rows).map(([uuid, row], at) => [uuid, at === 1 ? null : row]))];
  });
  return [...records, { ...Object.fromEntries(change), _is_diff: true }];
}

/** The answers of a server that has the database with these records. */
export function answersOf([schema, transaction]: readonly unknown[]): unknown[] {
  const { name } = schema as { name: string };
  const tables = transaction as Record<string, Record<string, object>>;
  const conversation = fetchDatabase('sb');
  conversation.next();
  conversation.next({ result: toSpan([name]) });
  const { value } = conversation.next({ result: toSpan(schema) });
  const selects = 'params' in value! ? (value.params.slice(1) as { table: string }[]) : [];
  const results = selects.map(({ table }) => ({
    rows: Object.entries(tables[table] ?? {}).map(([uuid, row]) => ({ _uuid: ['uuid', uuid], ...row })),
  }));
  return [['_Server', name], schema, results].map((result, id) => ({ id, result, error: null }));
}

/** All objects of manifests in YAML, as one list in JSON. */
export const objectListOf = (manifests: Uint8Array): unknown => ({
  apiVersion: 'v1',
  kind: 'List',
  items: parseAllDocuments(Buffer.from(manifests).toString()).map(document => document.toJS() as unknown),
});
