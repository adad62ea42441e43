/** Options of DHCP_Options rows as text: nearly always valid values, sometimes invalid ones. */
import fc, { type Arbitrary } from 'fast-check';
import { type DhcpOptionType, OVN_DHCP_OPTIONS } from '../../../src/ovn/options/dhcp-options.ts';
import { nearlyAlways, someOf } from './values.ts';

const address = fc.constantFrom('10.0.0.1', '10.0.0.254', '172.22.0.1', '0.0.0.0', '255.255.255.255');
const network = fc.constantFrom(
  '0.0.0.0/0',
  '30.0.0.0/8',
  '30.0.0.7/24',
  '10.1.2.3/32',
  '10.128.0.0/9',
  '10.0.0.0/255.0.0.255',
  'fd00::/64',
  'fd00::1:2/112',
);

const listOf = (item: Arbitrary<string>, maxLength: number): Arbitrary<string> =>
  fc.oneof(
    item,
    fc.array(item, { minLength: 1, maxLength }).map(items => `{${items.join(', ')}}`),
  );
/** ovn-controller reads memory after lists of more than 63 addresses. */
const addresses = nearlyAlways(
  listOf(address, 63),
  '{10.0.0.1, ',
  '10.0.0',
  '{}',
  '10.0.0.0/24',
  '10.0.0.1/255.0.255.0',
  '0a:58:00:00:00:01',
  '17',
  '::1',
  '"a"',
);
const routes = nearlyAlways(
  fc.array(fc.tuple(network, address), { minLength: 1, maxLength: 4 }).map(all => `{${all.flat().join(',')}}`),
  '{10.0.0.0/8}',
  '10.0.0.0/8',
  '{10.0.0.0/8,10.0.0.1,10.0.0.2}',
  '{10.0.0.0/8,10.0.0.1',
);

const number = (most: number) =>
  nearlyAlways(
    fc.nat(most).map(String),
    '0x10',
    '0x10/0x10',
    '5/3',
    `0x${'12345678'.repeat(5)}`,
    String(most + 1),
    '-1',
    'many',
    '"1"',
    '1.2.3.4',
    '18446744073709551616',
  );

const letters = fc.string({
  unit: fc.constantFrom('a', 'b', '-', '.', ' ', 'ä', '\\"', '\\\\', '\\n', '\u0001'),
  maxLength: 40,
});
export const quoted = nearlyAlways(
  fc
    .oneof(
      letters,
      fc.nat(300).map(length => 'x'.repeat(length)),
    )
    .map(text => `"${text}"`),
  'bare',
  '"open',
  '{"a", "b"}',
  '""',
);

const label = fc.constantFrom('a', 'com', 'con', 'ovn', 'org', 'example', '', 'x'.repeat(63), 'y'.repeat(80));
const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map(labels => labels.join('.'));
/** With more than 255 bytes, the reply to an INFORM contains ovn-controller's memory after them. */
const domains = nearlyAlways(
  fc
    .array(domain, { minLength: 1, maxLength: 3 })
    .map(names => `"${names.join(',')}"`)
    .filter(text => text.length < 250),
  '""',
  '","',
  '"a..b"',
  '"a.com, b.com"',
);

const VALUES: Readonly<Record<DhcpOptionType, Arbitrary<string>>> = {
  bool: nearlyAlways(fc.constantFrom('0', '1'), 'true', '2', '256', '""'),
  uint8: number(0xff),
  uint16: number(0xffff),
  uint32: number(0xffffffff),
  ipv4: addresses,
  static_routes: routes,
  str: quoted,
  domains,
  host_id: fc.oneof(quoted, addresses),
};

/** The options that ovn-northd needs to make a flow. */
const REQUIRED_V4 = {
  lease_time: nearlyAlways(fc.constant('3500'), '0', '-1', 'long'),
  server_id: nearlyAlways(fc.constant('172.22.0.2'), '169.254.1.1', '{1.1.1.1, 2.2.2.2}', 'x'),
  server_mac: nearlyAlways(fc.constant('0a:58:a9:fe:01:01'), '00:00:00:00:00:00', 'x'),
};

const OPTIONAL_V4 = OVN_DHCP_OPTIONS.filter(({ name }) => !(name in REQUIRED_V4)).map(
  ({ name, type }) => [name, VALUES[type]] as const,
);

export const dhcpv4Options = fc
  .tuple(
    fc.record(REQUIRED_V4),
    someOf({ ...Object.fromEntries(OPTIONAL_V4), option_240: fc.constant('1') }),
    fc.nat(40),
  )
  .map(([required, optional, most]) => new Map([...Object.entries(required), ...[...optional].slice(0, most)]));

const address6 = fc.constantFrom('fd00::1', '::', 'fd00:22::53', '2001:db8::ffff:1.2.3.4', 'fd00::/64');
const addresses6 = nearlyAlways(
  listOf(address6, 20),
  '{fd00::1',
  'fd00',
  '{}',
  '10.0.0.1',
  '17',
  '"a"',
  '0a:58:00:00:00:01',
);
/** ovn-controller writes outside the name if a label has more than 127 letters. */
const name6 = nearlyAlways(
  fc.array(fc.constantFrom('vm', 'example', 'org', '', 'x'.repeat(63), 'ä'), { minLength: 1, maxLength: 4 }),
  [],
).map(labels => `"${labels.join('.')}"`);

export const dhcpv6Options = fc
  .tuple(
    fc.record({ server_id: nearlyAlways(fc.constant('0a:58:a9:fe:01:01'), '00:00:00:00:00:00', '17', 'x') }),
    someOf({
      dns_server: addresses6,
      domain_search: fc.oneof(quoted, name6),
      fqdn: name6,
      bootfile_name: quoted,
      bootfile_name_alt: quoted,
      dhcpv6_stateless: fc.constantFrom('true', 'false'),
      ia_addr: addresses6,
      option_240: nearlyAlways(fc.constant(''), '1'),
    }),
  )
  .map(([required, optional]) => new Map([...Object.entries(required), ...[...optional].filter(([, value]) => value)]));

const dnsNames = fc.array(name6, { minLength: 1, maxLength: 4 }).map(names => names.join(',').replaceAll('"', ''));
const route = fc
  .tuple(
    fc.constantFrom('HIGH', 'LOW', 'MEDIUM', 'other'),
    nearlyAlways(fc.constantFrom('fd00:1::/64', 'fd00:2::7/48', '::/0', 'fd00:3::1', 'fd00:4::/65'), 'x', '10.0.0.0/8'),
  )
  .map(parts => parts.join('-'));

export const routerAdvertisementOptions = fc
  .tuple(
    fc.record({ address_mode: nearlyAlways(fc.constantFrom('slaac', 'dhcpv6_stateful', 'dhcpv6_stateless'), 'other') }),
    someOf({
      mtu: number(9000),
      router_preference: nearlyAlways(fc.constantFrom('MEDIUM', 'HIGH', 'LOW'), 'other'),
      rdnss: nearlyAlways(address6, 'x', '10.0.0.1'),
      dnssl: dnsNames,
      route_info: fc.array(route, { minLength: 1, maxLength: 3 }).map(routes => routes.join(',')),
    }),
  )
  .map(([required, optional]) => new Map([...Object.entries(required), ...optional]));
