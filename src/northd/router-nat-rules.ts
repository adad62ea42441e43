/**
 * The rules of NAT and load balancers on logical routers: an index from ovn-northd's functions and stages to udon's code, as in
 * `router-rules.ts` (northd/northd.c, OVN 25.03).
 */
import { balancedConnections, lbSkippedSnat, trackPorts } from './flows/router/lb/lb-snat.ts';
import { routableNeighbors } from './flows/router/lb/routable-neighbors.ts';
import {
  lbDefrag,
  type RouterLoadBalancer,
  routerEmptyLbEvents,
  routerLb,
  templateVipInput,
  vipUnsnat,
} from './flows/router/lb/router-lb.ts';
import { routerLbAffinity } from './flows/router/lb/router-lb-affinity.ts';
import { statelessChoice } from './flows/router/lb/stateless-lb.ts';
import { vipNeighbors } from './flows/router/lb/vip-neighbors.ts';
import { commitAll } from './flows/router/nat/commit-all.ts';
import { natAdmission, natPacketTooLong, natRedirect, snatInput } from './flows/router/nat/distributed-nat.ts';
import { dnat, undnat } from './flows/router/nat/dnat.ts';
import { egressLoopback, localDnat, nattedTraffic } from './flows/router/nat/egress-loopback.ts';
import { externalSets } from './flows/router/nat/external-sets.ts';
import { forcedSnat, networkIpSnat, routerIpSnat } from './flows/router/nat/forced-snat.ts';
import { gatewayRouterUndnat } from './flows/router/nat/gateway-router-undnat.ts';
import { gatewayNatNeighbors, natNeighbors } from './flows/router/nat/nat-neighbors.ts';
import { natResolve } from './flows/router/nat/nat-resolve.ts';
import { ownAddresses } from './flows/router/nat/own-addresses.ts';
import { snat } from './flows/router/nat/snat.ts';
import { unsnat } from './flows/router/nat/unsnat.ts';
import type { RuleList } from './flows/shared/rule.ts';
import type { Router, RouterPort } from './model/datapath.ts';
import type { NatRule } from './model/nat/nat-rules.ts';

/** Applied to each router port (`build_lbnat_lflows_iterate_by_lrp`). */
export const ROUTER_PORT_NAT_RULES = {
  ownAddresses: {
    rule: ownAddresses,
    ovn: 'build_lrouter_drop_own_dest',
    stages: ['lr_in_ip_input', 'lr_in_arp_resolve'],
  },
  vipNeighbors: { rule: vipNeighbors, ovn: 'build_lrouter_ipv4_ip_input_for_lbnats', stages: ['lr_in_ip_input'] },
  gatewayNatNeighbors: {
    rule: gatewayNatNeighbors,
    ovn: 'build_lrouter_ipv4_ip_input_for_lbnats',
    stages: ['lr_in_ip_input'],
  },
  routerIpSnat: {
    rule: routerIpSnat,
    ovn: 'build_lrouter_force_snat_flows_op',
    unless: 'snatByNetwork',
    stages: ['lr_in_unsnat', 'lr_out_snat'],
  },
  networkIpSnat: {
    rule: networkIpSnat,
    ovn: 'build_lrouter_force_snat_flows_op',
    when: 'snatByNetwork',
    stages: ['lr_in_unsnat', 'lr_out_snat'],
  },
  routableNeighbors: {
    rule: routableNeighbors,
    ovn: 'build_routable_flows_for_router_port',
    stages: ['lr_in_ip_routing', 'lr_in_arp_resolve'],
  },
} as const satisfies RuleList<RouterPort>;

/** Applied to each load balancer of each router. */
export const ROUTER_LOAD_BALANCER_RULES = {
  lbDefrag: { rule: lbDefrag, ovn: 'build_lrouter_defrag_flows_for_lb', stages: ['lr_in_defrag'] },
  routerLb: {
    rule: routerLb,
    ovn: 'build_lrouter_nat_flows_for_lb',
    stages: ['lr_in_dnat', 'lr_in_gw_redirect', 'lr_out_undnat', 'lr_out_snat'],
  },
  routerLbAffinity: {
    rule: routerLbAffinity,
    ovn: 'build_lb_affinity_lr_flows',
    stages: ['lr_in_lb_aff_check', 'lr_in_dnat', 'lr_in_lb_aff_learn'],
  },
  statelessChoice: {
    rule: statelessChoice,
    ovn: 'build_lrouter_defrag_actions_for_lb_stateless',
    when: 'statelessWithoutTracking',
    stages: ['lr_in_defrag', 'lr_in_ct_extract'],
  },
  vipUnsnat: {
    rule: vipUnsnat,
    ovn: 'build_lrouter_nat_flows_for_lb',
    when: 'natAddressVipsKeepDestination',
    stages: ['lr_in_unsnat'],
  },
  templateVipInput: {
    rule: templateVipInput,
    ovn: 'build_lrouter_allow_vip_traffic_template',
    when: 'templateVipsPassInput',
    stages: ['lr_in_ip_input'],
  },
  routerEmptyLbEvents: { rule: routerEmptyLbEvents, ovn: 'build_empty_lb_event_flow', stages: ['lr_in_dnat'] },
  lbSkippedSnat: { rule: lbSkippedSnat, ovn: 'build_lrouter_flows_for_lb', stages: ['lr_out_snat'] },
} as const satisfies RuleList<RouterLoadBalancer>;

/** Applied to each NAT rule of each gateway router and each router with gateway ports (`build_lrouter_nat_defrag_and_lb`). */
export const NAT_RULES = {
  unsnat: { rule: unsnat, ovn: 'build_lrouter_in_unsnat_flow', stages: ['lr_in_unsnat'] },
  dnat: { rule: dnat, ovn: 'build_lrouter_in_dnat_flow', stages: ['lr_in_dnat'] },
  localDnat: { rule: localDnat, ovn: 'build_lrouter_out_is_dnat_local', stages: ['lr_out_chk_dnat_local'] },
  undnat: { rule: undnat, ovn: 'build_lrouter_out_undnat_flow', stages: ['lr_out_undnat'] },
  snat: {
    rule: snat,
    ovn: 'build_lrouter_out_snat_flow',
    stages: ['lr_in_dnat', 'lr_out_post_undnat', 'lr_out_snat', 'lr_out_post_snat'],
  },
  snatInput: { rule: snatInput, ovn: 'build_lrouter_ingress_flow', stages: ['lr_in_ip_input'] },
  natAdmission: { rule: natAdmission, ovn: 'build_lrouter_ingress_flow', stages: ['lr_in_admission'] },
  natPacketTooLong: {
    rule: natPacketTooLong,
    ovn: 'build_lrouter_ingress_nat_check_pkt_len',
    stages: ['lr_in_ip_input'],
  },
  natRedirect: { rule: natRedirect, ovn: 'build_lrouter_nat_defrag_and_lb', stages: ['lr_in_gw_redirect'] },
  egressLoopback: { rule: egressLoopback, ovn: 'build_lrouter_nat_defrag_and_lb', stages: ['lr_out_egr_loop'] },
} as const satisfies RuleList<NatRule>;

/** Applied to each router, depending on its NAT rules and load balancers (`build_lr_stateful_flows`). */
export const ROUTER_STATEFUL_RULES = {
  balancedConnections: {
    rule: balancedConnections,
    ovn: 'build_lrouter_nat_defrag_and_lb',
    stages: ['lr_in_dnat'],
  },
  trackPorts: { rule: trackPorts, ovn: 'build_lrouter_in_ct_extract_flows', stages: ['lr_in_ct_extract'] },
  natResolve: { rule: natResolve, ovn: 'build_lrouter_nat_defrag_and_lb', stages: ['lr_in_arp_resolve'] },
  gatewayRouterUndnat: {
    rule: gatewayRouterUndnat,
    ovn: 'build_lrouter_nat_defrag_and_lb',
    stages: ['lr_out_undnat', 'lr_out_post_undnat'],
  },
  commitAll: {
    rule: commitAll,
    ovn: 'build_dgp_lrouter_commit_all',
    stages: ['lr_in_post_unsnat', 'lr_in_defrag', 'lr_in_dnat', 'lr_out_post_undnat', 'lr_out_snat'],
  },
  nattedTraffic: {
    rule: nattedTraffic,
    ovn: 'build_lrouter_nat_defrag_and_lb',
    stages: ['lr_out_chk_dnat_local'],
  },
  forcedSnat: {
    rule: forcedSnat,
    ovn: 'build_lrouter_force_snat_flows',
    stages: ['lr_in_unsnat', 'lr_out_snat'],
  },
  externalSets: {
    rule: externalSets,
    ovn: 'build_lr_gateway_redirect_flows_for_nats',
    stages: ['lr_in_gw_redirect'],
  },
  natNeighbors: { rule: natNeighbors, ovn: 'build_lrouter_arp_nd_for_datapath', stages: ['lr_in_ip_input'] },
} as const satisfies RuleList<Router>;
