/** What decides where a router sends a packet: static routes of every kind, policies and their chains, BFD sessions, control meters. */
import fc, { type Arbitrary } from 'fast-check';
import { NB, type NbRow } from '../../../src/ovn/schema/nb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';
import { anyMac, anyMatch, few, flag, mostly, someOf, sometimes } from './values.ts';

export interface RoutingDraft {
  readonly static_routes: readonly NbRow<'Logical_Router_Static_Route'>[];
  readonly policies: readonly NbRow<'Logical_Router_Policy'>[];
}

const NEXT_HOPS = [
  '10.0.0.2',
  '10.0.0.9',
  '10.1.0.9',
  '10.2.0.5',
  'fd00:0::9',
  'fd00:1::9',
  'fe80::1',
  '172.16.9.9',
  '10.0.0.1',
  'FD00:1::9',
];
const PREFIXES = ['0.0.0.0/0', '10.9.0.0/16', '10.9.9.9', '10.0.0.0/24', '::/0', 'fd09::/64', 'fd09::9', 'FD09:0::/64'];

/** One session for each port and next hop, because these are the index of the table. */
type Sessions = readonly NbRow<'BFD'>[];

const sessionsOf = (ports: readonly string[]): Sessions =>
  ports
    .slice(0, 2)
    .flatMap((logical_port, index) =>
      NEXT_HOPS.slice(2 * index, 2 * index + 2).map(dst_ip =>
        newRow(NB, 'BFD', { logical_port, dst_ip, min_tx: 1000 }),
      ),
    );

const anyRoute = (ports: readonly string[], sessions: Sessions): Arbitrary<NbRow<'Logical_Router_Static_Route'>> =>
  fc
    .record({
      bfd: sometimes(fc.constantFrom(...sessions)),
      external_ids: someOf({ 'ic-learned-route': fc.constant('x') }),
      ip_prefix: mostly(fc.constantFrom(...PREFIXES), 'nonsense', '10.9.9.9/8'),
      nexthop: mostly(fc.constantFrom(...NEXT_HOPS), 'discard', '', 'nonsense', '10.0.0.9/24'),
      options: someOf({ ecmp_symmetric_reply: flag, origin: fc.constant('connected') }),
      output_port: sometimes(mostly(fc.constantFrom(...ports), 'nowhere')),
      policy: sometimes(fc.constantFrom('src-ip', 'dst-ip')),
      route_table: mostly(fc.constant(''), 'rtb1', 'rtb2'),
      selection_fields: sometimes(few(['ip_src', 'ip_dst', 'ip_proto', 'tp_src', 'eth_src', 'ipv6_src'])).map(
        fields => fields ?? [],
      ),
    })
    .map(columns => {
      const { bfd } = columns;
      const watched = bfd && { nexthop: bfd.dst_ip, output_port: bfd.logical_port };
      return newRow(NB, 'Logical_Router_Static_Route', { ...columns, ...watched });
    });

const CHAINS = ['chain-a', 'chain "b"\\ü'] as const;

const anyPolicy = (sessions: Sessions): Arbitrary<NbRow<'Logical_Router_Policy'>> =>
  fc
    .record({
      bfd_sessions: few(sessions, 2),
      action: fc.constantFrom('allow', 'drop', 'reroute', 'reroute', 'jump'),
      chain: sometimes(fc.constantFrom(...CHAINS)),
      jump_chain: sometimes(fc.constantFrom(...CHAINS, 'missing')),
      match: anyMatch,
      nexthop: sometimes(fc.constantFrom(...NEXT_HOPS)),
      nexthops: few([...NEXT_HOPS, 'nonsense'], 3),
      options: someOf({ pkt_mark: fc.constantFrom('1', '100', '4294967295', 'nonsense') }),
      priority: fc.constantFrom(0, 1, 1000, 32767),
    })
    .map(columns => newRow(NB, 'Logical_Router_Policy', columns));

/** `ports` are names of the router's ports. */
export const anyRouting = (ports: readonly string[]): Arbitrary<RoutingDraft> => {
  const sessions = sessionsOf(ports);
  return fc.record({
    static_routes: fc.array(anyRoute(ports, sessions), { maxLength: 4 }),
    policies: fc.array(anyPolicy(sessions), { maxLength: 4 }),
  });
};

const COPP_NAMES = ['arp', 'arp-resolve', 'bfd', 'dhcpv6-opts', 'event-elb', 'icmp4-error', 'icmp6-error', 'igmp'];
const ROUTER_COPP_NAMES = ['nd-na', 'nd-ns', 'nd-ns-resolve', 'nd-ra-opts', 'reject', 'tcp-reset'];

export const anyCopp = (owner: string): Arbitrary<NbRow<'Copp'> | undefined> =>
  sometimes(
    someOf(Object.fromEntries([...COPP_NAMES, ...ROUTER_COPP_NAMES].map(name => [name, fc.constant(`meter-${name}`)]))),
  ).map(meters => meters && newRow(NB, 'Copp', { name: `copp-${owner}`, meters }));

/** The columns of a router port for router advertisements. */
export const anyRaConfigs: Arbitrary<ReadonlyMap<string, string>> = someOf({
  address_mode: mostly(fc.constantFrom('slaac', 'dhcpv6_stateful', 'dhcpv6_stateless'), 'nonsense'),
  mtu: fc.constantFrom('1280', '1500', '1279', 'nonsense'),
  router_preference: fc.constantFrom('HIGH', 'MEDIUM', 'LOW', 'nonsense'),
  rdnss: fc.constantFrom('fd00::53', 'nonsense'),
  dnssl: fc.constant('example.org,ovn.org'),
  route_info: fc.constantFrom('HIGH-fd09::/64', 'LOW-fd08::/48,MEDIUM-fd07::/64', 'nonsense'),
  send_periodic: flag,
  max_interval: fc.constantFrom('4', '1800', '3'),
  min_interval: fc.constantFrom('3', '1350'),
});

/** Neighbours that an administrator sets, for ports of routers. */
export const anyStaticMacBindings = (ports: readonly string[]): Arbitrary<NbRow<'Static_MAC_Binding'>[]> =>
  fc.uniqueArray(
    fc
      .record({
        ip: fc.constantFrom('10.0.0.9', 'fd00:1::9'),
        logical_port: mostly(fc.constantFrom(...ports), 'nowhere'),
        mac: anyMac,
        override_dynamic_mac: fc.boolean(),
      })
      .map(columns => newRow(NB, 'Static_MAC_Binding', columns)),
    { maxLength: 2, selector: ({ ip, logical_port }) => `${logical_port} ${ip}` },
  );
