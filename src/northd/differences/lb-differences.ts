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
} as const satisfies Readonly<Record<string, Difference>>;
