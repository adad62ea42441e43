/** Flows that are read from bytes have the content of their rows. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LogicalNetwork } from '../../src/network/logical-network.ts';
import { printFlows } from '../../src/network/print-flows.ts';
import { SB } from '../../src/ovn/schema/sb.ts';
import { readDatabase } from '../../src/read/database.ts';
import { NETWORK_TABLES, readLogicalNetwork } from '../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../src/read/ovsdb/log.ts';
import { readRows } from '../../src/read/ovsdb/rows.ts';
import { Tracer } from '../../src/trace/trace.ts';
import { map, ovsdbFile, record, recordOf, reference, uuid } from '../support/ovsdb-file.ts';

const NETWORKS = new URL('../recordings/networks/', import.meta.url);
const NAMES = readdirSync(NETWORKS, { recursive: true, encoding: 'utf8' })
  .filter(name => existsSync(new URL(`${name}/sb.db`, NETWORKS)))
  .sort();

test.each(NAMES)('%s', recording => {
  const path = new URL(`${recording}/sb.db`, NETWORKS);
  const { tables } = readOvsdbLog(readFileSync(path), 'sb.db');
  const database = readDatabase(readFileSync(path), 'sb.db');
  const { value, diagnostics } = readLogicalNetwork(database.value!.tables, 'sb.db');
  expect(diagnostics).toEqual([]);
  expect(printFlows(value)).toBe(readFileSync(new URL(`${recording}/flows.txt`, NETWORKS), 'utf8'));

  const typed = readRows(SB, tables).Logical_Flow.flatMap(row =>
    [row.logical_datapath, ...(row.logical_dp_group?.datapaths ?? [])].flatMap(datapath =>
      datapath ? [[datapath._uuid, row._uuid, row.pipeline, row.table_id, row.external_ids] as const] : [],
    ),
  );
  const stored = value.flows
    .all()
    .map(({ datapath, uuid, pipeline, table }) => [datapath._uuid, uuid, pipeline, table]);
  expect(stored).toEqual(typed.map(([datapath, uuid, pipeline, table]) => [datapath, uuid, pipeline, table]));
  const ids = value.flows.all().map(({ stage, source, hint }) => [stage, source, hint]);
  expect(ids).toEqual(
    typed.map(([, , , , found]) => ['stage-name', 'source', 'stage-hint'].map(key => found.get(key))),
  );
});

test('tracing reads only tables of the network, and only the flows of tables that packets reach', () => {
  const recording = new URL('25.03.0/a-remote-service/', NETWORKS);
  const { tables } = readOvsdbLog(readFileSync(new URL('sb.db', recording)), 'sb.db');
  const asked = new Set<string>();
  const watched = <T extends object>(object: T, prefix = ''): T =>
    new Proxy(object, {
      get: (target, name) => {
        asked.add(`${prefix}${String(name)}`);
        return target[name as keyof T];
      },
    });
  const { value } = readLogicalNetwork(tables, 'sb.db');
  const network: LogicalNetwork = watched({ ...value, flows: watched(value.flows, 'flows.') });
  const tracer = new Tracer(network);
  const lines = readFileSync(new URL('traces.jsonl', recording), 'utf8').split('\n').filter(Boolean).slice(0, 100);
  for (const line of lines) tracer.trace({ microflow: (JSON.parse(line) as { args: string[] }).args.at(-1)! });
  const isTable = (name: string) => Object.hasOwn(SB, name);
  expect(asked).toContain('flows.byTable');
  expect(asked).not.toContain('flows.all');
  expect([...asked].filter(isTable).length).toBeGreaterThan(3);
  expect([...asked].filter(isTable).filter(name => !(NETWORK_TABLES as readonly string[]).includes(name))).toEqual([]);
});

const ROWS = {
  Datapath_Binding: { tunnel_key: 1, external_ids: map({ name: 'sw0' }) },
  Port_Binding: { logical_port: 'p', datapath: reference(1), tunnel_key: 1, mac: 'unknown', up: true },
  Logical_Flow: {
    logical_datapath: reference(1),
    pipeline: 'ingress',
    table_id: 0,
    priority: 0,
    match: '1',
    actions: 'next;',
    external_ids: map({ 'stage-name': 'ls_in_x' }),
  },
};

const databaseWith = (table: string, column: string, value: unknown): Buffer =>
  ovsdbFile(
    'OVN_Southbound',
    Object.fromEntries(
      Object.entries(ROWS).map(([name, row]) => [
        name,
        { [uuid(1)]: { ...row, ...(name === table && { [column]: value }) } },
      ]),
    ),
  );

const networkIn = (bytes: Buffer) => readLogicalNetwork(readOvsdbLog(bytes, 'sb.db').tables, 'sb.db');

test.each([
  ['Datapath_Binding', 'external_ids', 5],
  ['Datapath_Binding', 'external_ids', ['set', ['name']]],
  ['Datapath_Binding', 'external_ids', null],
  ['Datapath_Binding', 'tunnel_key', '1'],
  ['Port_Binding', 'logical_port', ['map', [['p', 'q']]]],
  ['Port_Binding', 'logical_port', { p: 'q' }],
  ['Port_Binding', 'mac', ['map', []]],
  ['Port_Binding', 'up', 'true'],
  ['Port_Binding', 'datapath', uuid(1)],
  ['Port_Binding', 'datapath', ['uuid', 1]],
  ['Port_Binding', 'tunnel_key', 1.5],
  ['Port_Binding', 'mac', ['set', ['a', 5]]],
  ['Port_Binding', 'options', ['map', [['a', 5]]]],
  ['Port_Binding', 'options', ['map', ['a']]],
  ['Port_Binding', 'options', ['map', [['a']]]],
])('%s: a value of %s cannot be %j', (table, column, value) => {
  const { diagnostics } = networkIn(databaseWith(table, column, value));
  const messages = diagnostics.map(({ message }) => message);
  expect(messages).toContain(`sb.db: ${table}: ${column} has values of the wrong type; they are left out`);
});

test('values that are not pairs of a map or atoms of a set are left out', () => {
  const pairs = ['map', [['name', 'sw0'], 'name2', ['name2', 7]]];
  expect(networkIn(databaseWith('Datapath_Binding', 'external_ids', pairs)).value.Datapath_Binding).toMatchObject([
    { external_ids: new Map([['name', 'sw0']]) },
  ]);
  expect(networkIn(databaseWith('Port_Binding', 'mac', ['set', ['a', 5]])).value.Port_Binding).toMatchObject([
    { mac: ['a'] },
  ]);
});

test('a UUID that can refer to any table is kept as text', () => {
  const [datapath] = networkIn(databaseWith('Datapath_Binding', 'load_balancers', ['set', [reference(7)]])).value
    .Datapath_Binding;
  expect(datapath!.load_balancers).toEqual([uuid(7)]);
});

test.each([
  ['external_ids', 5],
  ['external_ids', null],
  ['external_ids', ['map', 'stage-name']],
  ['external_ids', ['map', [['stage-name', 5]]]],
  ['external_ids', ['map', [['stage-name', null]]]],
  ['external_ids', ['map', [['stage-name']]]],
  ['external_ids', ['map', [null]]],
  ['actions', 7],
  ['match', ['map', []]],
  ['match', 7],
])('a flow whose %s is %j has an empty value there, which is an error', (column, value) => {
  const { value: network, diagnostics } = networkIn(databaseWith('Logical_Flow', column, value));
  expect(diagnostics).toMatchObject([
    { severity: 'error', message: `sb.db: Logical_Flow ${uuid(1)}: ${column} has a value of the wrong type` },
  ]);
  const { stage, actions, match } = network.flows.all()[0]!;
  expect({ stage, actions, match }).toEqual({
    match: column === 'match' ? '' : '1',
    stage: column === 'external_ids' ? '' : 'ls_in_x',
    actions: column === 'actions' ? '' : 'next;',
  });
});

test.each([
  ['table', 'table_id', 'x'],
  ['table', 'table_id', 1.5],
  ['priority', 'priority', 2 ** 32],
] as const)('a flow whose %s is not a 32-bit integer has -1: %s %j', (member, column, value) => {
  const { value: network, diagnostics } = networkIn(databaseWith('Logical_Flow', column, value));
  expect(network.flows.all()[0]![member]).toBe(-1);
  expect(diagnostics.map(({ code }) => code)).toEqual(['column-malformed']);
});

test('several flows with values of the wrong type are one error, without those that were changed since', () => {
  const row = ROWS.Logical_Flow;
  const flows = {
    [uuid(1)]: { ...row, actions: 5 },
    [uuid(2)]: { ...row, actions: 6 },
    [uuid(3)]: { ...row, match: 7 },
  };
  const datapaths = { [uuid(1)]: ROWS.Datapath_Binding };
  const bytes = ovsdbFile('OVN_Southbound', { Datapath_Binding: datapaths, Logical_Flow: flows });
  const change = record({ Logical_Flow: { [uuid(3)]: { match: '1' } } });
  expect(networkIn(Buffer.concat([bytes, Buffer.from(change)])).diagnostics.map(({ message }) => message)).toEqual([
    `sb.db: Logical_Flow ${uuid(1)} and 1 more: actions has a value of the wrong type`,
  ]);
});

test('blanks in the JSON of a database make no difference', () => {
  const bytes = databaseWith('Port_Binding', 'mac', 'unknown');
  const [header, schema, , rows] = bytes.toString().split('\n');
  const spaced = JSON.stringify(JSON.parse(rows!), null, 1).replaceAll('\n', ' ');
  const log = Buffer.from(`${header}\n${schema}\n${recordOf(spaced)}`);
  expect(printFlows(networkIn(log).value)).toBe(printFlows(networkIn(bytes).value));
  expect(printFlows(networkIn(bytes).value)).toContain('table=0 (ls_in_x');
});
