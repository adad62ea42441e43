/** The rows in OVSDB files are the rows that the server had. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SB } from '../../../src/ovn/schema/sb.ts';
import type { Schema } from '../../../src/ovn/schema/schema.ts';
import { toSpan } from '../../../src/read/ovsdb/json-span.ts';
import { readOvsdbLog } from '../../../src/read/ovsdb/log.ts';
import { type JsonTables, RowTable, StoredRow } from '../../../src/read/ovsdb/row-table.ts';
import { readNamedRows, readRows } from '../../../src/read/ovsdb/rows.ts';
import { comparableRows } from '../../support/comparable-rows.ts';
import { ovsdbFile, record } from '../../support/ovsdb-file.ts';

const THINGS = {
  Thing: {
    name: 'string',
    number: 'integer',
    on: 'boolean',
    maybe: 'string?',
    names: 'string*',
    few: 'integer*',
    others: '@Thing*',
    one: '@Thing?',
    ids: 'string=>string',
    links: 'string=>@Thing',
    weights: 'integer=>real',
  },
  Other: { text: 'string' },
} as const satisfies Schema;

const file = (name: string): Buffer => readFileSync(new URL(`../../recordings/ovsdb/3.5.0/${name}`, import.meta.url));
const read = (bytes: Buffer) => readOvsdbLog(bytes, 'file.db');

const comparable = (tables: JsonTables): unknown => comparableRows(THINGS, tables);

/** The rows that a `select` of every table returned. */
function selected(name: string): JsonTables {
  const answer = JSON.parse(file(name).toString()) as Record<string, { _uuid: [string, string] }[]>;
  const rowsOf = (rows: { _uuid: [string, string] }[]) => rows.map(row => new StoredRow(toSpan(row), row._uuid[1]));
  return new Map(Object.entries(answer).map(([table, rows]) => [table, { rows: rowsOf(rows) }]));
}

describe('files of ovsdb-server have the rows of the server', () => {
  test.each([
    ['standalone.db', 'standalone.json'],
    ['cluster.db', 'cluster.json'],
    ['backup.db', 'cluster.json'],
  ])('%s', (name, rows) => {
    const { tables, diagnostics, schema } = read(file(name));
    expect(diagnostics).toEqual([]);
    expect(schema.name).toBe('Things');
    expect(comparable(tables)).toEqual(comparable(selected(rows)));
  });

  test('a conversion keeps the rows and changes the schema', () => {
    expect(read(file('cluster.db')).schema).toMatchObject({ version: '1.3.0' });
  });

  test('only the requested tables are read', () => {
    const { tables } = readOvsdbLog(file('standalone.db'), 'file.db', (_, table) =>
      table === 'Other' ? new RowTable() : undefined,
    );
    expect([...tables.keys()]).toEqual(['Other']);
  });

  test('a server that has not joined its cluster has no data', () => {
    expect(read(file('joining.db'))).toMatchObject({ schema: { name: '' }, diagnostics: [] });
  });
});

describe('in the Raft log', () => {
  const SCHEMA = { name: 'Things', tables: {} };
  const uuids = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;
  const insert = (uuid: string, text: string) => ({ Other: { [uuid]: { text } } });
  const cluster = (...records: unknown[]) => Buffer.from(records.map(value => record(value, 'CLUSTER')).join(''));
  const texts = (bytes: Buffer) => readRows(THINGS, read(bytes).tables).Other.map(({ text }) => text);
  const header = { prev_index: 4, prev_data: [SCHEMA, insert(uuids[0], 'snapshot')] };

  test('entries follow the snapshot', () => {
    expect(texts(cluster(header, { term: 1, index: 5, data: [null, insert(uuids[1], 'entry')] }))).toEqual([
      'snapshot',
      'entry',
    ]);
  });

  test('an entry replaces those with its index or above', () => {
    const lost = [5, 6].map(index => ({ term: 1, index, data: [null, insert(uuids[1], `lost ${index}`)] }));
    const kept = { term: 2, index: 5, data: [null, insert(uuids[1], 'kept')] };
    expect(texts(cluster(header, ...lost, { term: 2, vote: uuids[0] }, kept))).toEqual(['snapshot', 'kept']);
  });

  test('an entry about the servers of the cluster has no data', () => {
    const servers = { term: 1, index: 5, servers: { [uuids[0]]: 'tcp:10.0.0.1:6644' } };
    const entry = { term: 1, index: 6, data: [null, insert(uuids[1], 'entry')] };
    expect(texts(cluster(header, servers, entry))).toEqual(['snapshot', 'entry']);
  });

  test('a snapshot may be empty', () => {
    const empty = { prev_index: 4, prev_data: null };
    const entry = { term: 1, index: 5, data: [SCHEMA, insert(uuids[1], 'entry')] };
    expect(texts(cluster(empty))).toEqual([]);
    expect(texts(cluster(empty, entry))).toEqual(['entry']);
  });

  const entry = (index: unknown, text: string) => ({ term: 1, index, data: [null, insert(uuids[1], text)] });

  test.each([
    ['abc', 'its index is "abc", not a whole number'],
    [-1, 'its index is -1, not a whole number'],
    [1e30, 'its index is 1e+30, not a whole number'],
    [5.5, 'its index is 5.5, not a whole number'],
    [null, 'its index is null, not a whole number'],
    [['map', [['a']]], 'its index is ["map",[["a"]]], not a whole number'],
    ['a'.repeat(100), `its index is "${'a'.repeat(39)}..., not a whole number`],
    [8, 'its index is 2 too large'],
  ])('an entry with the index %j ends it', (index, reason) => {
    const bytes = cluster(header, entry(5, 'entry'), entry(index, 'lost'), entry(6, 'lost'));
    const offset = cluster(header, entry(5, 'entry')).length;
    expect(texts(bytes)).toEqual(['snapshot', 'entry']);
    expect(read(bytes).diagnostics).toMatchObject([
      { severity: 'warning', message: `file.db: read up to byte ${offset}; the record there is damaged: ${reason}` },
    ]);
  });

  test.each(['abc', null, {}])('a snapshot with the index %j cannot be read', index => {
    const found = read(cluster({ ...header, prev_index: index }, entry(5, 'entry'))).diagnostics;
    const message = `file.db: its prev_index is ${JSON.stringify(index)}, not a whole number; this OVSDB file is damaged`;
    expect(found).toMatchObject([{ code: 'database-damaged', severity: 'error', message }]);
  });

  test.each([5, 'schema', [], {}, { name: null }])('the schema %j is none', schema => {
    const entries = [{ ...entry(5, 'entry'), data: [schema, null] }];
    for (const bytes of [cluster(header, ...entries), Buffer.from(record(schema))])
      expect(read(bytes).diagnostics).toMatchObject([
        { severity: 'error', message: 'file.db: the schema has no name; this OVSDB file is damaged' },
      ]);
  });

  test('a schema with a transaction empties the database', () => {
    expect(texts(cluster(header, { term: 1, index: 5, data: [SCHEMA, insert(uuids[1], 'all')] }))).toEqual(['all']);
  });
});

describe('changed rows', () => {
  const thing = '00000000-0000-4000-8000-000000000001';
  const SCHEMA = {
    name: 'Things',
    tables: { Thing: { columns: { names: { type: { key: 'string', min: 0, max: 'unlimited' } } } } },
  };
  const namesAfter = (...changes: readonly object[]) => {
    const bytes = Buffer.from([SCHEMA, ...changes].map(value => record(value)).join(''));
    return readRows(THINGS, read(bytes).tables).Thing.map(({ names }) => names);
  };
  const change = (...names: readonly string[]) => ({ Thing: { [thing]: { names: ['set', names] } } });

  test('have differences in their columns if the transaction is marked so', () => {
    expect(namesAfter(change('a', 'b'), { ...change('b', 'c'), _is_diff: true })).toEqual([['a', 'c']]);
  });

  // Before Open vSwitch 2.15, this was the only form.
  test.each([{}, { _is_diff: false }])('have new values otherwise: %j', mark => {
    expect(namesAfter(change('a', 'b'), { ...change('b', 'c'), ...mark })).toEqual([['b', 'c']]);
  });

  test.each([null, 5, 'ids', [], [null], ['map', [null, 5]]])('differences that are %j change nothing', odd => {
    const tables = {
      Thing: {
        columns: { ids: { type: { key: 'string', value: 'string', max: 'unlimited' } }, names: { type: null } },
      },
    };
    const changes = [{ Thing: { [thing]: { ids: ['map', [['a', 'b']]] } } }, { Thing: { [thing]: { ids: odd } } }];
    const records = [{ name: 'Things', tables }, changes[0], { ...changes[1], _is_diff: true }];
    const { tables: rows } = read(Buffer.from(records.map(value => record(value)).join('')));
    expect(readRows(THINGS, rows).Thing).toMatchObject([{ ids: new Map([['a', 'b']]) }]);
  });

  test('are left out if a reference that they need is missing', () => {
    const tables = { Port_Binding: { [thing]: { logical_port: 'p', datapath: ['uuid', thing] } } };
    const { tables: rows } = read(ovsdbFile('OVN_Southbound', tables));
    expect(rows.get('Port_Binding')!.rows).toHaveLength(1);
    expect(readRows(SB, rows).Port_Binding).toEqual([]);
  });
});

describe('incomplete files', () => {
  const whole = file('standalone.db');
  const last = whole.lastIndexOf('OVSDB JSON');

  test('a file that is cut anywhere is read up to its last complete record, with a warning', () => {
    for (let length = last + 1; length < whole.length; length += 50) {
      const { diagnostics, tables } = read(whole.subarray(0, length));
      expect(diagnostics).toMatchObject([{ code: 'database-cut-short', severity: 'warning' }]);
      expect(diagnostics[0]!.message).toContain(`read up to byte ${last}`);
      expect(comparable(tables)).toEqual(comparable(read(whole.subarray(0, last)).tables));
    }
  });

  test('a damaged record ends the file', () => {
    const damaged = Buffer.from(whole);
    damaged[last + 80] = 0x20;
    expect(read(damaged).diagnostics[0]!.message).toMatch(/damaged: its checksum does not match/);
  });

  test.each([5, 'text', true, []])('a row that is %j has only a UUID, which is an error', row => {
    const bytes = Buffer.from(
      record({ name: 'Things' }) + record({ Other: { '00000000-0000-4000-8000-000000000001': row } }),
    );
    const { value, diagnostics } = readNamedRows(THINGS, read(bytes).tables, 'file.db');
    expect(value.Other.map(({ text }) => text)).toEqual(['']);
    expect(diagnostics).toMatchObject([{ code: 'row-malformed', severity: 'error' }]);
  });

  test.each([
    '[1,2]',
    '{"a"',
    '{"a":1',
    '{"Thing":{"x":{"y":1}',
    '"',
    '{,}',
    '',
  ])('a record with the content %s', json => {
    const sha1 = createHash('sha1').update(json).digest('hex');
    const bytes = Buffer.from(`${record({ name: 'Things' })}OVSDB JSON ${json.length} ${sha1}\n${json}`);
    expect(read(bytes).diagnostics).toMatchObject([{ severity: expect.stringMatching(/error|warning/) }]);
  });
});
