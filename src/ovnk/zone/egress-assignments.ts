/**
 * The nodes and the mark of each EgressIP. Where the objects have none, they are chosen as OVN-Kubernetes' cluster
 * manager does (release 1.1, go-controller/pkg/clustermanager/egressip_controller.go).
 */
import { type Address, contains, printAddress } from '../../base/ip.ts';
import { EGRESS_IP_MARK } from '../../kubernetes/annotations.ts';
import { LABELS } from '../../kubernetes/labels.ts';
import type { EgressIpSpec } from '../../manifests/types/egress-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import type { Assume, ZoneEgressIp, ZoneNode } from './zone.ts';

/** The first mark of an EgressIP. */
const FIRST_MARK = 50000;

type Assignments = EgressIpSpec['assignments'];

export function egressIpsOf(
  { egressIps }: UdnSpec,
  nodes: readonly ZoneNode[],
  assume: Assume,
): readonly ZoneEgressIp[] {
  const marks = new Set(egressIps.map(({ mark }) => mark));
  const load = new Map(nodes.map(({ name }) => [name, 0]));
  let nextMark = FIRST_MARK;
  const newMark = ({ name, place }: EgressIpSpec): number => {
    while (marks.has(nextMark)) nextMark++;
    assume(`EgressIP ${name} has no ${EGRESS_IP_MARK}: assuming ${nextMark}`, place);
    return nextMark++;
  };
  for (const { assignments } of egressIps) countAssignments(assignments, load);
  return egressIps.map(egressIp => ({
    ...egressIp,
    mark: egressIp.mark ?? newMark(egressIp),
    assignments: egressIp.assignments.length ? egressIp.assignments : assign(egressIp, nodes, load, assume),
  }));
}

function countAssignments(assignments: Assignments, load: Map<string, number>): void {
  for (const { node } of assignments) load.set(node, (load.get(node) ?? 0) + 1);
}

/** Assigns each address to a different node of its network. The node with the fewest assignments comes first. */
function assign(
  { name, addresses, place }: EgressIpSpec,
  nodes: readonly ZoneNode[],
  load: Map<string, number>,
  assume: Assume,
): Assignments {
  const willing = nodes.filter(({ labels }) => labels.has(LABELS.egressAssignable));
  const free = new Set(willing.toSorted((left, right) => load.get(left.name)! - load.get(right.name)!));
  const assignments = addresses.flatMap(egressIP => {
    const node = [...free].find(each => isOnNodeNetwork(egressIP, each));
    if (!node) return [];
    free.delete(node);
    return [{ node: node.name, egressIP }];
  });
  countAssignments(assignments, load);
  const chosen = assignments.map(({ node, egressIP }) => `${printAddress(egressIP)} on ${node}`).join(' and ');
  assume(
    `EgressIP ${name} is not assigned to a node yet: ${chosen ? `assuming ${chosen}` : `no suitable node has the label ${LABELS.egressAssignable}`}`,
    place,
  );
  return assignments;
}

/**
 * Whether the address is in the network of the node's bridge. User-defined networks have no EgressIPs on other
 * interfaces.
 */
export const isOnNodeNetwork = (address: Address, { gateway, isGatewayKnown }: ZoneNode): boolean =>
  !isGatewayKnown || gateway.addresses.some(own => contains(own, address));
