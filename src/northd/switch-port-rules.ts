/** The rules of switch ports, and of the backends whose health is checked at one: the second part of `switch-rules.ts`. */
import type { RuleList } from './flows/shared/rule.ts';
import { arpFromLocalnet, arpResponder } from './flows/switch/arp/arp-nd-responder.ts';
import { proxyArp } from './flows/switch/arp/proxy-arp.ts';
import { routerNatArp, routerPortArp } from './flows/switch/arp/router-arp.ts';
import {
  type MonitoredBackend,
  monitorReplies,
  portChecks,
  serviceMonitorResponder,
} from './flows/switch/arp/service-monitor.ts';
import { virtualPorts } from './flows/switch/arp/virtual-port.ts';
import { dhcpOptions } from './flows/switch/dhcp/dhcp-options.ts';
import { dhcpRelay } from './flows/switch/dhcp/dhcp-relay.ts';
import { externalInports, externalPorts } from './flows/switch/l2/external-port.ts';
import { learnFdb, markLocalnet } from './flows/switch/l2/fdb.ts';
import { natLookup, unicastLookup } from './flows/switch/l2/l2-lookup.ts';
import { packetTooBig, portSecurity } from './flows/switch/l2/port-security.ts';
import { routingProtocols } from './flows/switch/l2/routing-protocols.ts';
import type { SwitchPort } from './model/datapath.ts';

/** Applied to each switch port, including the flows for its router (`build_lswitch_and_lrouter_iterate_by_lsp`). */
export const SWITCH_PORT_RULES = {
  portSecurity: {
    rule: portSecurity,
    ovn: 'build_lswitch_port_sec_op',
    stages: ['ls_in_check_port_sec', 'ls_in_l2_unknown', 'ls_out_apply_port_sec'],
  },
  learnFdb: {
    rule: learnFdb,
    ovn: 'build_lswitch_learn_fdb_op',
    stages: ['ls_in_lookup_fdb', 'ls_in_put_fdb', 'ls_out_lookup_fdb', 'ls_out_put_fdb'],
  },
  markLocalnet: {
    rule: markLocalnet,
    ovn: 'build_lswitch_from_localnet_op',
    when: 'answersLocalnet',
    stages: ['ls_in_lookup_fdb'],
  },
  arpFromLocalnet: {
    rule: arpFromLocalnet,
    ovn: 'build_lswitch_arp_nd_responder_skip_local',
    unless: 'answersLocalnet',
    stages: ['ls_in_arp_rsp'],
  },
  virtualPorts: {
    rule: virtualPorts,
    ovn: 'build_lswitch_arp_nd_responder_known_ips',
    stages: ['ls_in_arp_rsp'],
  },
  arpResponder: {
    rule: arpResponder,
    ovn: 'build_lswitch_arp_nd_responder_known_ips',
    stages: ['ls_in_arp_rsp'],
  },
  proxyArp: { rule: proxyArp, ovn: 'build_lswitch_arp_nd_responder_known_ips', stages: ['ls_in_arp_rsp'] },
  portChecks: {
    rule: portChecks,
    ovn: 'build_arp_nd_lflow_for_lsp_svc_hc',
    when: 'checksPorts',
    stages: ['ls_in_arp_rsp'],
  },
  dhcpOptions: {
    rule: dhcpOptions,
    ovn: 'build_lswitch_dhcp_options_and_response',
    stages: ['ls_in_dhcp_options', 'ls_in_dhcp_response', 'ls_out_acl_eval'],
  },
  externalPorts: { rule: externalPorts, ovn: 'build_lswitch_external_port', stages: ['ls_in_external_port'] },
  externalInports: {
    rule: externalInports,
    ovn: 'build_lswitch_external_lsp_inport_rewrite',
    when: 'externalInports',
    stages: ['ls_in_check_port_sec'],
  },
  packetTooBig: {
    rule: packetTooBig,
    ovn: 'build_lswitch_icmp_packet_toobig_admin_flows',
    stages: ['ls_in_check_port_sec'],
  },
  routerPortArp: { rule: routerPortArp, ovn: 'build_lswitch_rport_arp_req_flows', stages: ['ls_in_l2_lkup'] },
  unicastLookup: { rule: unicastLookup, ovn: 'build_lswitch_ip_unicast_lookup', stages: ['ls_in_l2_lkup'] },
  dhcpRelay: {
    rule: dhcpRelay,
    ovn: 'build_lswitch_dhcp_relay_flows',
    when: 'relaysDhcp',
    stages: ['ls_in_l2_lkup'],
  },
  routerNatArp: {
    rule: routerNatArp,
    ovn: 'build_lswitch_rport_arp_req_flows_for_lbnats',
    stages: ['ls_in_l2_lkup'],
  },
  routingProtocols: {
    rule: routingProtocols,
    ovn: 'build_lrouter_routing_protocol_redirect',
    when: 'redirectsRoutingProtocols',
    stages: ['ls_in_check_port_sec', 'ls_in_l2_lkup'],
  },
  natLookup: { rule: natLookup, ovn: 'build_lswitch_ip_unicast_lookup_for_nats', stages: ['ls_in_l2_lkup'] },
} as const satisfies RuleList<SwitchPort>;

/** Applied to each health-checked backend. */
export const MONITORED_BACKEND_RULES = {
  serviceMonitorResponder: {
    rule: serviceMonitorResponder,
    ovn: 'build_lswitch_arp_nd_service_monitor',
    stages: ['ls_in_arp_rsp'],
  },
  monitorReplies: {
    rule: monitorReplies,
    ovn: 'build_lb_health_check_response_lflows',
    when: 'checksFromRouters',
    stages: ['ls_in_l2_lkup'],
  },
} as const satisfies RuleList<MonitoredBackend>;
