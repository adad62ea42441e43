/**
 * The order in which switch ports get their router port. If several name one router port, it takes the last one as its
 * peer. ovn-northd visits all ports in the order of a hash table of their names (`join_logical_ports` in northd/northd.c).
 * The table also has the derived ports, once they are in the southbound database. It is not known in which order the ports
 * of one bucket came into it; here, that is the northbound order.
 */
import { setOrder } from '../../../base/hash-table.ts';
import type { Has } from '../../differences/differences.ts';
import type { DraftRouter, DraftRouterPort, DraftSwitchPort, Drafts } from './draft.ts';
import { isCentralized } from './peers.ts';

export function inPeerOrder({ routers, switchPorts, routerPorts, has }: Drafts): Iterable<DraftSwitchPort> {
  const linked = [...switchPorts.values()].filter(port => routerPortOf(port) !== undefined);
  const wanted = new Set(linked.map(routerPortOf));
  if (wanted.size === linked.length) return switchPorts.values();
  const derived = routers.flatMap(router => derivedNames(router, linked, has));
  const names = setOrder([...routerPorts.keys(), ...switchPorts.keys(), ...derived]);
  return names.flatMap(name => switchPorts.get(name) ?? []);
}

const routerPortOf = ({ nb }: DraftSwitchPort): string | undefined =>
  nb.type === 'router' ? nb.options.get('router-port') : undefined;

/** Of the gateway ports, and of the switch port at the only gateway port: as many as `deriveChassisRedirects` makes. */
function derivedNames({ nb, ports }: DraftRouter, linked: readonly DraftSwitchPort[], has: Has): readonly string[] {
  const gateways = nb.options.has('chassis') ? [] : ports.filter(isGateway);
  const [only, ...others] = gateways;
  const isCentral = only && others.length === 0 && isCentralized(only, has);
  const peer = !isCentral ? undefined : linked.find(port => routerPortOf(port) === only?.name);
  const isDerived = peer !== undefined && peer.datapath.localnetPorts.length === 0;
  return [...gateways, ...(isDerived ? [peer] : [])].map(({ name }) => `cr-${name}`);
}

const isGateway = ({ nb }: DraftRouterPort): boolean =>
  nb.ha_chassis_group !== undefined || nb.gateway_chassis.length > 0;
