/**
 * Which nodes the traffic of EgressIPs leaves through, and by which mark they know it, as OVN-Kubernetes' cluster
 * manager chooses where the objects do not tell (release 1.1, go-controller/pkg/clustermanager/egressip_controller.go).
 */
import { type Address, contains, printAddress } from '../../base/ip.ts';
import type { EgressIpSpec } from '../../manifests/types/egress-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import type { Assume, ZoneEgressIp, ZoneNode } from './zone.ts';

/** Where marks begin that tell EgressIPs apart. */
const FIRST_MARK = 50000;
/** Nodes that may be chosen. */
const ASSIGNABLE_LABEL = 'k8s.ovn.org/egress-assignable';

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
    assume(`EgressIP ${name} has no k8s.ovn.org/egressip-mark: ${nextMark} is taken`, place);
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

/** Each address to another node of its network, the least loaded first. */
function assign(
  { name, addresses, place }: EgressIpSpec,
  nodes: readonly ZoneNode[],
  load: Map<string, number>,
  assume: Assume,
): Assignments {
  const willing = nodes.filter(({ labels }) => labels.has(ASSIGNABLE_LABEL));
  const free = new Set(willing.toSorted((left, right) => load.get(left.name)! - load.get(right.name)!));
  const assignments = addresses.flatMap(egressIP => {
    const node = [...free].find(each => isOnNodeNetwork(egressIP, each));
    if (!node) return [];
    free.delete(node);
    return [{ node: node.name, egressIP }];
  });
  countAssignments(assignments, load);
  const taken = assignments.map(({ node, egressIP }) => `${printAddress(egressIP)} on ${node}`).join(' and ');
  assume(
    `EgressIP ${name} is assigned to no node yet: ${taken || `no node with the label ${ASSIGNABLE_LABEL}`} is taken`,
    place,
  );
  return assignments;
}

/** On a network that only another interface of the node is on, user-defined networks have no EgressIPs. */
export const isOnNodeNetwork = (address: Address, { gateway, isGatewayKnown }: ZoneNode): boolean =>
  !isGatewayKnown || gateway.addresses.some(own => contains(own, address));
