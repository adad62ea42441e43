/** The node that a guest runs on, of those whose databases there are. */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import { isOfOtherNode } from '../../analyze/guests/elsewhere.ts';
import { type Guest, guestsCalled } from '../../analyze/guests/guest.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { type GuestFault, unknownGuest } from './choose-guest.ts';
import { isMachineCalled } from './without-port.ts';

interface Node {
  readonly node?: string;
  guests(): readonly Guest[];
}

/**
 * Every zone of a Layer2 network has the ports of all its pods, but only one has each as a port of its own: on the others,
 * it has type `remote`. While a VM migrates, two nodes have a port of it, and one of these has no addresses yet, or not any
 * more. A name that no database has is a fault, except that of a virtual machine in the manifests.
 */
export function chooseNode<N extends Node>(
  name: string,
  nodes: readonly N[],
  cluster: ClusterView | undefined,
): Result<N, Fault<GuestFault>> {
  const [only, ...others] = nodes;
  if (others.length === 0) return { value: only! };
  const found = nodes.flatMap(node => guestsCalled(name, node.guests()).map(guest => ({ node, guest })));
  if (found.length === 0) {
    if (nodes.some(({ node }) => node?.split(' ')[0] === name))
      return failed('guest-unknown', `"${name}" is a node, not a VM, pod or port`);
    const isKnown = cluster?.machines.some(machine => isMachineCalled(name, machine));
    return isKnown ? { value: only! } : unknownGuest(name, allGuests(nodes), cluster);
  }
  const best = Math.max(...found.map(({ guest }) => fitness(guest)));
  const places = found.filter(({ guest }) => fitness(guest) === best);
  if (new Set(places.map(({ guest }) => guest.name)).size === 1) return { value: places[0]!.node };
  const ports = places.map(({ node, guest }) => `${guest.port.logical_port} on ${node.node}`);
  return failed('guest-ambiguous', `"${name}" means several ports; name one: ${ports.join(', ')}`);
}

/**
 * How much speaks for a node: first that the port is its own, then that it has addresses, then that it is of a user-defined
 * network.
 */
const fitness = (guest: Guest): number => (isOfOtherNode(guest) ? 0 : 4) + fitnessOf(guest);
const fitnessOf = ({ port }: Guest): number =>
  (port.mac.length > 0 ? 2 : 0) + (port.external_ids.has(EXTERNAL_IDS.network) ? 1 : 0);

/** Each name once, in the order of the port names. */
const allGuests = (nodes: readonly Node[]): readonly Guest[] =>
  [...new Map(nodes.flatMap(node => node.guests()).map(guest => [guest.name, guest])).values()].sort((a, b) =>
    a.port.logical_port < b.port.logical_port ? -1 : 1,
  );
