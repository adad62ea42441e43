/**
 * The rules of logical routers: an index from ovn-northd's functions and stages to udon's code. The lists and their lines
 * are in the order of `build_lswitch_and_lrouter_flows` (northd/northd.c, OVN 25.03). The name of a rule is its key, because a
 * bundler can rename functions.
 */
import { arpRequest } from './flows/router/arp/arp-request.ts';
import { arpResolve } from './flows/router/arp/arp-resolve.ts';
import { bridgedRedirect, linkedNeighbor, switchNeighbors } from './flows/router/arp/known-neighbors.ts';
import { delivery, deliveryDefault } from './flows/router/delivery/delivery.ts';
import { gatewayRedirect } from './flows/router/delivery/gateway-redirect.ts';
import { nextHopNetworks } from './flows/router/delivery/network-id.ts';
import { packetLength } from './flows/router/delivery/packet-length.ts';
import { symmetricCommit, symmetricCommitDefault } from './flows/router/delivery/symmetric-commit.ts';
import { prefixDelegation } from './flows/router/dhcp/prefix-delegation.ts';
import { answerSolicitations, routerAdvertisementDefaults } from './flows/router/dhcp/router-advertisements.ts';
import { routerDhcpRelay } from './flows/router/dhcp/router-dhcp-relay.ts';
import { bfd } from './flows/router/input/bfd.ts';
import { portUnreachable, timeExceeded, timeExceededBySource } from './flows/router/input/icmp-errors.ts';
import { localTraffic } from './flows/router/input/local-traffic.ts';
import { ipv4Input, ipv6Input } from './flows/router/input/own-addresses.ts';
import { routerAffinityDefaults } from './flows/router/lb/router-lb-affinity.ts';
import { portAdmission, routerAdmission, routerPacketTooBig } from './flows/router/lookup/admission.ts';
import { foreignNeighbors, neighborLearning, portNeighborLearning } from './flows/router/lookup/neighbors.ts';
import { natDefaults } from './flows/router/nat/nat-defaults.ts';
import { policies } from './flows/router/policy/policies.ts';
import { multicastRouting } from './flows/router/routing/multicast.ts';
import { routeGroups } from './flows/router/routing/route-groups.ts';
import { mainRouteTable, routeTables } from './flows/router/routing/route-tables.ts';
import { routes } from './flows/router/routing/routes.ts';
import type { RuleList } from './flows/shared/rule.ts';
import type { Router, RouterPort } from './model/datapath.ts';

/** Applied to each router (`build_lswitch_and_lrouter_iterate_by_lr`). */
export const ROUTER_RULES = {
  routerAdmission: { rule: routerAdmission, ovn: 'build_adm_ctrl_flows_for_lrouter', stages: ['lr_in_admission'] },
  neighborLearning: {
    rule: neighborLearning,
    ovn: 'build_neigh_learning_flows_for_lrouter',
    stages: ['lr_in_lookup_neighbor', 'lr_in_learn_neighbor'],
  },
  routerAdvertisementDefaults: {
    rule: routerAdvertisementDefaults,
    ovn: 'build_ND_RA_flows_for_lrouter',
    stages: ['lr_in_nd_ra_options', 'lr_in_nd_ra_response'],
  },
  mainRouteTable: {
    rule: mainRouteTable,
    ovn: 'build_ip_routing_pre_flows_for_lrouter',
    stages: ['lr_in_ip_routing_pre'],
  },
  routeTables: { rule: routeTables, ovn: 'build_route_table_lflow', stages: ['lr_in_ip_routing_pre'] },
  routeGroups: {
    rule: routeGroups,
    ovn: 'build_ecmp_route_flow',
    stages: [
      'lr_in_defrag',
      'lr_in_ecmp_stateful',
      'lr_in_ip_routing',
      'lr_in_ip_routing_ecmp',
      'lr_in_policy',
      'lr_in_arp_resolve',
    ],
  },
  routes: { rule: routes, ovn: 'build_route_flows_for_lrouter', stages: ['lr_in_ip_routing'] },
  multicastRouting: {
    rule: multicastRouting,
    ovn: 'build_mcast_lookup_flows_for_lrouter',
    stages: ['lr_in_ip_routing'],
  },
  policies: {
    rule: policies,
    ovn: 'build_ingress_policy_flows_for_lrouter',
    stages: ['lr_in_policy', 'lr_in_policy_ecmp'],
  },
  arpResolve: { rule: arpResolve, ovn: 'build_arp_resolve_flows_for_lrouter', stages: ['lr_in_arp_resolve'] },
  packetLength: {
    rule: packetLength,
    ovn: 'build_check_pkt_len_flows_for_lrouter',
    stages: ['lr_in_ip_input', 'lr_in_chk_pkt_len', 'lr_in_larger_pkts', 'lr_out_post_snat'],
  },
  gatewayRedirect: {
    rule: gatewayRedirect,
    ovn: 'build_gateway_redirect_flows_for_lrouter',
    stages: ['lr_in_gw_redirect'],
  },
  nextHopNetworks: { rule: nextHopNetworks, ovn: 'build_lrouter_network_id_flows', stages: ['lr_in_network_id'] },
  arpRequest: { rule: arpRequest, ovn: 'build_arp_request_flows_for_lrouter', stages: ['lr_in_arp_request'] },
  symmetricCommitDefault: {
    rule: symmetricCommitDefault,
    ovn: 'build_ecmp_stateful_egr_flows_for_lrouter',
    stages: ['lr_in_ecmp_stateful_egr'],
  },
  localTraffic: {
    rule: localTraffic,
    ovn: 'build_misc_local_traffic_drop_flows_for_lrouter',
    stages: ['lr_in_ip_input'],
  },
  natDefaults: {
    rule: natDefaults,
    ovn: 'build_lr_nat_defrag_and_lb_default_flows',
    stages: [
      'lr_in_dhcp_relay_req',
      'lr_in_unsnat',
      'lr_in_post_unsnat',
      'lr_in_defrag',
      'lr_in_ct_extract',
      'lr_in_dnat',
      'lr_in_ecmp_stateful',
      'lr_in_dhcp_relay_resp_chk',
      'lr_in_dhcp_relay_resp',
      'lr_out_chk_dnat_local',
      'lr_out_undnat',
      'lr_out_post_undnat',
      'lr_out_snat',
      'lr_out_post_snat',
      'lr_out_egr_loop',
    ],
  },
  routerAffinityDefaults: {
    rule: routerAffinityDefaults,
    ovn: 'build_lrouter_lb_affinity_default_flows',
    stages: ['lr_in_lb_aff_check', 'lr_in_lb_aff_learn'],
  },
  deliveryDefault: {
    rule: deliveryDefault,
    ovn: 'build_lswitch_and_lrouter_iterate_by_lr',
    stages: ['lr_out_delivery'],
  },
} as const satisfies RuleList<Router>;

/** Applied to each router port (`build_lswitch_and_lrouter_iterate_by_lrp`). */
export const ROUTER_PORT_RULES = {
  portAdmission: {
    rule: portAdmission,
    ovn: 'build_adm_ctrl_flows_for_lrouter_port',
    stages: ['lr_in_admission'],
  },
  portNeighborLearning: {
    rule: portNeighborLearning,
    ovn: 'build_neigh_learning_flows_for_lrouter_port',
    stages: ['lr_in_lookup_neighbor'],
  },
  foreignNeighbors: {
    rule: foreignNeighbors,
    ovn: 'build_neigh_learning_flows_for_lrouter_port',
    when: 'foreignNeighborsIgnored',
    stages: ['lr_in_lookup_neighbor'],
  },
  answerSolicitations: {
    rule: answerSolicitations,
    ovn: 'build_ND_RA_flows_for_lrouter_port',
    stages: ['lr_in_nd_ra_options', 'lr_in_nd_ra_response'],
  },
  linkedNeighbor: { rule: linkedNeighbor, ovn: 'build_arp_resolve_flows_for_lrp', stages: ['lr_in_arp_resolve'] },
  bridgedRedirect: { rule: bridgedRedirect, ovn: 'build_arp_resolve_flows_for_lrp', stages: ['lr_in_arp_resolve'] },
  symmetricCommit: {
    rule: symmetricCommit,
    ovn: 'build_ecmp_stateful_egr_flows_for_lrouter_port',
    stages: ['lr_in_ecmp_stateful_egr'],
  },
  delivery: { rule: delivery, ovn: 'build_egress_delivery_flows_for_lrouter_port', stages: ['lr_out_delivery'] },
  prefixDelegation: {
    rule: prefixDelegation,
    ovn: 'build_dhcpv6_reply_flows_for_lrouter_port',
    stages: ['lr_in_ip_input'],
  },
  routerDhcpRelay: {
    rule: routerDhcpRelay,
    ovn: 'build_dhcp_relay_flows_for_lrouter_port',
    stages: ['lr_in_ip_input', 'lr_in_dhcp_relay_req', 'lr_in_dhcp_relay_resp_chk', 'lr_in_dhcp_relay_resp'],
  },
  ipv6Input: { rule: ipv6Input, ovn: 'build_ipv6_input_flows_for_lrouter_port', stages: ['lr_in_ip_input'] },
  ipv4Input: { rule: ipv4Input, ovn: 'build_lrouter_ipv4_ip_input', stages: ['lr_in_ip_input'] },
  bfd: { rule: bfd, ovn: 'build_lrouter_bfd_flows', stages: ['lr_in_ip_input'] },
  timeExceeded: {
    rule: timeExceeded,
    ovn: 'build_lrouter_ipv4_ip_input',
    unless: 'ttlErrorsBySource',
    stages: ['lr_in_ip_input'],
  },
  timeExceededBySource: {
    rule: timeExceededBySource,
    ovn: 'build_lrouter_ipv4_ip_input',
    when: 'ttlErrorsBySource',
    stages: ['lr_in_ip_input'],
  },
  portUnreachable: { rule: portUnreachable, ovn: 'build_lrouter_ipv4_ip_input', stages: ['lr_in_ip_input'] },
  routerPacketTooBig: {
    rule: routerPacketTooBig,
    ovn: 'build_lrouter_icmp_packet_toobig_admin_flows',
    stages: ['lr_in_admission'],
  },
  switchNeighbors: { rule: switchNeighbors, ovn: 'build_arp_resolve_flows_for_lsp', stages: ['lr_in_arp_resolve'] },
} as const satisfies RuleList<RouterPort>;
