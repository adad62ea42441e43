/**
 * Any northbound content that a database accepts: up to three switches and two routers that share load balancers, port
 * groups, address sets and global options. Some rows are unusable for ovn-northd. Content that depends on an unpredictable
 * order is left out: ovn-northd assigns numbers in the order of hash tables.
 */
import fc, { type Arbitrary } from 'fast-check';
import { NB, type Nb, type NbRow } from '../../../src/ovn/schema/nb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';
import { anyAcls, anyAclTables, anyQos, manyAcls } from './acls.ts';
import { anyLoadBalancers, GROUP_NAMES, LOAD_BALANCER_NAMES } from './load-balancers.ts';
import { assembleNb, type PortGroupDraft, type SwitchDraft } from './nb-draft.ts';
import { anyPorts } from './ports.ts';
import { anyRouter, switchPortName } from './routers.ts';
import { anyCopp, anyStaticMacBindings } from './routing.ts';
import {
  ADDRESS_SET_NAMES,
  ALL_PORT_NAMES,
  anyIp,
  anyMac,
  anyTunnelKey,
  few,
  flag,
  IPV4_NETWORKS,
  mostly,
  perhaps,
  portNames,
  ROUTER_PORT_NAMES,
  ROUTERS,
  type SwitchNumber,
  someOf,
  sometimes,
  switchName,
  uniqueNames,
} from './values.ts';

const anySwitch = (net: SwitchNumber): Arbitrary<SwitchDraft> =>
  fc.record({
    net: fc.constant(net),
    row: fc
      .record({
        acls: anyAcls,
        copp: anyCopp(switchName(net)),
        dns_records: fc.array(anyDns, { maxLength: 2 }),
        forwarding_groups: fc.array(anyForwardingGroup(net), { maxLength: 1 }),
        other_config: someOf({
          'broadcast-arps-to-all-routers': flag,
          'ct-zone-limit': fc.constantFrom('0', '100', 'nonsense'),
          'dynamic-routing-fdb-prefer-local': flag,
          'dynamic-routing-vni': fc.constantFrom('10', '16777216', 'nonsense'),
          'enable-stateless-acl-with-lb': flag,
          dhcp_relay_port: fc.constantFrom(...ROUTER_PORT_NAMES).map(name => switchPortName(net, name)),
          exclude_ips: fc.constant(`10.${net}.0.2..10.${net}.0.100`),
          fdb_age_threshold: fc.constantFrom('0', '300'),
          'requested-tnl-key': anyTunnelKey,
          'interconn-ts': fc.constant(`ts${net}`),
          ipv6_prefix: fc.constant(`fd00:${net}::`),
          mac_only: flag,
          mcast_flood_unregistered: flag,
          mcast_querier: flag,
          mcast_snoop: flag,
          subnet: fc.constantFrom(...IPV4_NETWORKS(net)),
          'vlan-passthru': flag,
        }),
        external_ids: someOf({ 'neutron:network_name': fc.constantFrom('pretty', '') }),
        ports: anyPorts(net),
        qos_rules: fc.array(anyQos, { maxLength: 2 }),
      })
      .map(columns => newRow(NB, 'Logical_Switch', { ...columns, name: switchName(net) })),
    lbs: few([...LOAD_BALANCER_NAMES]),
    lbGroups: few([...GROUP_NAMES]),
  });

const anyDns: Arbitrary<NbRow<'DNS'>> = fc
  .record({
    records: someOf({
      'Vm.example.org': fc.constant('10.0.0.5 FD00::5'),
      'b.example.org': fc.constant('10.0.0.6'),
      'ü "c"\\': fc.constant('10.0.0.7'),
    }),
    options: someOf({ 'ovn-owned': flag }),
  })
  .map(columns => newRow(NB, 'DNS', columns));

const anyForwardingGroup = (net: SwitchNumber): Arbitrary<NbRow<'Forwarding_Group'>> =>
  fc
    .record({ child_port: few(portNames(net)), liveness: fc.boolean(), vip: anyIp(net), vmac: anyMac })
    .map(columns => newRow(NB, 'Forwarding_Group', { ...columns, name: `fwd${net}` }));

const anyPortGroup: Arbitrary<PortGroupDraft> = fc.record({
  name: fc.constantFrom('pg0', 'pg1', 'pg2'),
  ports: few(ALL_PORT_NAMES, 5),
  acls: fc.oneof({ weight: 50, arbitrary: anyAcls }, { weight: 1, arbitrary: manyAcls }),
});

const anyGlobalOptions = someOf({
  acl_ct_translation: flag,
  ignore_chassis_features: flag,
  controller_event: flag,
  debug_drop_collector_set: fc.constantFrom('0', '5', 'nonsense'),
  debug_drop_domain_id: fc.constantFrom('9', '300'),
  default_acl_drop: flag,
  ignore_lsp_down: flag,
  install_ls_lb_from_router: flag,
  svc_monitor_mac: fc.constantFrom('0a:58:de:ad:be:ef', '0A:58:DE:AD:BE:EF'),
  use_common_zone: flag,
  use_ct_inv_match: flag,
});

const anyGlobal: Arbitrary<NbRow<'NB_Global'>> = fc
  .record({ ipsec: mostly(fc.constant(false), true), options: anyGlobalOptions })
  .map(columns => newRow(NB, 'NB_Global', columns));

const anyAddressSet: Arbitrary<NbRow<'Address_Set'>> = fc
  .record({
    name: fc.constantFrom(...ADDRESS_SET_NAMES),
    addresses: mostly(few(['10.0.0.5', '10.1.0.0/16', 'fd00:1::5'] as string[]), ['nonsense']),
  })
  .map(columns => newRow(NB, 'Address_Set', columns));

const anyTemplateVars: Arbitrary<NbRow<'Chassis_Template_Var'>> = fc
  .record({
    chassis: fc.constantFrom('worker-0', 'worker-1'),
    variables: someOf({
      VIP: fc.constant('10.0.0.100'),
      PORT: fc.constantFrom('80', ''),
      BACKENDS: fc.constant('10.0.0.5:80'),
    }),
  })
  .map(columns => newRow(NB, 'Chassis_Template_Var', columns));

const present = <T>(items: readonly (T | undefined)[]): T[] => items.filter(item => item !== undefined);

export const anyNb: Arbitrary<Nb> = fc
  .record({
    global: anyGlobal,
    switches: fc.tuple(anySwitch(0), perhaps(anySwitch(1)), perhaps(anySwitch(2))).map(present),
    routers: fc
      .tuple(perhaps(anyRouter(ROUTERS[0])), sometimes(anyRouter(ROUTERS[1])), sometimes(anyRouter(ROUTERS[2])))
      .map(present),
    lbs: anyLoadBalancers,
    lbGroups: uniqueNames(fc.record({ name: fc.constantFrom(...GROUP_NAMES), lbs: few([...LOAD_BALANCER_NAMES]) })),
    portGroups: uniqueNames(anyPortGroup),
    addressSets: uniqueNames(anyAddressSet),
    others: fc
      .tuple(anyAclTables, anyStaticMacBindings(ROUTER_PORT_NAMES))
      .map(([tables, Static_MAC_Binding]) => ({ ...tables, Static_MAC_Binding })),
    peers: sometimes(fc.tuple(fc.constantFrom(...ROUTER_PORT_NAMES), fc.constantFrom(...ROUTER_PORT_NAMES))),
    isShared: sometimes(fc.constant<true>(true)),
    templateVars: fc.uniqueArray(anyTemplateVars, { maxLength: 2, selector: ({ chassis }) => chassis }),
  })
  .map(assembleNb);
