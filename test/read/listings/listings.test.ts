/**
 * Outputs of OVN 25.03 and Open vSwitch 3.5 from a server that had the databases of test/recordings/networks/25.03.0/c-secondary-l2:
 * `ovsdb-client -f FORMAT dump`, `ovn-sbctl --format=FORMAT list Logical_Flow` and others; long ones are cut.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { printFlows } from '../../../src/network/print-flows.ts';
import { NB } from '../../../src/ovn/schema/nb.ts';
import { readDatabase } from '../../../src/read/database.ts';
import { readLogicalNetwork } from '../../../src/read/logical-network.ts';
import { readRows } from '../../../src/read/ovsdb/rows.ts';
import { recognise } from '../../../src/read/recognise.ts';

const outputs = new URL('outputs/', import.meta.url);
const captures = new URL('../../recordings/networks/25.03.0/c-secondary-l2/', import.meta.url);

const read = (name: string) => recognise({ name, bytes: readFileSync(new URL(`${name}.txt`, outputs)) });

function databaseIn(name: string) {
  const found = read(name);
  if (found?.kind !== 'database') throw new Error(`${name} is not read as a database`);
  return found.database;
}

const recorded = (name: string) => readDatabase(readFileSync(new URL(name, captures)), name).value!;

describe.each(['csv', 'json', 'list', 'table'])('in the format "%s"', format => {
  test('a dump of the southbound database has its flows and ports', () => {
    const [dumped, stored] = [databaseIn(`sb-dump/${format}`), recorded('sb.db')].map(
      ({ tables }) => readLogicalNetwork(tables, 'sb').value,
    );
    expect(printFlows(dumped!)).toBe(printFlows(stored!));
    const ports = (network: typeof dumped) =>
      network!.Port_Binding.map(row => ({ ...row, datapath: row.datapath._uuid })).toSorted(byUuid);
    expect(ports(dumped)).toEqual(ports(stored));
  });

  test('a dump of the northbound database has its rows', () => {
    const [dumped, stored] = [databaseIn(`nb-dump/${format}`), recorded('nb.db')].map(({ tables }) =>
      readRows(NB, tables),
    );
    for (const table of ['Logical_Switch_Port', 'DHCP_Options', 'ACL'] as const)
      expect(dumped![table].toSorted(byUuid)).toEqual(stored![table].toSorted(byUuid));
  });

  test('a list of Logical_Flow is read as flows', () => {
    const found = read(`logical-flow/${format}`);
    if (found?.kind !== 'dump') throw new Error('it is not read as a dump');
    const known = new Set(
      readLogicalNetwork(recorded('sb.db').tables, 'sb')
        .value.flows.all()
        .map(({ match }) => match),
    );
    expect(found.network.flows.all().length).toBeGreaterThan(2);
    for (const { match, datapath } of found.network.flows.all()) {
      expect(known).toContain(match);
      expect(datapath._uuid).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

const byUuid = (a: { _uuid: string }, b: { _uuid: string }): number => (a._uuid < b._uuid ? -1 : 1);

test('a flow that ovn-sbctl find printed is read', () => {
  const found = read('find-logical-flow.list');
  expect(found?.kind).toBe('dump');
  expect(found?.kind === 'dump' && found.network.flows.all().map(({ stage, table }) => [stage, table])).toEqual([
    ['ls_in_dhcp_options', 12],
  ]);
});

test.each([
  ['dhcp-options.list', 'the output of ovn-nbctl list DHCP_Options'],
  ['logical-flow/bare', 'the output of ovn-nbctl or ovn-sbctl with --bare, which has no names of columns'],
  ['logical-flow/html', 'the output of ovn-sbctl or ovn-nbctl in the format "html"'],
  ['show-log', 'the output of ovsdb-tool show-log'],
  ['query', 'the output of ovsdb-tool query or transact'],
  ['monitor', 'the output of ovsdb-client monitor'],
  ['ovsschema', 'the schema of a database, not a database'],
  ['sbshow', 'the output of ovn-sbctl show'],
  ['nbshow', 'the output of ovn-nbctl show'],
  ['list-tables', 'the output of ovsdb-client list-tables'],
])('%s is named', (name, what) => {
  const message = `${name}: this is ${what}; udon reads ovn-sbctl dump-flows, database files and ovsdb-client backup`;
  expect(read(name)).toEqual({ kind: 'unread', message });
});

test.each([
  [
    ' cookie=0x0, duration=1.2s, table=0, n_packets=1, n_bytes=2, priority=100,in_port=1 actions=resubmit(,8)\n',
    'ovs-ofctl',
  ],
  ['# tcp,reg14=0x1,dl_src=00:00:00:00:00:01\n\ningress(dp="sw0", inport="vm1")\n', 'ovn-trace'],
  ['NAME    READY   STATUS    RESTARTS   AGE\npod-1   1/1     Running   0          5d\n', 'kubectl'],
  ['@@ -1,2 +1,2 @@\n-  table=0 (ls_in_acl), priority=1, match=(1), action=(drop;)\n', 'a difference'],
])('%j is named', (text, what) => {
  const found = recognise({ name: 'x', bytes: Buffer.from(text) });
  expect(found?.kind === 'unread' && found.message).toContain(what);
});

test.each([
  'apiVersion: v1\nkind: Pod\n',
  '# a comment\n---\nkind: Pod\n',
  '{"kind": "List", "items": []}',
  '',
])('%j can be manifests', text => expect(recognise({ name: 'x', bytes: Buffer.from(text) })).toBeUndefined());
