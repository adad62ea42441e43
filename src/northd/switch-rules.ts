/**
 * The rules of logical switches: an index from ovn-northd's functions and stages to udon's code. The lists and their
 * lines are in the order of `build_lswitch_and_lrouter_flows` (northd/northd.c, OVN 25.03). The name of a rule is its
 * key, because a bundler can rename functions.
 */
import type { RuleList } from './flows/shared/rule.ts';
import { aclActions } from './flows/switch/acl/acl-action.ts';
import { aclDefaults, persistedConnections } from './flows/switch/acl/acl-defaults.ts';
import { acls } from './flows/switch/acl/acl-eval.ts';
import { aclHints } from './flows/switch/acl/acl-hint.ts';
import { logRelated } from './flows/switch/acl/acl-log.ts';
import { aclSampleDefaults, aclSamples } from './flows/switch/acl/acl-sample.ts';
import { preAcl, preAclDefaults } from './flows/switch/acl/pre-acl.ts';
import { arpFromLocalnet, arpResponder, arpResponderDefault } from './flows/switch/arp/arp-nd-responder.ts';
import { externalArp } from './flows/switch/arp/external-arp.ts';
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
import { dhcpAndDnsDefaults, dns } from './flows/switch/l2/dns.ts';
import { untrackedEvpn } from './flows/switch/l2/evpn.ts';
import { externalInports, externalPorts } from './flows/switch/l2/external-port.ts';
import { fdbDefaults, learnFdb, markLocalnet } from './flows/switch/l2/fdb.ts';
import { forwardingGroups } from './flows/switch/l2/forwarding-group.ts';
import { l2Unknown, natLookup, unicastLookup } from './flows/switch/l2/l2-lookup.ts';
import { mirrorDefaults } from './flows/switch/l2/mirror.ts';
import { floodToAll, floodToSome, groupLookup, unregisteredMulticast } from './flows/switch/l2/multicast.ts';
import { networkFunctionDefaults, networkFunctions } from './flows/switch/l2/network-function.ts';
import { admissionControl, outputPortSecurity, packetTooBig, portSecurity } from './flows/switch/l2/port-security.ts';
import { qos, qosInTwoStages } from './flows/switch/l2/qos.ts';
import { routingProtocols } from './flows/switch/l2/routing-protocols.ts';
import { extractDefault, extractPorts } from './flows/switch/lb/ct-extract.ts';
import { lbHairpin, vtepHairpin } from './flows/switch/lb/hairpin.ts';
import { emptyLbEvents, lbPreStateful, lbRules, type SwitchLoadBalancer } from './flows/switch/lb/lb.ts';
import { lbAffinity, lbAffinityDefaults } from './flows/switch/lb/lb-affinity.ts';
import { preLb, preLbDefaults } from './flows/switch/lb/pre-lb.ts';
import { preStateful } from './flows/switch/lb/pre-stateful.ts';
import { stateful } from './flows/switch/lb/stateful.ts';
import { statelessLb } from './flows/switch/lb/stateless-lb.ts';
import type { Switch, SwitchPort } from './model/datapath.ts';

/** Applied to each switch (`build_lswitch_and_lrouter_iterate_by_ls`). */
export const SWITCH_RULES = {
  mirrorDefaults: {
    rule: mirrorDefaults,
    ovn: 'build_mirror_default_lflow',
    when: 'mirrorRules',
    stages: ['ls_in_mirror', 'ls_out_mirror'],
  },
  preAclDefaults: { rule: preAclDefaults, ovn: 'build_pre_acls', stages: ['ls_in_pre_acl', 'ls_out_pre_acl'] },
  preLbDefaults: { rule: preLbDefaults, ovn: 'build_pre_lb', stages: ['ls_in_pre_lb', 'ls_out_pre_lb'] },
  preStateful: {
    rule: preStateful,
    ovn: 'build_pre_stateful',
    stages: ['ls_in_pre_stateful', 'ls_out_pre_stateful'],
  },
  qos: { rule: qos, ovn: 'build_qos', when: 'oneQosStage', stages: ['ls_in_qos', 'ls_out_qos'] },
  qosInTwoStages: {
    rule: qosInTwoStages,
    ovn: 'build_qos',
    unless: 'oneQosStage',
    stages: ['ls_in_qos_mark', 'ls_out_qos_mark', 'ls_in_qos_meter', 'ls_out_qos_meter'],
  },
  stateful: { rule: stateful, ovn: 'build_stateful', stages: ['ls_in_lb', 'ls_in_stateful', 'ls_out_stateful'] },
  vtepHairpin: { rule: vtepHairpin, ovn: 'build_vtep_hairpin', stages: ['ls_in_hairpin', 'ls_in_arp_rsp'] },
  networkFunctionDefaults: {
    rule: networkFunctionDefaults,
    ovn: 'build_network_function',
    when: 'networkFunctions',
    stages: [
      'ls_in_pre_network_function',
      'ls_in_network_function',
      'ls_in_l2_lkup',
      'ls_out_pre_network_function',
      'ls_out_network_function',
    ],
  },
  networkFunctions: {
    rule: networkFunctions,
    ovn: 'build_network_function',
    when: 'networkFunctions',
    stages: [
      'ls_in_pre_network_function',
      'ls_in_network_function',
      'ls_out_pre_acl',
      'ls_out_pre_network_function',
      'ls_out_stateful',
      'ls_out_network_function',
    ],
  },
  forwardingGroups: {
    rule: forwardingGroups,
    ovn: 'build_fwd_group_lflows',
    stages: ['ls_in_arp_rsp', 'ls_in_l2_lkup'],
  },
  admissionControl: {
    rule: admissionControl,
    ovn: 'build_lswitch_lflows_admission_control',
    stages: ['ls_in_check_port_sec', 'ls_in_apply_port_sec'],
  },
  fdbDefaults: {
    rule: fdbDefaults,
    ovn: 'build_lswitch_learn_fdb_od',
    stages: ['ls_in_lookup_fdb', 'ls_in_put_fdb', 'ls_in_l2_lkup', 'ls_out_lookup_fdb', 'ls_out_put_fdb'],
  },
  arpResponderDefault: {
    rule: arpResponderDefault,
    ovn: 'build_lswitch_arp_nd_responder_default',
    stages: ['ls_in_arp_rsp'],
  },
  dns: {
    rule: dns,
    ovn: 'build_lswitch_dns_lookup_and_response',
    stages: ['ls_in_dns_lookup', 'ls_in_dns_response'],
  },
  dhcpAndDnsDefaults: {
    rule: dhcpAndDnsDefaults,
    ovn: 'build_lswitch_dhcp_and_dns_defaults',
    stages: [
      'ls_in_dhcp_options',
      'ls_in_dhcp_response',
      'ls_in_dns_lookup',
      'ls_in_dns_response',
      'ls_in_external_port',
    ],
  },
  groupLookup: { rule: groupLookup, ovn: 'build_lswitch_destination_lookup_bmcast', stages: ['ls_in_l2_lkup'] },
  floodToAll: {
    rule: floodToAll,
    ovn: 'build_lswitch_destination_lookup_bmcast',
    unless: 'otherMulticastSkipsRouters',
    stages: ['ls_in_l2_lkup'],
  },
  floodToSome: {
    rule: floodToSome,
    ovn: 'build_lswitch_destination_lookup_bmcast',
    when: 'otherMulticastSkipsRouters',
    stages: ['ls_in_l2_lkup'],
  },
  outputPortSecurity: {
    rule: outputPortSecurity,
    ovn: 'build_lswitch_output_port_sec_od',
    stages: ['ls_out_check_port_sec', 'ls_out_apply_port_sec'],
  },
  extractDefault: {
    rule: extractDefault,
    ovn: 'build_lswitch_and_lrouter_iterate_by_ls',
    when: 'extractedPorts',
    stages: ['ls_in_ct_extract'],
  },
  lbAffinityDefaults: {
    rule: lbAffinityDefaults,
    ovn: 'build_lswitch_lb_affinity_default_flows',
    stages: ['ls_in_lb_aff_check', 'ls_in_lb_aff_learn'],
  },
  l2Unknown: { rule: l2Unknown, ovn: 'build_lswitch_lflows_l2_unknown', stages: ['ls_in_l2_unknown'] },
  unregisteredMulticast: {
    rule: unregisteredMulticast,
    ovn: 'build_mcast_flood_lswitch',
    stages: ['ls_in_l2_lkup'],
  },
} as const satisfies RuleList<Switch>;

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

/** Applied to each load balancer of each switch (`build_lswitch_flows_for_lb`). */
export const LOAD_BALANCER_RULES = {
  emptyLbEvents: { rule: emptyLbEvents, ovn: 'build_empty_lb_event_flow', stages: ['ls_in_pre_lb'] },
  lbPreStateful: { rule: lbPreStateful, ovn: 'build_lb_rules_pre_stateful', stages: ['ls_in_pre_stateful'] },
  lbAffinity: {
    rule: lbAffinity,
    ovn: 'build_lb_affinity_ls_flows',
    stages: ['ls_in_lb_aff_check', 'ls_in_lb', 'ls_in_lb_aff_learn'],
  },
  lbRules: { rule: lbRules, ovn: 'build_lb_rules', stages: ['ls_in_lb'] },
  statelessLb: {
    rule: statelessLb,
    ovn: 'build_lb_rules_for_stateless_acl',
    when: 'statelessBalancing',
    stages: ['ls_in_pre_stateful', 'ls_out_pre_lb', 'ls_out_stateful'],
  },
} as const satisfies RuleList<SwitchLoadBalancer>;

/** Applied to each switch, depending on its ACLs and load balancers (`build_ls_stateful_flows`). */
export const STATEFUL_RULES = {
  preAcl: { rule: preAcl, ovn: 'build_ls_stateful_rec_pre_acls', stages: ['ls_in_pre_acl', 'ls_out_pre_acl'] },
  preLb: { rule: preLb, ovn: 'build_ls_stateful_rec_pre_lb', stages: ['ls_in_pre_lb', 'ls_out_pre_lb'] },
  aclHints: { rule: aclHints, ovn: 'build_acl_hints', stages: ['ls_in_acl_hint', 'ls_out_acl_hint'] },
  aclDefaults: {
    rule: aclDefaults,
    ovn: 'build_acls',
    stages: ['ls_in_acl_eval', 'ls_in_acl_after_lb_eval', 'ls_out_acl_eval'],
  },
  persistedConnections: {
    rule: persistedConnections,
    ovn: 'build_acls',
    when: 'persistedConnections',
    stages: ['ls_in_acl_eval', 'ls_in_acl_after_lb_eval', 'ls_out_acl_eval'],
  },
  aclSampleDefaults: {
    rule: aclSampleDefaults,
    ovn: 'build_acl_sample_default_flows',
    when: 'observedConnections',
    stages: ['ls_in_acl_sample', 'ls_in_acl_after_lb_sample', 'ls_out_acl_sample'],
  },
  logRelated: {
    rule: logRelated,
    ovn: 'build_acl_log_related_flows',
    stages: ['ls_in_acl_eval', 'ls_out_acl_eval'],
  },
  acls: {
    rule: acls,
    ovn: 'consider_acl',
    stages: ['ls_in_acl_eval', 'ls_in_acl_after_lb_eval', 'ls_out_acl_eval'],
  },
  aclSamples: {
    rule: aclSamples,
    ovn: 'build_acl_sample_flows',
    when: 'observedConnections',
    stages: ['ls_in_acl_sample', 'ls_in_acl_after_lb_sample', 'ls_out_acl_sample'],
  },
  aclActions: {
    rule: aclActions,
    ovn: 'build_acl_action_lflows',
    stages: ['ls_in_acl_action', 'ls_in_acl_after_lb_action', 'ls_out_acl_action'],
  },
  extractPorts: {
    rule: extractPorts,
    ovn: 'build_ls_stateful_flows',
    when: 'extractedPorts',
    stages: ['ls_in_ct_extract'],
  },
  lbHairpin: {
    rule: lbHairpin,
    ovn: 'build_lb_hairpin',
    stages: ['ls_in_lb', 'ls_in_pre_hairpin', 'ls_in_nat_hairpin', 'ls_in_hairpin'],
  },
  untrackedEvpn: {
    rule: untrackedEvpn,
    ovn: 'build_ls_stateful_rec_pre_lb',
    when: 'untrackedEvpn',
    stages: ['ls_in_pre_acl', 'ls_out_pre_acl', 'ls_in_pre_lb', 'ls_out_pre_lb'],
  },
  externalArp: {
    rule: externalArp,
    ovn: 'build_lswitch_arp_chassis_resident',
    when: 'externalArpToGateway',
    stages: ['ls_in_check_port_sec', 'ls_in_apply_port_sec'],
  },
} as const satisfies RuleList<Switch>;
