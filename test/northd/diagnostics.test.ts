/** Rows that ovn-northd leaves out or warns about: each gives one warning, and the other rows are compiled. */
import { describe, expect, test } from 'vitest';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { NB, type Nb, type NbRow, type NbTable } from '../../src/ovn/schema/nb.ts';
import { type NewRow, newDatabase, newRow } from '../../src/ovn/schema/schema.ts';

const row = <T extends NbTable>(table: T, values: NewRow<typeof NB, T>): NbRow<T> => newRow(NB, table, values);
const port = (values: NewRow<typeof NB, 'Logical_Switch_Port'>) => row('Logical_Switch_Port', { name: 'p', ...values });
const withPorts = (...ports: NbRow<'Logical_Switch_Port'>[]): Partial<Nb> => ({
  Logical_Switch: [row('Logical_Switch', { name: 'sw', ports })],
});
const withRouterPort = (values: NewRow<typeof NB, 'Logical_Router_Port'>): Partial<Nb> => ({
  Logical_Router: [
    row('Logical_Router', { name: 'lr', ports: [row('Logical_Router_Port', { name: 'lrp', ...values })] }),
  ],
});
const withVip = (vip: string, backends: string): Partial<Nb> => ({
  Load_Balancer: [row('Load_Balancer', { name: 'lb', vips: new Map([[vip, backends]]) })],
});
const MAC = '0a:00:00:00:00:01';
const KEY_7 = new Map([['requested-tnl-key', '7']]);

test.each<[string, Partial<Nb>, string]>([
  ['nothing wrong', withPorts(port({ addresses: [`${MAC} 10.0.0.1 fd00::1`, 'unknown'] })), ''],
  ['address without a MAC', withPorts(port({ addresses: ['10.0.0.1'] })), "p: '10.0.0.1' has no MAC address"],
  ['more than addresses', withPorts(port({ addresses: [`${MAC} 10.0.0.1 x`] })), 'the rest is left out'],
  ['port security', withPorts(port({ port_security: ['x'] })), "p: 'x' has no MAC address"],
  ['dynamic address', withPorts(port({ addresses: ['dynamic'] })), "no address was chosen for 'dynamic' yet"],
  ['same name twice', withPorts(port({}), port({})), 'another port has this name'],
  ['unknown type', withPorts(port({ type: 'x' })), "unknown type 'x'"],
  ['same tunnel key twice', withPorts(...['a', 'b'].map(keyed)), 'b: another port has the requested tunnel key 7'],
  [
    'same tunnel key of two switches',
    { Logical_Switch: ['a', 'b'].map(name => row('Logical_Switch', { name, other_config: KEY_7 })) },
    'b: another datapath has the requested tunnel key 7',
  ],
  ['router port without a MAC', withRouterPort({ mac: 'x' }), "lrp: 'x' is not a MAC address"],
  ['DHCPv4 options', withPorts(dhcpPort('10.0.0.0/24', 'dhcpv4_options')), 'need server_id, server_mac and lease_time'],
  ['DHCPv6 options', withPorts(dhcpPort('fd00::/64', 'dhcpv6_options')), 'need a MAC address as server_id'],
  ['backend without a port', withVip('1.1.1.1:80', '2.2.2.2'), 'VIP 1.1.1.1:80 or one of its backends is invalid'],
  [
    'backend of the other family',
    withVip('1.1.1.1:80', '[fd00::1]:80'),
    'VIP 1.1.1.1:80 or one of its backends is invalid',
  ],
  [
    'port group with a port of no switch',
    { Port_Group: [row('Port_Group', { name: 'pg', ports: [port({})] })] },
    'Port_Group pg: not all of its ports belong to a switch',
  ],
  ['VIP with an interface', withVip('[fe80::1%eth0]:80', '[fd00::2]:80'), 'has an interface in its address'],
  ['backend with an interface', withVip('[fd00::1]:80', '[fe80::1%eth0]:80'), 'has an interface in its address'],
  [
    'two switch ports of one router port',
    {
      ...withPorts(
        ...['a', 'b'].map(name => port({ name, type: 'router', options: new Map([['router-port', 'lrp']]) })),
      ),
      ...withRouterPort({ mac: MAC }),
    },
    'its router port lrp is that of',
  ],
  ['VIP without a valid address', withVip('x:80', '2.2.2.2:80'), 'VIP x:80 or one of its backends is invalid'],
])('%s', (_, tables, message) => {
  const { diagnostics, network } = compileNetwork(newDatabase(NB, tables), { release: '25.03.0' });
  expect(diagnostics.map(found => found.message).join('\n')).toContain(message);
  expect(diagnostics).toHaveLength(message ? 1 : 0);
  expect(diagnostics.every(({ severity }) => severity === 'warning')).toBe(true);
  expect(network.flows.all().length > 0).toBe('Logical_Switch' in tables || 'Logical_Router' in tables);
});

test.each([
  ['a gateway port', true, []],
  ['another port', false, [expect.stringContaining('lrp is not one of its gateway ports')]],
])('NAT at %s', (_, isGateway, messages) => {
  const { diagnostics } = compileNetwork(newDatabase(NB, withNat(isGateway)), { release: '25.03.0' });
  expect(diagnostics.map(({ message }) => message)).toEqual(messages);
});

describe('routes and policies that cannot be used', () => {
  const withRows = (rows: Pick<NewRow<typeof NB, 'Logical_Router'>, 'static_routes' | 'policies'>): Partial<Nb> => ({
    Logical_Router: [
      row('Logical_Router', {
        name: 'lr',
        ports: [row('Logical_Router_Port', { name: 'lrp', mac: MAC, networks: ['10.0.0.1/24'] })],
        ...rows,
      }),
    ],
  });
  const messagesOf = (tables: Partial<Nb>) =>
    compileNetwork(newDatabase(NB, tables), { release: '25.03.0' }).diagnostics.map(({ message }) => message);
  const ROUTE = { ip_prefix: '10.1.0.0/24', nexthop: '10.0.0.2' };

  test.each<[NewRow<typeof NB, 'Logical_Router_Static_Route'>, string | undefined]>([
    [ROUTE, undefined],
    [{ ...ROUTE, nexthop: 'discard' }, undefined],
    [{ ...ROUTE, nexthop: '', output_port: 'lrp' }, undefined],
    [{ ...ROUTE, nexthop: '10.9.0.2', output_port: 'lrp' }, undefined],
    [{ ...ROUTE, nexthop: '10.9.0.2' }, "no port has a network with the next hop '10.9.0.2'"],
    [{ ...ROUTE, nexthop: '' }, "no port has a network with the next hop ''"],
    [{ ...ROUTE, nexthop: '10.0.0.0/24' }, "the next hop '10.0.0.0/24' is not an address"],
    [{ ...ROUTE, nexthop: 'x' }, "the next hop 'x' is not an address"],
    [{ ...ROUTE, ip_prefix: 'x' }, 'the prefix is not a network'],
    [{ ip_prefix: 'x', nexthop: 'discard' }, 'the prefix is not a network'],
    [{ ...ROUTE, output_port: 'lrp9' }, 'the output port lrp9 does not exist, or has no address of that family'],
  ])('route %j', (columns, problem) => {
    const messages = messagesOf(withRows({ static_routes: [row('Logical_Router_Static_Route', columns)] }));
    const expected = `Static route ${columns.ip_prefix} of lr: ${problem}; it is left out`;
    expect(messages).toEqual(problem === undefined ? [] : [expected]);
  });

  test.each<[NewRow<typeof NB, 'Logical_Router_Policy'>, readonly string[]]>([
    [{ action: 'reroute', nexthops: ['10.0.0.2', '10.0.0.3'] }, []],
    [{ action: 'reroute', nexthop: '10.0.0.2' }, []],
    [
      { action: 'reroute', nexthops: ['10.0.0.2', '10.9.0.3'] },
      ["no port has a network with the next hop '10.9.0.3', which is left out"],
    ],
    [{ action: 'jump' }, ['it does not name the chain to jump to; it is left out']],
    [{ action: 'jump', jump_chain: 'x' }, ['the chain x does not exist; it is left out']],
  ])('policy %j', (columns, problems) => {
    const policy = row('Logical_Router_Policy', { priority: 7, match: '1', ...columns });
    expect(messagesOf(withRows({ policies: [policy] }))).toEqual(problems.map(text => `Policy 7 of lr: ${text}`));
  });
});

test.each([
  [
    'lport',
    '25.09.0',
    ['Mirror m of p: copies for a port of type `mirror` are not compiled; packets go on as without the mirror'],
  ],
  ['lport', '25.03.0', []],
  ['gre', '25.09.0', []],
] as const)('mirror of type %s in %s', (type, release, messages) => {
  const mirror = row('Mirror', { name: 'm', type, sink: 'q', filter: 'both' });
  const nb = newDatabase(NB, withPorts(port({ mirror_rules: [mirror] })));
  expect(compileNetwork(nb, { release }).diagnostics.map(({ message }) => message)).toEqual(messages);
});

describe('numbers that depend on what ovn-northd did before', () => {
  /** Two routers whose UUIDs lead to one place of ovn-northd's table, or to two places. */
  const routersWith = (places: readonly string[], table: string, chain: string): Partial<Nb> => ({
    Logical_Router: places.map((place, index) => {
      const options = new Map(table ? [['route_table', `${table}${index}`]] : []);
      const lrp = row('Logical_Router_Port', { name: `lrp${index}`, mac: MAC, networks: ['10.0.0.1/24'], options });
      const policy = row('Logical_Router_Policy', { priority: 7, match: '1', action: 'drop', ...(chain && { chain }) });
      const _uuid = `0000000${place}-0000-4000-8000-00000000000${index}`;
      return { ...row('Logical_Router', { name: `lr${index}`, ports: [lrp], policies: [policy] }), _uuid };
    }),
  });
  const CANNOT_KNOW = 'depend on what ovn-northd did since it started; it can have others, with the same effect';

  test.each<[string, Partial<Nb>, '25.03.0' | '25.09.0', readonly string[]]>([
    ['tables in one place', routersWith(['0', '4'], 't', ''), '25.09.0', ['route tables']],
    ['chains in one place', routersWith(['0', '4'], '', 'c'), '25.09.0', ['policy chains']],
    ['both in one place', routersWith(['0', '4'], 't', 'c'), '25.09.0', ['route tables', 'policy chains']],
    ['main tables only', routersWith(['0', '4'], '', ''), '25.09.0', []],
    ['two places', routersWith(['0', '1'], 't', 'c'), '25.09.0', []],
    ['an earlier release', routersWith(['0', '4'], 't', 'c'), '25.03.0', []],
  ])('%s', (_, tables, release, things) => {
    const { diagnostics } = compileNetwork(newDatabase(NB, tables), { release });
    expect(diagnostics.map(({ message }) => message)).toEqual(
      things.map(thing => expect.stringContaining(`the numbers of their ${thing} ${CANNOT_KNOW}`)),
    );
  });
});

test.each<[ReadonlyMap<string, string>, string | undefined]>([
  [new Map([['routing-protocols', 'BGP,BFD']]), undefined],
  [new Map([['routing-protocols', 'OSPF']]), 'routing-protocols names neither BGP nor BFD; nothing is redirected'],
  [
    new Map([['routing-protocol-redirect', 'q']]),
    "routing-protocol-redirect 'q' is not a port of the switch sw; nothing is redirected",
  ],
])('redirected routing protocols %j', (options, problem) => {
  const lrp = row('Logical_Router_Port', {
    name: 'lrp',
    mac: MAC,
    networks: ['10.0.0.1/24'],
    options: new Map([['routing-protocol-redirect', 'daemon'], ...options]),
  });
  const link = port({ name: 'link', type: 'router', options: new Map([['router-port', 'lrp']]) });
  const tables = {
    ...withPorts(link, port({ name: 'daemon' })),
    Logical_Router: [row('Logical_Router', { name: 'lr', ports: [lrp] })],
  };
  const { diagnostics } = compileNetwork(newDatabase(NB, tables), { release: '25.03.0' });
  const expected = `Logical_Router_Port lrp: ${problem}`;
  expect(diagnostics.map(({ message }) => message)).toEqual(problem === undefined ? [] : [expected]);
});

test('rows that no database has stored yet', () => {
  const tables = withPorts(port({ addresses: [MAC] }));
  const [first, second] = [1, 2].map(() => compileNetwork(newDatabase(NB, tables), { release: '25.03.0' }).network);
  const plain = (network = first!) => ({ ...network, flows: network.flows.all() });
  expect(plain(first)).toEqual(plain(second));
  expect(first!.Datapath_Binding[0]!._uuid).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(first!.flows.all().every(flow => flow.hint === undefined)).toBe(true);
});

test('rows that no database has stored yet are distinct', () => {
  const switches = ['sw', 'sw'].map(name => row('Logical_Switch', { name }));
  const router = withRouterPort({ mac: MAC, networks: ['10.0.0.1/24'] });
  const bindings = ['10.0.0.2', '10.0.0.3'].map(ip =>
    row('Static_MAC_Binding', { logical_port: 'lrp', ip, mac: '0a:00:00:00:00:02' }),
  );
  const tables = { ...router, Logical_Switch: switches, Static_MAC_Binding: bindings };
  const { network } = compileNetwork(newDatabase(NB, tables), { release: '25.03.0' });
  const uuids = [...network.Datapath_Binding, ...network.Static_MAC_Binding].map(({ _uuid }) => _uuid);
  expect(new Set(uuids).size).toBe(5);
});

function keyed(name: string): NbRow<'Logical_Switch_Port'> {
  return port({ name, options: KEY_7 });
}

function dhcpPort(cidr: string, column: 'dhcpv4_options' | 'dhcpv6_options'): NbRow<'Logical_Switch_Port'> {
  return port({ addresses: [`${MAC} 10.0.0.9 fd00::9`], [column]: row('DHCP_Options', { cidr }) });
}

function withNat(isGateway: boolean): Partial<Nb> {
  const gateway_chassis = isGateway ? [row('Gateway_Chassis', { name: 'g', chassis_name: 'c' })] : [];
  const gateway_port = row('Logical_Router_Port', {
    name: 'lrp',
    mac: MAC,
    networks: ['10.0.0.1/24'],
    gateway_chassis,
  });
  const nat = row('NAT', { type: 'snat', external_ip: '10.0.0.9', logical_ip: '10.1.0.0/24', gateway_port });
  return { Logical_Router: [row('Logical_Router', { name: 'lr', ports: [gateway_port], nat: [nat] })] };
}
