/** What releases of ovn-northd do differently for load balancers of switches. Truth: northd/northd.c of each release. */
import { since } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

export const LB_DIFFERENCES = {
  balancedIsCommitted: {
    present: since('24.09.0'),
    stages: ['ls_in_lb'],
    what: 'load balancing keeps the mark that the connection is to be committed',
  },
  fragmentsAreBalanced: {
    present: since('24.03.5', '24.09.2'),
    stages: ['ls_in_pre_stateful', 'ls_in_lb'],
    what: 'fragments are balanced: the VIP is stored after connection tracking, too',
  },
  affinityOfPacket: {
    present: since('25.03.0'),
    stages: ['ls_in_lb_aff_check', 'ls_in_lb_aff_learn', 'ls_in_lb'],
    what: 'affinity compares the packet with the VIP instead of the registers that store it',
  },
  extractedPorts: {
    present: since('25.09.0'),
    stages: ['ls_in_ct_extract', 'ls_in_lb_aff_check', 'ls_in_lb'],
    what: 'load balancers compare the protocol and the port that connection tracking knows, also for fragments',
  },
  establishedFragments: {
    present: since('25.09.0'),
    stages: ['ls_in_lb'],
    what: 'the VIP of fragments is stored only for established connections',
  },
  statelessBalancing: {
    present: since('25.09.0'),
    stages: ['ls_in_pre_stateful', 'ls_in_acl_eval', 'ls_out_acl_eval'],
    what: 'with enable-stateless-acl-with-lb, packets that stateless ACLs allow are balanced',
  },
  statelessReplies: {
    present: since('25.09.1'),
    stages: ['ls_out_pre_lb', 'ls_out_stateful'],
    what: 'with enable-stateless-acl-with-lb, replies are tracked, and new connections are not committed',
  },
  statelessRemembersVip: {
    present: since('25.09.3', '26.03.0'),
    stages: ['ls_in_pre_stateful'],
    what: 'with enable-stateless-acl-with-lb, the VIP is stored for backends that connect to it themselves',
  },
  checksFromRouters: {
    present: since('26.03.0'),
    stages: ['ls_in_arp_rsp', 'ls_in_l2_lkup'],
    what: 'health checks can have the address of a router port as their source',
  },
  checksPorts: {
    present: since('26.03.0'),
    stages: ['ls_in_arp_rsp'],
    what: 'the health of a switch port can be checked without a load balancer',
  },
} as const satisfies Readonly<Record<string, Difference>>;
