/**
 * The pods' ports on a network: which pods have one, and their addresses (release 1.1,
 * go-controller/pkg/util/multi_network.go and pkg/allocator/pod/pod_annotation.go).
 */
import { printAddress } from '../../base/ip.ts';
import { LABELS } from '../../kubernetes/labels.ts';
import type { IpamClaimSpec, PodSpec } from '../../manifests/types/pod-spec.ts';
import type { RequestFault } from '../ipam/request-faults.ts';
import { uuidFromName } from '../vocabulary/addresses.ts';
import type { Feature } from '../vocabulary/features.ts';
import { inOrderOfCreation, migrationRoles, TOO_MANY } from './migration.ts';
import { type AttachableNetwork, newPodAllocator, type WantedAttachment } from './pod-allocator.ts';
import { isFault, wishesOf } from './pod-wishes.ts';
import type { Assume, PodPort, Refusal, ZonePod } from './zone.ts';

/** The pods of the cluster and the claims to addresses. */
export interface Population {
  readonly pods: readonly PodSpec[];
  readonly ipamClaims: readonly IpamClaimSpec[];
  readonly localNode: string;
  readonly features: ReadonlySet<Feature>;
}

/** The ports of a network, and the attachments that pods ask for and do not get. */
export interface PodPorts {
  readonly ports: readonly PodPort[];
  readonly refusals: readonly Refusal[];
}

/** The ports in the order of allocation: by the creation of pods, then by the manifests. */
export function podPorts(
  network: AttachableNetwork,
  { pods, ipamClaims, localNode, features }: Population,
  assume: Assume,
): PodPorts {
  const [ports, refusals]: [PodPort[], Refusal[]] = [[], []];
  const roles = migrationRoles(pods, features);
  const living = inOrderOfCreation(pods).filter(pod => roles.has(pod) && isScheduled(pod));
  const wishes = living.flatMap(pod => wishesOf(pod, network, features).map(wish => ({ pod, wish })));
  const wanted = wishes.flatMap(({ pod, wish }) => (isFault(wish) ? [] : [{ pod, wish }]));
  const allocate = newPodAllocator(network, wanted, ipamClaims, features, assume);
  if (network.role === 'primary' && wanted.some(({ wish }) => isAsking(wish))) assume(honoured(network.name));
  const refuse = (pod: PodSpec, attachment: string, fault: RequestFault) =>
    void refusals.push(refusalOf(pod, attachment, fault));
  for (const { pod, wish } of wishes) {
    const migration = roles.get(pod)!;
    const got = isFault(wish) ? wish : allocate({ pod, wish });
    if (isFault(got)) refuse(pod, wish.attachment, got);
    else if (migration === TOO_MANY) refuse(pod, wish.attachment, tooMany(pod, living));
    else {
      const hosted = hostedPod(pod, localNode, assume);
      const isLocal = hosted.node === localNode;
      ports.push({ pod: hosted, attachment: wish.attachment, ...got, isLocal, migration });
    }
  }
  return { ports, refusals };
}

const isAsking = ({ given, request }: WantedAttachment): boolean =>
  !given && request !== undefined && (request.mac !== undefined || request.addresses.length > 0);

const honoured = (network: string): string =>
  `pods ask for addresses or MACs on network ${network}: assuming OVN-Kubernetes with --enable-preconfigured-udn-addresses, as in OpenShift; without it, these requests have no effect`;

const refusalOf = (
  { namespace, name, machine, place }: PodSpec,
  attachment: string,
  { code, text, remedy }: RequestFault,
): Refusal => ({
  code,
  text: `pod ${namespace}/${name} ${text}`,
  remedy,
  pod: { namespace, name },
  machine,
  attachment,
  place,
});

function tooMany({ namespace, virtualMachine }: PodSpec, living: readonly PodSpec[]): RequestFault {
  const siblings = living.filter(each => each.namespace === namespace && each.virtualMachine === virtualMachine);
  const text = `gets no port: ${siblings.map(({ name }) => name).join(', ')} have the same label ${LABELS.virtualMachine}=${virtualMachine}, and only two of them may run, for a migration`;
  return { code: 'too-many-pods', text };
}

/** A pending pod without a node has no addresses and no ports. In manifests without a status, a node is assumed. */
export const isScheduled = ({ node, phase }: PodSpec): boolean => node !== undefined || phase !== 'Pending';

function hostedPod(pod: PodSpec, localNode: string, assume: Assume): ZonePod {
  const { namespace, name, labels, machine, virtualMachine, containerPorts } = pod;
  const uid = pod.uid ?? uuidFromName(`pod ${namespace}/${name}`);
  if (pod.uid === undefined) assume(`pod ${namespace}/${name} has no uid: assuming ${uid}`, pod.place);
  if (!pod.node) assume(`pod ${namespace}/${name} has no node: assuming ${localNode}`, pod.place);
  return { namespace, name, uid, labels, node: pod.node ?? localNode, machine, virtualMachine, containerPorts };
}

/** `MAC IP...`, as in the columns addresses and port_security. */
export const portAddresses = ({ mac, addresses }: Pick<PodPort, 'mac' | 'addresses'>): string =>
  [mac, ...addresses.map(printAddress)].join(' ');
