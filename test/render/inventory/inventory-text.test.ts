/** What sources hold as text: tables that stay readable, and details. */
import { describe, expect, test } from 'vitest';
import type { Inventory, PortItem } from '../../../src/analyze/inventory/items.ts';
import { SHOW_FORMATS } from '../../../src/render/inventory/inventory-formats.ts';

const port = (index: number): PortItem => ({
  kind: 'port',
  name: `port-${index}`,
  type: 'port',
  isRemote: false,
  switch: 'sw',
  mac: '0a:00:00:00:00:01',
  addresses: [`10.0.0.${index}`],
  otherAddresses: [],
  portSecurity: [],
  services: [],
});

const EMPTY: Inventory = {
  nodes: [],
  releases: {},
  networks: [],
  switches: [],
  routers: [],
  ports: [],
  machines: [],
  policies: [],
  services: [],
  unknown: [],
};

const many: Inventory = { ...EMPTY, ports: Array.from({ length: 200 }, (_, index) => port(index)) };

describe('many ports', () => {
  test('the first are listed, and how many there are', () => {
    const lines = SHOW_FORMATS.text({ all: many }).split('\n');
    expect(lines.filter(line => line.startsWith('port-'))).toHaveLength(50);
    expect(lines).toContain('and 150 more ports: -o wide prints all, a name or a namespace only its own');
  });

  test('all of them with -o wide, which has more columns', () => {
    const text = SHOW_FORMATS.wide({ all: many });
    expect(text.split('\n').filter(line => line.startsWith('port-'))).toHaveLength(200);
    expect(text).toContain('0a:00:00:00:00:01');
  });

  test('all of their names', () => expect(SHOW_FORMATS.name({ all: many }).split('\n')).toHaveLength(201));
});

test('a line break in a name stays in its row', () => {
  const all = { ...EMPTY, ports: [{ ...port(1), name: 'a\nb' }] };
  expect(SHOW_FORMATS.text({ all })).toContain('\na\\nb  ');
  expect(SHOW_FORMATS.text({ all, named: all })).toContain('port a\\nb\n');
});

test('nothing at all', () => expect(SHOW_FORMATS.text({ all: EMPTY })).toBe('release: not named by the sources\n'));

test('what is not known is said, with the source that would have it', () =>
  expect(SHOW_FORMATS.text({ all: { ...EMPTY, unknown: ['rows'] } })).toContain(
    'unknown: policies, NAT, routes and subnets, because there is no northbound database; add nb.db\n',
  ));

test('the details of a network, and its ports', () => {
  const network: Inventory['networks'][number] = {
    kind: 'network',
    name: 'blue',
    object: { kind: 'UserDefinedNetwork', namespace: 'demo', name: 'blue' },
    subnets: ['10.0.0.0/24'],
    namespaces: ['demo'],
    switches: ['sw'],
    routers: [],
    counts: { machines: 0, pods: 0, ports: 1 },
  };
  const all = { ...EMPTY, networks: [network], ports: [{ ...port(1), network: 'blue' }, port(2)] };
  expect(SHOW_FORMATS.text({ all, named: { ...EMPTY, networks: [network] } })).toBe(
    [
      'network blue',
      '  object      UserDefinedNetwork demo/blue',
      '  subnets     10.0.0.0/24',
      '  namespaces  demo',
      '',
      'PORT    TYPE  ADDRESSES  NETWORK  DHCP',
      'port-1  port  10.0.0.1   blue     -',
      '',
    ].join('\n'),
  );
});
