/** Routers: ports, gateway chassis, NAT, routes and policies; and the switch ports connected to them. */
import fc, { type Arbitrary } from 'fast-check';
import { NB, type NbRow } from '../../../src/ovn/schema/nb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';
import { GROUP_NAMES, LOAD_BALANCER_NAMES } from './load-balancers.ts';
import type { Link, NatDraft, RouterDraft } from './nb-draft.ts';
import { HA_CHASSIS_GROUPS } from './ports.ts';
import { anyCopp, anyRaConfigs, anyRouting } from './routing.ts';
import {
  ADDRESS_SET_NAMES,
  anyMac,
  anyPortName,
  anySwitchNumber,
  anyTunnelKey,
  few,
  flag,
  mostly,
  portNames,
  ROUTER_PORT_NAMES,
  type RouterNames,
  routerMac,
  type SwitchNumber,
  someOf,
  sometimes,
  switchName,
} from './values.ts';

export const switchPortName = (net: SwitchNumber, routerPort: string): string => `${switchName(net)}-${routerPort}`;

const RELAY = newRow(NB, 'DHCP_Relay', { name: 'relay', servers: '172.16.1.1' });
const DEAD_RELAY = newRow(NB, 'DHCP_Relay', { name: 'dead-relay' });

const anyLink = (names: readonly string[]): Arbitrary<Link> =>
  anySwitchNumber.chain(net =>
    fc
      .record({
        name: fc.constantFrom(...names),
        dhcp_relay: sometimes(mostly(fc.constant(RELAY), DEAD_RELAY)),
        enabled: sometimes(fc.boolean()),
        ipv6_prefix: sometimes(few(['fd0a::/64', 'nonsense'], 1)).map(prefixes => prefixes ?? []),
        ipv6_ra_configs: mostly(anyRaConfigs, new Map()),
        external_ids: someOf({ 'neutron:port_name': fc.constant('ü "port"'), key: fc.constant('value') }),
        gateway: sometimes(fc.constantFrom('gateway_chassis', 'ha_chassis_group')),
        gatewayChassis: fc.uniqueArray(anyGatewayChassis, {
          minLength: 1,
          maxLength: 2,
          selector: ([chassis_name]) => chassis_name,
        }),
        mac: mostly(fc.constantFrom(1, 2, 3).map(routerMac), routerMac(10).toUpperCase(), 'nonsense'),
        peer: sometimes(fc.constantFrom(...ROUTER_PORT_NAMES, 'nowhere')),
        networks: mostly<readonly string[]>(
          fc.constantFrom([`10.${net}.0.1/24`], [`10.${net}.0.1/24`, `fd00:${net}::1/64`], [`fd00:${net}::1/64`]),
          [],
          ['nonsense'],
          ['0.0.0.0/0'],
          [`10.${net}.0.1/24`, '172.16.9.1/24', `fd00:${net}::1/64`, 'fe80::99/64'],
          [`10.${net}.0.3/24`, `10.${net}.9.3/32`, `FD00:${net}:0::0003/120`],
        ),
        options: someOf({
          gateway_mtu: fc.constantFrom('1400', '0', 'nonsense'),
          gateway_mtu_bypass: fc.constant('tcp && tcp.dst == 22'),
          mcast_flood: flag,
          'requested-chassis': fc.constantFrom('worker-0', 'remote-0', 'nowhere'),
          'requested-tnl-key': anyTunnelKey,
          'redirect-type': fc.constantFrom('overlay', 'bridged'),
          'reside-on-redirect-chassis': flag,
          prefix: flag,
          prefix_delegation: flag,
          route_table: fc.constantFrom('rtb1', 'rtb2', 'rtb3'),
          'dynamic-routing-maintain-vrf': flag,
          'dynamic-routing-port-name': fc.constant('eth1'),
          'routing-protocols': fc.constantFrom('BGP', 'BGP,BFD', 'BFD, OSPF', 'nonsense'),
          'routing-protocol-redirect': mostly(fc.constantFrom(...portNames(net)), 'nowhere'),
        }),
        switchPort: anySwitchPort(net),
      })
      .map(({ gateway, gatewayChassis, switchPort, ...columns }) => {
        const { name } = columns;
        const chassis = gatewayChassis.map(([chassis_name, priority]) =>
          newRow(NB, 'Gateway_Chassis', { name: `${name}-${chassis_name}`, chassis_name, priority }),
        );
        const port = newRow(NB, 'Logical_Router_Port', {
          ...columns,
          peer: switchPort ? undefined : columns.peer,
          gateway_chassis: gateway === 'gateway_chassis' ? chassis : [],
          ha_chassis_group: gateway === 'ha_chassis_group' ? HA_CHASSIS_GROUPS[1] : undefined,
        });
        return { port, net, switchPort: switchPort && named(switchPort, net, name) };
      }),
  );

const anyGatewayChassis = fc.tuple(fc.constantFrom('worker-0', 'worker-1', 'remote-0'), fc.constantFrom(0, 1, 20));

function named(row: NbRow<'Logical_Switch_Port'>, net: SwitchNumber, routerPort: string) {
  const options = new Map([...row.options, ['router-port', routerPort] as const]);
  return { ...row, name: switchPortName(net, routerPort), options };
}

const anySwitchPort = (net: SwitchNumber): Arbitrary<NbRow<'Logical_Switch_Port'> | undefined> =>
  mostly<NbRow<'Logical_Switch_Port'> | undefined>(
    fc
      .record({
        addresses: mostly<readonly string[]>(
          fc.constant(['router']),
          [routerMac(1)],
          [`${routerMac(2)} 10.${net}.0.1`],
          ['router', `${routerMac(3)} fd00:${net}::1`],
          ['unknown'],
          [],
        ),
        enabled: sometimes(fc.boolean()),
        options: someOf({
          arp_proxy: fc.constantFrom(
            '169.254.1.1',
            `0a:58:a9:fe:01:01 169.254.1.1 fe80::1 10.${net}.0.0/24`,
            '0a:58:a9:fe:01:01 fd00::/64',
            'nonsense',
          ),
          enable_router_port_acl: flag,
          mcast_flood: flag,
          mcast_flood_reports: flag,
          'exclude-lb-vips-from-garp': flag,
          'nat-addresses': fc.constantFrom('router', `${routerMac(5)} 10.${net}.0.77`, 'nonsense'),
          'requested-tnl-key': anyTunnelKey,
        }),
        port_security: mostly<readonly string[]>(fc.constant([]), [routerMac(1)]),
      })
      .map(columns => newRow(NB, 'Logical_Switch_Port', { ...columns, type: 'router' })),
    undefined,
  );

const LOGICAL_IPS = [
  '10.0.0.5/32',
  '0.0.0.0/0',
  '::/0',
  'fd00:1::/64',
  '10.1.0.7/24',
  '10.0.0.0/255.0.255.0',
  'FD00:1::5',
];

const anyNat: Arbitrary<NatDraft> = fc.record({
  row: fc
    .record({
      external_ip: mostly(
        fc.constantFrom('10.0.0.77', '10.1.0.77', '172.16.0.1', 'fd00:1::77', '10.96.0.1', '10.0.0.1'),
        'nonsense',
        '10.0.0.0/24',
      ),
      external_mac: sometimes(mostly(anyMac, 'nonsense')),
      external_port_range: mostly(fc.constant(''), '1-30000', '8080'),
      logical_ip: mostly(fc.constantFrom('10.0.0.5', '10.1.0.0/24', 'fd00:1::5'), 'nonsense', ...LOGICAL_IPS),
      logical_port: sometimes(anyPortName),
      match: sometimes(fc.constant('ip4')).map(match => match ?? ''),
      options: someOf({ stateless: flag, add_route: flag }),
      priority: fc.constantFrom(0, 0, 1, 100),
      type: fc.constantFrom('snat', 'dnat', 'dnat_and_snat', 'dnat_and_snat'),
    })
    .map(columns => newRow(NB, 'NAT', columns)),
  gatewayPort: sometimes(fc.constantFrom(...ROUTER_PORT_NAMES)),
  allowed: sometimes(fc.constantFrom(...ADDRESS_SET_NAMES)),
  exempted: sometimes(fc.constantFrom(...ADDRESS_SET_NAMES)),
});

export const anyRouter = ({ name, ports }: RouterNames): Arbitrary<RouterDraft> =>
  fc.record({
    row: fc
      .record({
        copp: anyCopp(name),
        enabled: mostly<boolean | undefined>(fc.constant(undefined), false),
        external_ids: someOf({ 'neutron:router_name': fc.constantFrom('pretty "router"', '') }),
        options: someOf({
          chassis: fc.constant('worker-0'),
          mcast_relay: flag,
          always_learn_from_arp_request: flag,
          'ct-commit-all': flag,
          dnat_force_snat_ip: mostly(fc.constantFrom('10.0.0.77', 'fd00:1::77', '10.0.0.77 fd00:1::77'), 'nonsense'),
          dynamic_neigh_routers: flag,
          lb_force_snat_ip: mostly(fc.constantFrom('10.1.0.77', 'router_ip', '10.1.0.77 fd00:1::78'), 'nonsense'),
          mac_binding_age_threshold: fc.constant('10.0.0.0/8:60;300'),
          'dynamic-routing': flag,
          'dynamic-routing-vrf-name': fc.constant('vrf1'),
          'requested-tnl-key': anyTunnelKey,
          'snat-ct-zone': fc.constantFrom('5', 'nonsense'),
        }),
      })
      .map(columns => newRow(NB, 'Logical_Router', { ...columns, name })),
    routing: anyRouting(ports),
    links: fc.uniqueArray(anyLink(ports), { selector: ({ port }) => port.name, maxLength: 3 }),
    nats: fc.array(anyNat, { maxLength: 5 }),
    lbs: few([...LOAD_BALANCER_NAMES]),
    lbGroups: few([...GROUP_NAMES]),
  });
