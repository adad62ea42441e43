/** What releases do differently with routing policies. */
import { since } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

export const ROUTER_POLICY_DIFFERENCES = {
  policyChains: {
    present: since('25.03.0'),
    stages: ['lr_in_policy'],
    what: 'policies can be in chains, and jump to one',
  },
  policiesInHashTable: {
    present: since('24.09.0'),
    stages: ['lr_in_policy', 'lr_in_policy_ecmp'],
    what: 'the ids of groups of next hops follow a hash table of the policies of all routers, not the order of rows',
  },
  usableHopsNumbered: {
    present: since('24.09.0'),
    stages: ['lr_in_policy', 'lr_in_policy_ecmp'],
    what: 'only the usable next hops of a policy have ids; one that no port reaches does not stop the whole policy',
  },
  singleHopChosen: {
    present: since('24.03.2', '24.09.0'),
    stages: ['lr_in_policy'],
    what: 'if one of several next hops is usable, it is chosen without `select`; if none is, packets go on',
  },
  policyOutputPorts: {
    present: since('26.03.0'),
    stages: ['lr_in_policy'],
    what: 'a policy with one next hop can name the port by which packets leave',
  },
  policyPortsByName: {
    present: since('26.03.0'),
    stages: ['lr_in_policy', 'lr_in_policy_ecmp'],
    what: 'of several ports in the network of a next hop, the first by a hash of names sends, not the first by row',
  },
  nexthopColumnIgnored: {
    present: since('26.03.0'),
    stages: ['lr_in_policy'],
    what: 'policies with the old column `nexthop` are left out',
  },
} as const satisfies Readonly<Record<string, Difference>>;
