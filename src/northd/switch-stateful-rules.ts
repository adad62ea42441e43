/** The rules of a switch's load balancers and ACLs: the third part of `switch-rules.ts`. */
import type { RuleList } from './flows/shared/rule.ts';
import { aclActions } from './flows/switch/acl/acl-action.ts';
import { aclDefaults, persistedConnections } from './flows/switch/acl/acl-defaults.ts';
import { acls } from './flows/switch/acl/acl-eval.ts';
import { aclHints } from './flows/switch/acl/acl-hint.ts';
import { logRelated } from './flows/switch/acl/acl-log.ts';
import { aclSampleDefaults, aclSamples } from './flows/switch/acl/acl-sample.ts';
import { preAcl } from './flows/switch/acl/pre-acl.ts';
import { externalArp } from './flows/switch/arp/external-arp.ts';
import { untrackedEvpn } from './flows/switch/l2/evpn.ts';
import { extractPorts } from './flows/switch/lb/ct-extract.ts';
import { lbHairpin } from './flows/switch/lb/hairpin.ts';
import { emptyLbEvents, lbPreStateful, lbRules, type SwitchLoadBalancer } from './flows/switch/lb/lb.ts';
import { lbAffinity } from './flows/switch/lb/lb-affinity.ts';
import { preLb } from './flows/switch/lb/pre-lb.ts';
import { statelessLb } from './flows/switch/lb/stateless-lb.ts';
import type { Switch } from './model/datapath.ts';

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
