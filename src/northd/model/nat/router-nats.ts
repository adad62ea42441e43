/**
 * NAT and load balancers of a router: its rules, and the addresses for which it answers in addition to its ports'
 * addresses. Truth: northd/en-lr-nat.c and northd/en-lr-stateful.c.
 */

import type { Diagnostic } from '../../../base/diagnostic.ts';
import { setOrder } from '../../../base/hash-table.ts';
import { remember } from '../../../base/remember.ts';
import { isOnNetworkOf } from '../addresses.ts';
import type { Router, RouterPort } from '../datapath.ts';
import type { Vip } from '../lb/vips.ts';
import type { LoadBalancer } from '../load-balancers.ts';
import { type ForceSnat, forceSnat } from './force-snat.ts';
import { distribution, type NatRule, natRules } from './nat-rules.ts';
import { type RoutableAddresses, routableAddresses } from './routable.ts';

export interface RouterNats {
  /** All valid rules. */
  readonly rules: readonly NatRule[];
  readonly forceSnat: ForceSnat;
  /** The addresses from which the router sends: external addresses of type `snat`, and forced ones. */
  readonly snatIps: ReadonlySet<string>;
  readonly vipIps: ReadonlySet<string>;
  /** Whether a load balancer has a VIP, even one that is left out. */
  readonly hasLbVip: boolean;
  /** Rules of type `dnat` and `dnat_and_snat`, and the first rule of type `snat` for each external address. */
  readonly neighbors: readonly NatRule[];
  /** Those whose external address is not also a VIP, and for type `snat` not one of a router port. */
  readonly freeNeighbors: readonly NatRule[];
  /** In the order of ovn-northd's set. */
  readonly externalMacs: readonly string[];
  /** The MAC of each distributed rule, with the logical port on whose chassis it is. */
  readonly distributedMacs: readonly { readonly mac: string; readonly logicalPort: string }[];
  /** Whether a valid rule applies on the chassis of its logical port, not on the gateway's chassis. */
  readonly hasDistributed: boolean;
  /** VIPs for which the router answers neighbors. */
  readonly reachableVips: readonly Vip[];
  /** What other routers at the switch of a port know without asking. */
  readonly routableAt: (port: RouterPort) => readonly RoutableAddresses[];
}

export function routerNats(
  router: Router,
  loadBalancers: readonly LoadBalancer[],
  report: (diagnostic: Diagnostic) => void,
): RouterNats {
  const rules = natRules(router, report);
  const force = forceSnat(router, report);
  const [snats, dnats] = [rules.filter(isSnat), rules.filter(rule => !isSnat(rule))];
  const vipIps = new Set(loadBalancers.flatMap(({ vips }) => vips.map(({ ip }) => ip)));
  const neighbors = [...dnats, ...firstOfEach(snats)];
  const ownIps = new Set(
    router.ports.flatMap(({ addresses }) => [...addresses.ipv4, ...addresses.ipv6].map(ip => ip.text)),
  );
  const isOwn = (rule: NatRule) => isSnat(rule) && ownIps.has(rule.nb.external_ip);
  return {
    rules,
    forceSnat: force,
    snatIps: new Set([...snats.map(({ external }) => external), ...force.dnat, ...force.lb].map(({ text }) => text)),
    vipIps,
    hasLbVip: loadBalancers.some(({ nb }) => nb.vips.size > 0),
    neighbors,
    freeNeighbors: neighbors.filter(rule => !vipIps.has(rule.nb.external_ip) && !isOwn(rule)),
    externalMacs: setOrder(dnats.flatMap(({ nb }) => nb.external_mac ?? [])),
    distributedMacs: router.nb.nat.flatMap(nat => distribution(nat) ?? []),
    hasDistributed: rules.some(({ nb }) => distribution(nb)),
    reachableVips: loadBalancers.flatMap(lb => lb.vips.filter(vip => isReachable(router, lb, vip))),
    routableAt: remember(port => routableAddresses(port, loadBalancers)),
  };
}

export const isSnat = ({ nb }: NatRule): boolean => nb.type === 'snat';

const firstOfEach = (snats: readonly NatRule[]): Iterable<NatRule> =>
  new Map(snats.toReversed().map(rule => [rule.external.text, rule])).values();

/** The option neighbor_responder: all VIPs, none, or those in a network of the router. */
function isReachable(router: Router, { nb }: LoadBalancer, { address }: Vip): boolean {
  const isTemplate = address === undefined;
  const mode = nb.options.get('neighbor_responder') ?? (isTemplate ? 'none' : 'reachable');
  if (mode === 'all') return true;
  if (mode === 'none' || isTemplate) return false;
  return router.ports.some(({ addresses }) => isOnNetworkOf(addresses, address));
}
