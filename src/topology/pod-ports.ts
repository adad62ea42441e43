/**
 * The pods' interfaces on a network: as the annotation `k8s.ovn.org/pod-networks` tells, or as OVN-Kubernetes' cluster
 * manager would allocate them (release 1.1, go-controller/pkg/allocator/pod/pod_annotation.go).
 */
import { type Network, printAddress, printNetwork } from '../base/ip.ts';
import type { AttachmentRequest, PodAttachment, PodSpec } from '../spec/udn-spec.ts';
import { macFromAddress, macFromName, nthAddress, uuidFromName } from './addresses.ts';
import { type Allocator, LAST_TUNNEL_KEY, newAddressAllocator, newAllocator } from './allocator.ts';
import { migrationRole } from './migration.ts';
import type { Assume, PodPort, ZoneNetwork, ZonePod } from './zone.ts';

/** What the network is before its ports are known. */
export interface AttachableNetwork
  extends Pick<ZoneNetwork, 'name' | 'topology' | 'role' | 'subnets' | 'hasIpam' | 'namespaces'> {
  /** The attachments of the network, as `NAMESPACE/NAME`. */
  readonly attachments: readonly string[];
  /** What is never given to pods. */
  readonly excludeSubnets: readonly Network[];
  /** Tunnel keys that ports of nodes have. */
  readonly gatewayKeys: readonly number[];
}

/** A primary network keeps the first address for the gateway and the second for the node. */
const RESERVED = { primary: 2, secondary: 0 } as const;

export function podPorts(
  network: AttachableNetwork,
  pods: readonly PodSpec[],
  localNode: string,
  assume: Assume,
): readonly PodPort[] {
  const wanted = pods.flatMap(pod => attachmentsOf(pod, network).map(attachment => ({ pod, attachment })));
  const allocate = newPodAllocator(
    network,
    wanted.map(({ attachment }) => attachment),
    assume,
  );
  return wanted.flatMap(({ pod, attachment: wish }) => {
    const migration = migrationRole(pod, pods);
    if (!migration) return [];
    const hosted = hostedPod(pod, localNode, assume);
    const isLocal = hosted.node === localNode;
    const port = { pod: hosted, attachment: wish.attachment, ...allocate(pod, wish), isLocal, migration };
    return isLocal || network.topology !== 'localnet' ? [port] : [];
  });
}

function hostedPod(pod: PodSpec, localNode: string, assume: Assume): ZonePod {
  const { namespace, name, uid = uuidFromName(`pod ${namespace}/${name}`), labels, virtualMachine } = pod;
  if (!pod.node) assume(`pod ${namespace}/${name} is on no node: it is taken to run on ${localNode}`, pod.place);
  return { namespace, name, uid, labels, node: pod.node ?? localNode, virtualMachine };
}

/** An attachment as far as the manifests tell. */
interface WantedAttachment {
  readonly attachment: string;
  readonly given?: PodAttachment;
  readonly request?: AttachmentRequest | undefined;
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
    .map(request => ({ attachment: `${request.namespace}/${request.name}`, request }))
    .filter(({ attachment }) => attachments.includes(attachment));
}

type Allocation = Pick<PodPort, 'mac' | 'addresses' | 'gateways'>;

/** Gives each pod what its annotation says, or else what is free; all pods of one virtual machine get the same addresses. */
function newPodAllocator(network: AttachableNetwork, wanted: readonly WantedAttachment[], assume: Assume) {
  const tunnelKeys = newAllocator(1n, LAST_TUNNEL_KEY, takenKeys(network, wanted));
  const taken = wanted.flatMap(({ given, request }) => given?.addresses ?? request?.addresses ?? []);
  const unavailable = { reserved: RESERVED[network.role], taken, excluded: network.excludeSubnets };
  const subnets = network.subnets.map(subnet => newAddressAllocator(subnet, unavailable));
  const known = new Map<string, Allocation>();

  return (
    pod: PodSpec,
    { attachment, given, request }: WantedAttachment,
  ): Allocation & { readonly tunnelKey: number } => {
    const tunnelKey = given?.tunnelKey ?? Number(tunnelKeys.next());
    const owner = `${attachment} ${pod.namespace}/${pod.virtualMachine ?? `pod ${pod.name}`}`;
    const allocation = given ?? known.get(owner) ?? newAllocation(owner, request, network, subnets);
    known.set(owner, allocation);
    if (!given) assume(description(pod, network, allocation), pod.place);
    const { mac, addresses, gateways } = allocation;
    return { mac, addresses, gateways, tunnelKey };
  };
}

const takenKeys = ({ gatewayKeys }: AttachableNetwork, wanted: readonly WantedAttachment[]): readonly bigint[] =>
  [...gatewayKeys, ...wanted.map(({ given }) => given?.tunnelKey ?? 0)].map(BigInt);

const description = (pod: PodSpec, network: AttachableNetwork, { mac, addresses }: Allocation): string =>
  `pod ${pod.namespace}/${pod.name} has no k8s.ovn.org/pod-networks annotation: on network ${network.name} it is taken ` +
  `to have ${[mac, ...addresses.map(printNetwork)].join(' ')}`;

function newAllocation(
  owner: string,
  request: AttachmentRequest | undefined,
  { subnets, role }: AttachableNetwork,
  allocators: readonly Allocator[],
): Allocation {
  const addresses = request?.addresses.length
    ? request.addresses
    : subnets.map((subnet, index) => ({ ...subnet, value: allocators[index]!.next() }));
  const [first] = addresses;
  return {
    mac: request?.mac ?? (first ? macFromAddress(first) : macFromName(owner)),
    addresses,
    gateways: role === 'primary' ? subnets.map(subnet => nthAddress(subnet, 1)) : [],
  };
}

/** `MAC IP...`, as the addresses and port_security of a port have it. */
export const portAddresses = ({ mac, addresses }: Pick<PodPort, 'mac' | 'addresses'>): string =>
  [mac, ...addresses.map(printAddress)].join(' ');
