/** The options of the northbound database, and whether the compiler asks for them, observed while it compiles. */
import type { Section } from '../support/page.ts';
import { type ObservedColumns, observed } from './columns.ts';
import { count } from './evidence.ts';

/** All keys that ovn-nb(5) of 25.03 describes, except DHCP options, which are all compiled. */
const DOCUMENTED: Readonly<Record<string, string>> = {
  'ACL.options': 'apply-after-lb log-related persist-established',
  'Copp.meters':
    'arp arp-resolve bfd dhcpv4-opts dhcpv6-opts dns event-elb icmp4-error icmp6-error igmp nd-na nd-ns nd-ns-resolve nd-ra-opts reject svc-monitor tcp-reset',
  'DNS.options': 'ovn-owned',
  'Load_Balancer.options':
    'add_route address-family affinity_timeout ct_flush hairpin_snat_ip neighbor_responder reject skip_snat template use_stateless_nat',
  'Load_Balancer_Health_Check.options': 'failure_count interval success_count timeout',
  'Logical_Router.options':
    'always_learn_from_arp_request chassis ct-commit-all ct-zone-limit dnat_force_snat_ip dynamic-routing dynamic-routing-redistribute dynamic-routing-vrf-name dynamic_neigh_routers lb_force_snat_ip mac_binding_age_threshold mcast_relay requested-tnl-key snat-ct-zone',
  'Logical_Router_Policy.options': 'pkt_mark',
  'Logical_Router_Port.ipv6_ra_configs':
    'address_mode dnssl max_interval min_interval mtu rdnss route_info router_preference send_periodic',
  'Logical_Router_Port.options':
    'dynamic-routing-maintain-vrf dynamic-routing-port-name dynamic-routing-redistribute gateway_mtu gateway_mtu_bypass ic-route-filter-tag ic-route-tag mcast_flood prefix prefix_delegation redirect-type requested-chassis requested-tnl-key reside-on-redirect-chassis route_table routing-protocol-redirect routing-protocols',
  'Logical_Router_Static_Route.options': 'ecmp_symmetric_reply origin',
  'Logical_Switch.other_config':
    'broadcast-arps-to-all-routers ct-zone-limit dhcp_relay_port exclude_ips fdb_age_threshold ic-vxlan_mode interconn-ts ipv6_prefix mac_only mcast_eth_src mcast_flood_unregistered mcast_idle_timeout mcast_ip4_src mcast_ip6_src mcast_querier mcast_query_interval mcast_query_max_response mcast_snoop mcast_table_size requested-tnl-key subnet vlan-passthru',
  'Logical_Switch_Port.options':
    'activation-strategy arp_proxy ct-zone-limit disable_arp_nd_rsp disable_garp_rarp enable_router_port_acl ethtype exclude-lb-vips-from-garp force_fdb_lookup hostname iface-id-ver l2gateway-chassis localnet_learn_fdb mcast_flood mcast_flood_reports nat-addresses network_name pkt_clone_type qos_burst qos_max_rate qos_min_rate requested-chassis requested-tnl-key router-port vif-plug-mtu-request vif-plug-type virtual-ip virtual-parents vtep-logical-switch vtep-physical-switch',
  'NAT.options': 'add_route stateless',
  'NB_Global.options':
    'always_tunnel bfd-decay-min-rx bfd-min-rx bfd-min-tx bfd-mult controller_event debug_drop_collector_set debug_drop_domain_id default_acl_drop ecmp_nexthop_monitor_enable fdb_removal_limit ic-route-adv ic-route-adv-default ic-route-denylist ic-route-learn ic-route-learn-default ic_probe_interval ignore_chassis_features ignore_lsp_down mac_binding_removal_limit mac_prefix max_tunid nbctl_probe_interval northd-backoff-interval-ms northd_probe_interval northd_trim_timeout use_common_zone use_ct_inv_match use_logical_dp_groups use_parallel_build vxlan_mode',
};

const documented = Object.entries(DOCUMENTED).flatMap(([column, keys]) =>
  keys.split(' ').map(key => `${column}:${key}`),
);

/** With the options that ovn-nb(5) does not describe, but that the compiler asks for as ovn-northd does. */
export function optionSection(): Section {
  const { seen, recorded, random } = observed();
  const asked = [...seen].filter(
    name => name.includes(':') && !name.endsWith(':*') && !name.startsWith('DHCP_Options.'),
  );
  const [held, generated] = [recorded, random].map(databases => count(databases.map(keysIn)));
  return {
    title: 'Options of the northbound database',
    lead: LEAD,
    columns: ['option', 'udon', 'recorded', 'random'],
    rows: [...new Set([...documented, ...asked])]
      .sort()
      .map(name => [`\`${name}\``, support(name, seen), held!(name), generated!(name)]),
  };
}

function support(name: string, seen: ReadonlySet<string>): string {
  if (seen.has(name)) return 'compiled';
  return seen.has(name.replace(/:[^:]*$/, ':*')) ? 'copied' : 'not yet';
}

/** Every key of every map. */
const keysIn = (nb: ObservedColumns['recorded'][number]): string[] =>
  Object.entries(nb).flatMap(([table, rows]) =>
    rows.flatMap((row: object) =>
      Object.entries(row).flatMap(([column, content]) =>
        content instanceof Map ? [...content.keys()].map(key => `${table}.${column}:${key}`) : [],
      ),
    ),
  );

const LEAD = `*compiled*: the compiler asks for it. *copied*: it goes to a southbound row with all others, for ovn-controller. *not yet*: it has no
effect; most of these are for ovn-controller, for other programs, for addresses that ovn-northd chooses, or for routes that it learns.`;
