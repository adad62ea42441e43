/** Northbound rows as JSON: their content, their labels and their order. */
import { describe, expect, test } from 'vitest';
import { NB, type Nb, type NbRow, type NbTable } from '../../../src/ovn/schema/nb.ts';
import { type NewRow, newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';
import { nbToJson } from '../../../src/render/nb/nb-json.ts';
import { renderNbYaml } from '../../../src/render/nb/nb-yaml.ts';
import { featureRecordings, northbound, recordingsOf } from '../../support/recorded-databases.ts';

const row = <T extends NbTable>(table: T, values: NewRow<typeof NB, T>): NbRow<T> => newRow(NB, table, values);
const database = (tables: Partial<Nb>): Nb => newDatabase(NB, tables);

describe('the content of a row', () => {
  const band = row('Meter_Band', { action: 'drop', rate: 25 });
  const cases: readonly [title: string, tables: Partial<Nb>, expected: object][] = [
    ['tables without rows are left out', {}, {}],
    [
      'columns with default values are left out, but not optional columns that are set to such a value',
      { Logical_Switch_Port: [row('Logical_Switch_Port', { name: 'p', enabled: false, tag: 0, type: '' })] },
      { Logical_Switch_Port: { p: { enabled: false, name: 'p', tag: 0 } } },
    ],
    [
      'sets and maps are sorted',
      {
        DNS: [
          row('DNS', {
            records: new Map([
              ['b', '2'],
              ['a', '1'],
            ]),
          }),
        ],
      },
      { DNS: { 'a b': { records: { a: '1', b: '2' } } } },
    ],
    [
      'sets stay sets',
      { Address_Set: [row('Address_Set', { name: 'a', addresses: ['10.0.0.9', '10.0.0.10'] })] },
      { Address_Set: { a: { addresses: ['10.0.0.10', '10.0.0.9'], name: 'a' } } },
    ],
    [
      'references are labels',
      { Meter: [row('Meter', { name: 'm', bands: [band] })], Meter_Band: [band] },
      {
        Meter: { m: { bands: ['drop 25'], name: 'm' } },
        Meter_Band: { 'drop 25': { action: 'drop', rate: 25 } },
      },
    ],
  ];
  test.each(cases)('%s', (_, tables, expected) => expect(nbToJson(database(tables))).toEqual(expected));
});

describe('the labels of rows', () => {
  const acl = (values: NewRow<typeof NB, 'ACL'>) => row('ACL', { direction: 'to-lport', priority: 1, ...values });
  const long = (end: string) => acl({ match: `ip4.src == {${'192.0.2.1, '.repeat(20)}192.0.2.2} && ${end}` });
  const route = (values: NewRow<typeof NB, 'Logical_Router_Static_Route'>) =>
    row('Logical_Router_Static_Route', { ip_prefix: '0.0.0.0/0', nexthop: '192.0.2.1', ...values });
  const cases: readonly [title: string, tables: Partial<Nb>, expected: readonly string[]][] = [
    ['a name', { ACL: [acl({ name: 'n', match: 'ip4' })] }, ['n']],
    ['without a name, its match', { ACL: [acl({ match: 'ip4' })] }, ['ip4']],
    [
      'the name, and the match if two rows have that name',
      { ACL: [acl({ name: 'n', match: 'ip4' }), acl({ name: 'n', match: 'ip6' })] },
      ['n, ip4', 'n, ip6'],
    ],
    [
      'the direction, if two rows have the match',
      { ACL: [acl({ match: 'ip4' }), acl({ match: 'ip4', direction: 'from-lport' })] },
      ['ip4, from-lport', 'ip4, to-lport'],
    ],
    [
      'the start and the end of a long match',
      { ACL: [long('tcp'), long('udp')] },
      [
        'ip4.src == {192.0.2.1, 192.0.2.1, 192.0… 192.0.2.1, 192.0.2.1, 192.0.2.2} && tcp',
        'ip4.src == {192.0.2.1, 192.0.2.1, 192.0… 192.0.2.1, 192.0.2.1, 192.0.2.2} && udp',
      ],
    ],
    [
      'routes by prefix and next hop, then by other columns',
      { Logical_Router_Static_Route: [route({}), route({ policy: 'src-ip' }), route({ nexthop: '192.0.2.2' })] },
      ['0.0.0.0/0 192.0.2.1', '0.0.0.0/0 192.0.2.1, src-ip', '0.0.0.0/0 192.0.2.2'],
    ],
    ['a row that says nothing, by its table', { NB_Global: [row('NB_Global', {})] }, ['NB_Global']],
  ];
  test.each(cases)('%s', (_, tables, expected) => {
    expect(Object.values(nbToJson(database(tables))).flatMap(Object.keys)).toEqual(expected);
  });

  test('rows with equal columns, by the rows that refer to them', () => {
    const options = ['a', 'b'].map(hostname =>
      row('DHCP_Options', { cidr: '10.0.0.0/24', options: new Map([['hostname', hostname]]) }),
    );
    const ports = options.map((dhcpv4_options, index) =>
      row('Logical_Switch_Port', { name: `p${index}`, dhcpv4_options }),
    );
    expect(nbToJson(database({ DHCP_Options: options, Logical_Switch_Port: ports })).Logical_Switch_Port).toEqual({
      p0: { name: 'p0', dhcpv4_options: '10.0.0.0/24, of p0' },
      p1: { name: 'p1', dhcpv4_options: '10.0.0.0/24, of p1' },
    });
  });
});

test('rows with equal labels, by the rest of their content, in any order', () => {
  const balancer = (hash: string, timeout: string) =>
    row('Load_Balancer', {
      name: 'lb',
      selection_fields: ['ip_src', hash],
      options: new Map([
        ['reject', 'true'],
        ['affinity_timeout', timeout],
      ]),
      health_check: [row('Load_Balancer_Health_Check', { vip: '10.0.0.1:80' })],
    });
  const rows = [balancer('ip_dst', '1'), balancer('ip_dst', '2'), balancer('eth_src', '3')];
  const timeouts = (Load_Balancer: Nb['Load_Balancer']) =>
    Object.entries(nbToJson(database({ Load_Balancer })).Load_Balancer!).map(([label, said]) => [
      label,
      (said as { options: { affinity_timeout: string } }).options.affinity_timeout,
    ]);
  expect(timeouts(rows).map(([label]) => label)).toEqual(['lb', 'lb #2', 'lb #3']);
  expect(timeouts(rows.toReversed())).toEqual(timeouts(rows));
});

describe.each([...recordingsOf('25.03.0'), ...featureRecordings()])('%s', recording => {
  const nb = northbound(recording);

  test('no row is lost', () => {
    const counts = Object.entries(nbToJson(nb)).map(([table, rows]) => [table, Object.keys(rows).length]);
    const expected = Object.entries(nb).map(([table, rows]) => [table, rows.length]);
    expect(counts).toEqual(expected.filter(([, count]) => count !== 0));
  });

  test('the order of rows means nothing', () => {
    const turned = Object.fromEntries(Object.entries(nb).map(([table, rows]) => [table, rows.toReversed()]));
    expect(renderNbYaml(turned as unknown as Nb)).toBe(renderNbYaml(nb));
  });
});
