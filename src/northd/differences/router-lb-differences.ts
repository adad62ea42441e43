/** What releases do differently with load balancers of routers. */
import { since } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

export const ROUTER_LB_DIFFERENCES = {
  affinityKeepsVip: {
    present: since('25.03.0'),
    stages: ['lr_in_lb_aff_check', 'lr_in_dnat', 'lr_in_lb_aff_learn'],
    what: 'the flow that balances a connection, not the check of affinity, stores its VIP',
  },
  vipsAtEachGateway: {
    present: since('25.03.0'),
    stages: ['lr_in_dnat', 'lr_in_gw_redirect', 'lr_out_undnat', 'lr_out_snat'],
    what: 'a router with several gateway ports balances at each of them, not at the first one only',
  },
  statelessWithoutTracking: {
    present: since('25.03.3', '25.09.3'),
    stages: ['lr_in_defrag', 'lr_in_ct_extract', 'lr_in_dnat'],
    what: 'load balancers with `use_stateless_nat` choose a backend without connection tracking',
  },
  dropsSetNoFlag: {
    present: since('24.03.6', '24.09.3', '25.03.0'),
    stages: ['lr_in_dnat'],
    what: 'packets to a VIP without backends are dropped without an action before it',
  },
  repliesNotBalanced: {
    present: since('24.03.5', '24.09.2', '25.03.0'),
    stages: ['lr_in_dnat'],
    what: 'only packets in the direction of the request count as those of a balanced connection',
  },
  templateBackendsApart: {
    present: since('24.03.6', '24.09.3', '25.03.1'),
    stages: ['lr_in_dnat', 'ls_in_lb'],
    what: 'the backends of a template can be variables and addresses together; addresses have a port if the VIP has one',
  },
  backendsOfOtherZones: {
    present: since('25.09.0'),
    stages: ['lr_in_dnat', 'ls_in_lb'],
    what: 'the health of a backend can be checked in another zone, which the column `ip_port_mappings` names',
  },
  distributedBalancing: {
    present: since('26.03.0'),
    stages: ['lr_in_dnat', 'lr_in_gw_redirect', 'lr_out_undnat', 'ls_in_lb'],
    what: 'load balancers with the option `distributed` use the backends of the chassis that balances',
  },
} as const satisfies Readonly<Record<string, Difference>>;
