/** The stages of routers whose flows are complete: in all recordings, they equal those of the real ovn-northd. */
import type { RouterStage } from '../../src/ovn/release/stages.ts';

export const COMPLETE_ROUTER_STAGES = [
  'lr_in_lookup_neighbor',
  'lr_in_learn_neighbor',
  'lr_in_dhcp_relay_req',
  'lr_in_ecmp_stateful',
  'lr_in_nd_ra_options',
  'lr_in_nd_ra_response',
  'lr_in_ip_routing_pre',
  'lr_in_ip_routing',
  'lr_in_ip_routing_ecmp',
  'lr_in_policy',
  'lr_in_policy_ecmp',
  'lr_in_dhcp_relay_resp_chk',
  'lr_in_dhcp_relay_resp',
  'lr_in_chk_pkt_len',
  'lr_in_larger_pkts',
  'lr_in_arp_request',
  'lr_out_delivery',
] as const satisfies readonly RouterStage[];
