/**
 * The load balancers of each switch and router: its own, those of its groups and, if so configured, those of the routers
 * connected to a switch. Truth: `build_lb_datapaths` and `build_lswitch_lbs_from_lrouter` in northd/northd.c.
 */
import type { Diagnostic } from '../../../base/diagnostic.ts';
import { inOrder, rowOrder, uuidOrder } from '../../../base/hash-table.ts';
import { remember } from '../../../base/remember.ts';
import type { Nb, NbRow } from '../../../ovn/schema/nb.ts';
import type { Has } from '../../differences/differences.ts';
import type { Router, Switch } from '../datapath.ts';
import { type LoadBalancer, parseLoadBalancer } from '../load-balancers.ts';

export interface LoadBalancers {
  readonly all: readonly LoadBalancer[];
  readonly ofSwitch: (ls: Switch) => readonly LoadBalancer[];
  readonly ofRouter: (router: Router) => readonly LoadBalancer[];
}

type LoadBalancerOwner = Pick<NbRow<'Logical_Switch'>, 'load_balancer' | 'load_balancer_group'>;

export function joinLoadBalancers(
  nb: Nb,
  installsFromRouters: boolean,
  has: Has,
  diagnostics: Diagnostic[],
): LoadBalancers {
  const rows = inOrder(nb.Load_Balancer, visited);
  const parsed = new Map(rows.map(row => [row, parseLoadBalancer(row, has, diagnostics)]));
  const ranks = new Map([...parsed.keys()].map((row, rank) => [row, rank]));
  const parse = (rows: readonly NbRow<'Load_Balancer'>[]) =>
    rows.toSorted((a, b) => ranks.get(a)! - ranks.get(b)!).map(row => parsed.get(row)!);
  const ofGroup = remember((group: NbRow<'Load_Balancer_Group'>) => parse([...new Set(group.load_balancer)]));
  const ofOwner = (owner: LoadBalancerOwner) => {
    const [group, ...others] = owner.load_balancer_group;
    const hasOnlyGroup = group && others.length === 0 && owner.load_balancer.length === 0;
    return hasOnlyGroup ? ofGroup(group) : parse(rowsOf(owner));
  };
  const aroundOf = (ls: Switch) => (installsFromRouters ? ls.routerPorts.map(({ peer }) => peer!.datapath.nb) : []);
  return {
    all: [...parsed.values()],
    ofSwitch: remember(ls => {
      const around = aroundOf(ls);
      return around.length === 0 ? ofOwner(ls.nb) : parse([...new Set([ls.nb, ...around].flatMap(rowsOf))]);
    }),
    ofRouter: remember(router => ofOwner(router.nb)),
  };
}

/** ovn-northd copies the rows from one table to another twice. Of equal flows, the first load balancer makes the flow. */
const visited = (uuids: Iterable<string>): string[] => uuidOrder(uuidOrder(uuidOrder(rowOrder(uuids))));

const rowsOf = ({ load_balancer, load_balancer_group }: LoadBalancerOwner): NbRow<'Load_Balancer'>[] => [
  ...new Set([...load_balancer, ...load_balancer_group.flatMap(group => group.load_balancer)]),
];
