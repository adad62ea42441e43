/**
 * The rules of logical switches: an index from ovn-northd's functions and stages to udon's code. The lists and their
 * lines are in the order of `build_lswitch_and_lrouter_flows` (northd/northd.c, OVN 25.03). The name of a rule is its
 * key, because a bundler can rename functions.
 */
import type { RuleList } from './flows/shared/rule.ts';
import { preAclDefaults } from './flows/switch/acl/pre-acl.ts';
import { arpResponderDefault } from './flows/switch/arp/arp-nd-responder.ts';
import { dhcpAndDnsDefaults, dns } from './flows/switch/l2/dns.ts';
import { fdbDefaults } from './flows/switch/l2/fdb.ts';
import { forwardingGroups } from './flows/switch/l2/forwarding-group.ts';
import { l2Unknown } from './flows/switch/l2/l2-lookup.ts';
import { mirrorDefaults } from './flows/switch/l2/mirror.ts';
import { floodToAll, floodToSome, groupLookup, unregisteredMulticast } from './flows/switch/l2/multicast.ts';
import { networkFunctionDefaults, networkFunctions } from './flows/switch/l2/network-function.ts';
import { admissionControl, outputPortSecurity } from './flows/switch/l2/port-security.ts';
import { qos, qosInTwoStages } from './flows/switch/l2/qos.ts';
import { extractDefault } from './flows/switch/lb/ct-extract.ts';
import { vtepHairpin } from './flows/switch/lb/hairpin.ts';
import { lbAffinityDefaults } from './flows/switch/lb/lb-affinity.ts';
import { preLbDefaults } from './flows/switch/lb/pre-lb.ts';
import { preStateful } from './flows/switch/lb/pre-stateful.ts';
import { stateful } from './flows/switch/lb/stateful.ts';
import type { Switch } from './model/datapath.ts';

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
