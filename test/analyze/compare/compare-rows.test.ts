/** Northbound rows of two networks, compared by names. */
import { expect, test } from 'vitest';
import { compareNorthbound } from '../../../src/analyze/compare/compare-rows.ts';
import { NB, type Nb } from '../../../src/ovn/schema/nb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';

const ID = 'k8s.ovn.org/id';

/** A switch with ports and an ACL; all UUIDs begin with `prefix`. */
function network(prefix: string, ports: readonly string[], acl: object = {}): Nb {
  const rows = ports.map(name =>
    newRow(NB, 'Logical_Switch_Port', { _uuid: `${prefix}-${name}`, name, up: prefix === 'a' }),
  );
  const acls = [
    newRow(NB, 'ACL', { _uuid: `${prefix}-acl`, match: 'ip4', external_ids: new Map([[ID, 'policy-1']]), ...acl }),
  ];
  return newDatabase(NB, {
    Logical_Switch: [newRow(NB, 'Logical_Switch', { _uuid: `${prefix}-sw`, name: 'sw', ports: rows, acls })],
    Logical_Switch_Port: rows,
    ACL: acls,
  });
}

test('UUIDs, the order of sets and the state of ports are not compared', () =>
  expect(compareNorthbound(network('a', ['p', 'q']), network('b', ['q', 'p']))).toEqual({
    before: 4,
    after: 4,
    same: 4,
    changes: [],
  }));

test('a row that came is named in the rows that refer to it', () =>
  expect(compareNorthbound(network('a', ['p']), network('b', ['p', 'q'])).changes).toEqual([
    { table: 'Logical_Switch', name: 'sw', kind: 'changed', columns: [{ column: 'ports', after: ['q'] }] },
    { table: 'Logical_Switch_Port', name: 'q', kind: 'added', columns: [] },
  ]));

test('a row with the same id is the same row, with another match', () =>
  expect(compareNorthbound(network('a', []), network('b', [], { match: 'ip6', priority: 5 })).changes).toEqual([
    {
      table: 'ACL',
      name: 'policy-1',
      kind: 'changed',
      columns: [
        { column: 'match', before: 'ip4', after: 'ip6' },
        { column: 'priority', before: '0', after: '5' },
      ],
    },
  ]));

test('without an id, an ACL is what it matches', () => {
  const external_ids = new Map();
  const { changes } = compareNorthbound(
    network('a', [], { external_ids, action: 'drop' }),
    network('b', [], { external_ids, match: 'ip6' }),
  );
  expect(changes.map(({ table, name, kind }) => [table, name, kind])).toEqual([
    ['ACL', '0 ip4', 'removed'],
    ['ACL', '0 ip6', 'added'],
    ['Logical_Switch', 'sw', 'changed'],
  ]);
});

test('of a map, only the keys that differ', () => {
  const options = (mtu: string) =>
    newDatabase(NB, {
      DHCP_Options: [
        newRow(NB, 'DHCP_Options', {
          cidr: '10.0.0.0/8',
          options: new Map([
            ['mtu', mtu],
            ['router', '10.0.0.1'],
          ]),
        }),
      ],
    });
  expect(compareNorthbound(options('1400'), options('1300')).changes).toEqual([
    {
      table: 'DHCP_Options',
      name: '10.0.0.0/8',
      kind: 'changed',
      columns: [{ column: 'options', before: { mtu: '1400' }, after: { mtu: '1300' } }],
    },
  ]);
});
