/** What releases of ovn-northd do differently for ACLs of logical switches. Truth: northd/northd.c of each release. */
import { since } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

const EVALUATED = ['ls_in_acl_eval', 'ls_out_acl_eval'] as const;
const PRE_ACL = ['ls_in_pre_acl', 'ls_out_pre_acl'] as const;

export const ACL_DIFFERENCES = {
  commitInHintStage: {
    present: since('24.03.6', '24.09.3', '25.03.1'),
    stages: ['ls_in_acl_hint', 'ls_out_acl_hint', 'ls_in_acl_eval', 'ls_in_acl_after_lb_eval', 'ls_out_acl_eval'],
    what: 'the hint stage, not the ACLs, marks new connections to be committed',
  },
  observedConnections: {
    present: since('24.09.0'),
    stages: ['ls_in_acl_eval', 'ls_in_acl_after_lb_eval', 'ls_out_acl_eval', 'ls_in_stateful', 'ls_out_stateful'],
    what: 'ACLs sample packets, and a commit stores what was observed instead of the label of the ACL',
  },
  fullCollectorSet: {
    present: since('24.09.3', '25.03.1'),
    stages: ['ls_in_acl_sample', 'ls_in_acl_after_lb_sample', 'ls_out_acl_sample'],
    what: 'samples have all 32 bits of the collector set instead of the lowest 8',
  },
  observedBlocks: {
    present: since('24.09.2'),
    stages: ['ls_in_acl_eval', 'ls_in_acl_after_lb_eval', 'ls_out_acl_eval'],
    what: 'a blocked connection stores the observation point of its ACL',
  },
  tierOfStage: {
    present: since('24.09.2'),
    stages: ['ls_in_acl_eval', 'ls_in_acl_after_lb_eval', 'ls_out_acl_eval', 'ls_in_acl_action', 'ls_out_acl_action'],
    what: 'each of the three points where ACLs apply has its own highest tier instead of that of the whole switch',
  },
  everyTier: {
    present: since('24.09.3'),
    stages: ['ls_in_acl_eval', 'ls_in_acl_after_lb_eval', 'ls_out_acl_eval', 'ls_in_acl_action', 'ls_out_acl_action'],
    what: 'tiers count even if the first ACLs up to a stateful one have none',
  },
  dnsAnswersOfController: {
    present: since('24.03.5', '24.09.2'),
    stages: ['ls_out_acl_eval'],
    what: 'only the DNS answers of ovn-controller pass the ACLs',
  },
  packetTooBigUntracked: {
    present: since('24.03.6', '24.09.0'),
    stages: ['ls_in_pre_acl', 'ls_in_pre_lb', 'ls_in_check_port_sec'],
    what: 'ICMP errors of other chassis about the size of packets are not tracked, and go back to the port of their sender',
  },
  trackedMulticast: {
    present: since('24.03.8', '24.09.4', '25.03.3', '25.09.3', '26.03.0'),
    stages: PRE_ACL,
    what: 'multicast packets are tracked if the option acl_ct_translation is true',
  },
  untrackedSwitchPorts: {
    present: since('25.09.3', '26.03.0'),
    stages: [...PRE_ACL, 'ls_in_pre_lb', 'ls_out_pre_lb'],
    what: 'packets from and to a port of type switch are not tracked',
  },
  persistedConnections: {
    present: since('25.03.0'),
    stages: [...EVALUATED, 'ls_in_acl_after_lb_eval', 'ls_in_stateful', 'ls_out_stateful'],
    what: 'a connection stores the id of an ACL with persist-established and stays allowed',
  },
  shortReplyMatch: {
    present: since('25.09.0'),
    stages: EVALUATED,
    what: 'the flows for replies and related packets have no redundant states of connections in their matches',
  },
  sampledFlag: {
    present: since('26.03.0'),
    stages: ['ls_in_acl_sample', 'ls_in_acl_after_lb_sample', 'ls_out_acl_sample', 'ls_out_pre_lb'],
    what: 'a flag marks packets that were sampled, so that an established connection is sampled once',
  },
  networkFunctions: {
    present: since('26.03.0'),
    stages: [...EVALUATED, 'ls_in_stateful', 'ls_out_stateful', 'ls_in_l2_lkup'],
    what: 'ACLs send connections through network functions, which a commit stores',
  },
} as const satisfies Readonly<Record<string, Difference>>;
