/** A live server, its database file and its backup give the same rows, equal to those that OVN's own programs print. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowOrder } from '../../src/base/hash-table.ts';
import { fetchFromServer } from '../../src/cli/sources/remote-database.ts';
import { printFlows } from '../../src/network/print-flows.ts';
import { NB } from '../../src/ovn/schema/nb.ts';
import { SB } from '../../src/ovn/schema/sb.ts';
import type { Schema } from '../../src/ovn/schema/schema.ts';
import { FLOW_COLUMNS } from '../../src/read/flows/flow-rows.ts';
import { readLogicalNetwork } from '../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../src/read/ovsdb/log.ts';
import { comparableRows } from '../support/comparable-rows.ts';
import { describeWithOvn, type Sandbox, startSandbox } from './real/sandbox.ts';

/** Changes by an operator: sets and maps grow, shrink and change; rows are added and removed. */
const COMMANDS = [
  'ls-add sw0 -- ls-add sw1 -- lr-add lr0',
  'lrp-add lr0 lr0-sw0 0a:58:0a:00:00:01 10.0.0.1/24 fd00::1/64',
  'lsp-add sw0 sw0-lr0 -- lsp-set-type sw0-lr0 router -- lsp-set-addresses sw0-lr0 router',
  'lsp-set-options sw0-lr0 router-port=lr0-sw0',
  'lsp-add sw0 vm1 -- lsp-set-addresses vm1 "0a:58:0a:00:00:05 10.0.0.5" "0a:58:0a:00:00:06 10.0.0.6"',
  'lsp-add sw0 vm2 -- lsp-set-addresses vm2 unknown -- lsp-add sw1 vm3',
  'set Logical_Switch_Port vm1 external_ids:a=1 external_ids:b=x -- set Logical_Switch sw0 other_config:c=d',
  'lsp-set-addresses vm1 "0a:58:0a:00:00:05 10.0.0.5"',
  'set Logical_Switch_Port vm1 external_ids:a=2 -- remove Logical_Switch_Port vm1 external_ids b',
  'pg-add pg0 vm1 vm2 -- acl-add pg0 to-lport 1000 "outport == @pg0 && ip4" allow-related',
  'pg-set-ports pg0 vm2 vm3 -- lb-add lb0 10.0.0.9:80 10.0.0.5:8080,10.0.0.6:8080 -- ls-lb-add sw0 lb0',
  'lb-add lb0 10.0.0.9:443 10.0.0.5:8443 -- lb-del lb0 10.0.0.9:80 -- lsp-del vm2 -- ls-del sw1',
];

describeWithOvn('a live database', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
    sandbox.start('ovn-northd');
    sandbox.run('ovn-nbctl', 'init');
    for (const command of COMMANDS) sandbox.run('ovn-nbctl', ...wordsOf(command));
    sandbox.run('ovn-nbctl', '--wait=sb', 'sync');
  }, 60_000);
  afterAll(() => sandbox.stop());

  const fetched = (kind: 'nb' | 'sb') => fetchFromServer(sandbox.remote, kind, {});
  const filed = (kind: 'nb' | 'sb') => readOvsdbLog(readFileSync(sandbox.path(`${kind}.db`)), kind);

  test.each([
    ['nb', NB],
    ['sb', SB],
  ] as const)('%s: the server and its file', async (kind, schema) => {
    const live = await fetched(kind);
    expect(live.kind).toBe(kind);
    const wanted = Object.fromEntries(
      Object.entries(schema)
        .filter(([table]) => live.tables.has(table))
        .map(([table, columns]) => [table, table === 'Logical_Flow' ? onlyFetched(columns) : columns]),
    );
    const rows = comparableRows(wanted, live.tables);
    expect(Object.values(rows).flat().length).toBeGreaterThan(5);
    expect(comparableRows(wanted, filed(kind).tables)).toEqual(rows);
    const backup = Buffer.from(sandbox.run('ovsdb-client', 'backup', sandbox.remote, filed(kind).schema.name));
    expect(comparableRows(wanted, readOvsdbLog(backup, 'backup').tables)).toEqual(rows);
  });

  // If the texts of UUIDs share a bucket, too, the history of the server decides, which no client sees.
  test('the order in which a client visits rows, nearly', async () => {
    const uuids = fc.sample(fc.uuid(), { numRuns: 1000, seed: 1 }).map(uuid => uuid.replace(/^.{6}/, '000000'));
    const inserts = uuids.map((uuid, index) => ({
      op: 'insert',
      table: 'Address_Set',
      uuid,
      row: { name: `${index}` },
    }));
    await sandbox.change(['OVN_Southbound', { op: 'delete', table: 'Address_Set', where: [] }]);
    await sandbox.change(['OVN_Southbound', ...inserts]);
    const visited = sandbox.run('ovn-sbctl', '--bare', '--columns=_uuid', 'list', 'Address_Set').match(/\S+/g)!;
    const order = rowOrder(
      filed('sb')
        .tables.get('Address_Set')!
        .rows.map(({ uuid }) => uuid),
    );
    expect(order.toSorted()).toEqual(visited.toSorted());
    expect(order.filter((uuid, index) => uuid !== visited[index]).length).toBeLessThan(50);
  });

  test('flows as ovn-sbctl dumps them', async () => {
    const { value } = readLogicalNetwork((await fetched('sb')).tables, 'sb');
    expect(printFlows(value)).toBe(sandbox.run('ovn-sbctl', 'dump-flows'));
  });
});

/** A client fetches only the necessary columns of flows. */
const onlyFetched = (columns: Schema[string]): Schema[string] =>
  Object.fromEntries(Object.entries(columns).filter(([column]) => FLOW_COLUMNS.some(fetched => fetched === column)));

const wordsOf = (command: string): string[] =>
  (command.match(/"[^"]*"|\S+/g) ?? []).map(word => word.replace(/^"(.*)"$/, '$1'));
