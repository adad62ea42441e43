/** Ports of a switch, of every type except `router`: those are made together with their router ports. */
import fc, { type Arbitrary } from 'fast-check';
import { NB, type NbRow } from '../../../src/ovn/schema/nb.ts';
import { type NewRow, newRow } from '../../../src/ovn/schema/schema.ts';
import {
  anyAddresses,
  anyIp,
  anyIpv4,
  anyIpv6,
  anyTunnelKey,
  few,
  flag,
  IPV4_NETWORKS,
  IPV6_NETWORKS,
  mostly,
  mostOf,
  portNames,
  type SwitchNumber,
  someOf,
  sometimes,
} from './values.ts';

type Port = NbRow<'Logical_Switch_Port'>;
type PortColumns = NewRow<typeof NB, 'Logical_Switch_Port'>;

export const HA_CHASSIS_GROUPS = ['empty', 'two'].map(name =>
  newRow(NB, 'HA_Chassis_Group', {
    name,
    ha_chassis: (name === 'two' ? ['worker-0', 'worker-1'] : []).map((chassis_name, priority) =>
      newRow(NB, 'HA_Chassis', { chassis_name, priority }),
    ),
  }),
);

const QOS = { qos_max_rate: fc.constant('1000'), qos_burst: fc.constant('10') };
const FLOODED = { mcast_flood: flag, mcast_flood_reports: flag, receive_multicast: flag };

/** The additional columns of ports of each type. */
const TYPES: Readonly<Record<string, (net: SwitchNumber) => Arbitrary<PortColumns>>> = {
  '': net =>
    fc.record({
      options: someOf({
        ...FLOODED,
        ...QOS,
        arp_proxy: fc.constant('169.254.1.1'),
        disable_arp_nd_rsp: flag,
        'requested-tnl-key': anyTunnelKey,
        force_fdb_lookup: flag,
        hostname: fc.constant('"vm"'),
        lsp_learn_fdb: flag,
        pkt_clone_type: fc.constantFrom('mc_unknown', 'MC_UNKNOWN', 'none'),
        'requested-chassis': fc.constantFrom('worker-0', 'worker-9'),
      }),
      parent_name: sometimes(fc.constantFrom(...portNames(net))),
      tag: sometimes(fc.constantFrom(1, 4095)),
      tag_request: sometimes(fc.constantFrom(0, 12)),
    }),
  localnet: () =>
    fc.record({
      addresses: mostly<readonly string[]>(fc.constant(['unknown']), []),
      options: mostOf({ network_name: fc.constant('physnet'), localnet_learn_fdb: flag, mcast_flood: flag }),
      tag: sometimes(fc.constant(100)),
      tag_request: sometimes(fc.constantFrom(0, 100)),
    }),
  localport: () => fc.record({ options: someOf(FLOODED) }),
  remote: () => fc.record({ options: someOf({ ...FLOODED, 'requested-chassis': fc.constant('worker-0') }) }),
  virtual: net =>
    fc.record({
      options: mostOf({
        'virtual-ip': mostly(anyIp(net), 'nonsense'),
        'virtual-parents': mostly(
          few([...portNames(net), 'nowhere']).map(names => names.join()),
          '',
        ),
      }),
    }),
  external: () =>
    fc.record({
      ha_chassis_group: mostly<NbRow<'HA_Chassis_Group'> | undefined>(fc.constantFrom(...HA_CHASSIS_GROUPS), undefined),
    }),
  l2gateway: () =>
    fc.record({
      options: mostOf({ network_name: fc.constant('physnet'), 'l2gateway-chassis': fc.constant('worker-0') }),
      tag: sometimes(fc.constant(7)),
    }),
  vtep: () =>
    fc.record({
      options: mostOf({ 'vtep-physical-switch': fc.constant('ps'), 'vtep-logical-switch': fc.constant('ls') }),
    }),
  switch: net => fc.record({ peer: sometimes(fc.constantFrom(...portNames(net))) }),
  nonsense: () => fc.constant({}),
};

const WEIGHTS: Readonly<Record<string, number>> = { '': 12, localnet: 2, remote: 2, external: 2, virtual: 2 };

const anyTyped = (net: SwitchNumber): Arbitrary<PortColumns> =>
  fc.oneof(
    { withCrossShrink: true },
    ...Object.entries(TYPES).map(([type, columns]) => ({
      weight: WEIGHTS[type] ?? 1,
      arbitrary: columns(net).map(own => ({ ...own, type })),
    })),
  );

/** Ports have unique names, so that shrinking can remove ports without renaming the others. */
export const anyPorts = (net: SwitchNumber): Arbitrary<Port[]> =>
  fc.uniqueArray(anyPort(net), { selector: ({ name }) => name, maxLength: 6 });

const anyPort = (net: SwitchNumber): Arbitrary<Port> =>
  fc
    .record({
      name: fc.constantFrom(...portNames(net)),
      addresses: anyPortAddresses(net),
      dhcpv4_options: sometimes(anyDhcpv4(net)),
      dhcpv6_options: sometimes(anyDhcpv6(net)),
      enabled: sometimes(fc.boolean()),
      external_ids: someOf({ 'neutron:port_name': fc.constantFrom('pretty', ''), key: fc.constant('value') }),
      port_security: fc.oneof(fc.constant([]), fc.uniqueArray(anyAddresses(net), { maxLength: 2 })),
      typed: anyTyped(net),
    })
    .map(({ typed, ...columns }) => newRow(NB, 'Logical_Switch_Port', { ...columns, ...typed }));

const anyPortAddresses = (net: SwitchNumber): Arbitrary<string[]> =>
  fc.uniqueArray(
    fc.oneof(
      { weight: 8, arbitrary: anyAddresses(net) },
      { weight: 2, arbitrary: fc.constant('unknown') },
      { weight: 1, arbitrary: fc.constantFrom('dynamic', `dynamic 10.${net}.0.6`, 'router') },
    ),
    { maxLength: 2 },
  );

const anyDhcpv4 = (net: SwitchNumber): Arbitrary<NbRow<'DHCP_Options'>> =>
  fc
    .record({
      cidr: mostly(
        fc.constantFrom(...IPV4_NETWORKS(net), `10.${net}.0.0/255.255.0.0`, `10.${net}.0.0/255.0.255.0`),
        '172.16.0.0/12',
        'nonsense',
        `fd00:${net}::/64`,
        `10.${net}.0.1`,
      ),
      required: mostOf({
        server_id: anyIpv4(net),
        server_mac: fc.constant('0a:58:a9:fe:01:01'),
        lease_time: fc.constant('3600'),
      }),
      optional: someOf({
        bootfile_name: fc.constant('"boot"'),
        classless_static_route: fc.constant('{10.0.0.0/8, 10.0.0.1}'),
        dns_server: fc.constant('{8.8.8.8, 8.8.4.4}'),
        hostname: fc.constant('"from-options"'),
        mtu: fc.constant('1400'),
        netmask: fc.constant('255.0.0.0'),
        router: anyIpv4(net),
      }),
    })
    .map(({ cidr, required, optional }) =>
      newRow(NB, 'DHCP_Options', { cidr, options: new Map([...required, ...optional]) }),
    );

const anyDhcpv6 = (net: SwitchNumber): Arbitrary<NbRow<'DHCP_Options'>> =>
  fc
    .record({
      cidr: mostly(
        fc.constantFrom(...IPV6_NETWORKS(net), 'fd00::/ffff:0:0:ffff::'),
        'fd99::/64',
        'nonsense',
        `10.${net}.0.0/24`,
      ),
      required: mostOf({ server_id: mostly(fc.constant('0a:58:a9:fe:01:01'), '0A:58:A9:FE:01:01', 'nonsense') }),
      optional: someOf({
        dhcpv6_stateless: flag,
        dns_server: anyIpv6(net),
        domain_search: fc.constant('"example.org"'),
      }),
    })
    .map(({ cidr, required, optional }) =>
      newRow(NB, 'DHCP_Options', { cidr, options: new Map([...required, ...optional]) }),
    );
