/**
 * The pods' ports on a network: which pods have one, and their addresses (release 1.1,
 * go-controller/pkg/util/multi_network.go and pkg/allocator/pod/pod_annotation.go).
 */
import { printAddress } from '../../base/ip.ts';
import type { AttachmentRequest, IpamClaimSpec, PodSpec } from '../../manifests/types/pod-spec.ts';
import { uuidFromName } from '../vocabulary/addresses.ts';
import type { Feature } from '../vocabulary/features.ts';
import { created, migrationRoles } from './migration.ts';
import { type AttachableNetwork, newPodAllocator, type WantedAttachment } from './pod-allocator.ts';
import type { Assume, PodPort, ZoneNetwork, ZonePod } from './zone.ts';

/** The pods of the cluster and the claims to addresses. */
export interface Population {
  readonly pods: readonly PodSpec[];
  readonly ipamClaims: readonly IpamClaimSpec[];
  readonly localNode: string;
  readonly features: ReadonlySet<Feature>;
}

/** The ports in the order of allocation: by the creation of pods, then by the manifests. */
export function podPorts(
  network: AttachableNetwork,
  { pods, ipamClaims, localNode, features }: Population,
  assume: Assume,
): readonly PodPort[] {
  const roles = migrationRoles(pods, features);
  const wanted = pods
    .filter(isScheduled)
    .toSorted((left, right) => created(left).localeCompare(created(right)))
    .flatMap(pod => attachmentsOf(pod, network).map(wish => ({ pod, wish })));
  const wishes = wanted.map(({ wish }) => wish);
  const allocate = newPodAllocator(network, wishes, ipamClaims, assume);
  return wanted.flatMap(({ pod, wish }) => {
    const migration = roles.get(pod);
    if (!migration) return [];
    const hosted = hostedPod(pod, localNode, assume);
    const isLocal = hosted.node === localNode;
    return [{ pod: hosted, attachment: wish.attachment, ...allocate(pod, wish), isLocal, migration }];
  });
}

/** A pending pod without a node has no addresses and no ports. In manifests without a status, a node is assumed. */
export const isScheduled = ({ node, phase }: PodSpec): boolean => node !== undefined || phase !== 'Pending';

function hostedPod(pod: PodSpec, localNode: string, assume: Assume): ZonePod {
  const { namespace, name, labels, virtualMachine, containerPorts } = pod;
  const uid = pod.uid ?? uuidFromName(`pod ${namespace}/${name}`);
  if (pod.uid === undefined) assume(`pod ${namespace}/${name} has no uid: assuming ${uid}`, pod.place);
  if (!pod.node) assume(`pod ${namespace}/${name} has no node: assuming ${localNode}`, pod.place);
  return { namespace, name, uid, labels, node: pod.node ?? localNode, virtualMachine, containerPorts };
}

function attachmentsOf(pod: PodSpec, network: AttachableNetwork): readonly WantedAttachment[] {
  const attachments = network.attachments;
  if (pod.usesHostNetwork) return [];
  if (pod.attachments) {
    const ours = pod.attachments.filter(({ nad }) => attachments.includes(nad));
    return ours.map(given => ({ attachment: given.nad, given }));
  }
  if (network.role === 'primary') {
    const isMember = network.namespaces.includes(pod.namespace);
    const attachment = attachments.find(nad => nad.startsWith(`${pod.namespace}/`));
    return isMember && attachment ? [{ attachment, request: pod.primaryRequest }] : [];
  }
  return pod.requests
    .filter(request => !isForbidden(request, network))
    .map(request => ({ attachment: `${request.namespace}/${request.name}`, request }))
    .filter(({ attachment }) => attachments.includes(attachment));
}

/** Whether the network ignores the request. A secondary network with IPAM does not let pods choose addresses. */
export const isForbidden = (
  { namespace, name, addresses }: AttachmentRequest,
  { role, subnets, attachments }: Pick<ZoneNetwork, 'role' | 'subnets' | 'attachments'>,
): boolean =>
  role === 'secondary' && subnets.length > 0 && addresses.length > 0 && attachments.includes(`${namespace}/${name}`);

/** `MAC IP...`, as in the columns addresses and port_security. */
export const portAddresses = ({ mac, addresses }: Pick<PodPort, 'mac' | 'addresses'>): string =>
  [mac, ...addresses.map(printAddress)].join(' ');
