/**
 * The load balancers of each switch and router: its own, those of its groups and, if so configured, those of the routers
 * connected to a switch. Truth: `build_lb_datapaths` and `build_lswitch_lbs_from_lrouter` in northd/northd.c.
 */
import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { Nb, NbRow } from '../../../ovn/schema/nb.ts';
import type { Router, Switch } from '../datapath.ts';
import { type LoadBalancer, parseLoadBalancer } from '../load-balancers.ts';

export interface LoadBalancers {
  readonly all: readonly LoadBalancer[];
  readonly ofSwitch: (ls: Switch) => readonly LoadBalancer[];
  readonly ofRouter: (router: Router) => readonly LoadBalancer[];
}

type LoadBalancerOwner = Pick<NbRow<'Logical_Switch'>, 'load_balancer' | 'load_balancer_group'>;

export function joinLoadBalancers(nb: Nb, installsFromRouters: boolean, diagnostics: Diagnostic[]): LoadBalancers {
  const parsed = new Map(nb.Load_Balancer.map(row => [row, parseLoadBalancer(row, diagnostics)]));
  const parse = (rows: readonly NbRow<'Load_Balancer'>[]) => rows.map(row => parsed.get(row)!);
  const aroundOf = (ls: Switch) => (installsFromRouters ? ls.routerPorts.map(({ peer }) => peer!.datapath.nb) : []);
  return {
    all: [...parsed.values()],
    ofSwitch: ls => parse([...new Set([ls.nb, ...aroundOf(ls)].flatMap(rowsOf))]),
    ofRouter: router => parse(rowsOf(router.nb)),
  };
}

const rowsOf = ({ load_balancer, load_balancer_group }: LoadBalancerOwner): NbRow<'Load_Balancer'>[] => [
  ...new Set([...load_balancer, ...load_balancer_group.flatMap(group => group.load_balancer)]),
];
