/**
 * The addresses of pods, as OVN-Kubernetes' cluster manager assigns them: those of the annotation
 * `k8s.ovn.org/pod-networks`, then requested, then claimed, then free ones (release 1.1,
 * go-controller/pkg/allocator/pod/pod_annotation.go and pkg/clustermanager/network_cluster_controller.go).
 */
import { type Prefix, printPrefix } from '../../base/ip.ts';
import { POD_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import type { NetworkSpec } from '../../manifests/types/network-spec.ts';
import type { AttachmentRequest, IpamClaimSpec, PodAttachment, PodSpec } from '../../manifests/types/pod-spec.ts';
import { macFromAddress, macFromName } from '../vocabulary/addresses.ts';
import { type Allocator, LAST_TUNNEL_KEY, newAddressAllocator, newAllocator } from './allocator.ts';
import type { Assume, PodPort, ZoneNetwork } from './zone.ts';

/** A network before its ports are known. */
export interface AttachableNetwork
  extends Pick<ZoneNetwork, 'name' | 'topology' | 'role' | 'subnets' | 'gatewayAddresses' | 'namespaces'>,
    Pick<NetworkSpec, 'hasPersistentIps'> {
  /** The attachments of the network, as `NAMESPACE/NAME`. */
  readonly attachments: readonly string[];
  /** Ranges that are not assigned to pods, or only on request. */
  readonly excludeSubnets: readonly Prefix[];
  /** The tunnel keys of gateway ports. */
  readonly gatewayKeys: readonly number[];
}

/** An attachment of a pod, with its assigned values or with its request, if there is one. */
export interface WantedAttachment {
  readonly attachment: string;
  readonly given?: PodAttachment;
  readonly request?: Pick<AttachmentRequest, 'mac' | 'addresses' | 'ipamClaim'> | undefined;
}

type Allocation = Pick<PodPort, 'mac' | 'addresses' | 'gateways'>;
export type PodAllocator = (pod: PodSpec, wish: WantedAttachment) => Allocation & { readonly tunnelKey: number };

/** All pods of one virtual machine get the same addresses. */
export function newPodAllocator(
  network: AttachableNetwork,
  wanted: readonly WantedAttachment[],
  ipamClaims: readonly IpamClaimSpec[],
  assume: Assume,
): PodAllocator {
  const tunnelKeys = newAllocator(1n, LAST_TUNNEL_KEY, takenKeys(network, wanted));
  const claims = new Map(claimsOn(network, ipamClaims).map(claim => [`${claim.namespace}/${claim.name}`, claim]));
  const subnets = subnetAllocators(network, wanted, [...claims.values()]);
  const known = new Map<string, Allocation>();

  return (pod, { attachment, given, request }) => {
    const tunnelKey = given?.tunnelKey ?? Number(tunnelKeys.next());
    const owner = `${attachment} ${pod.namespace}/${pod.virtualMachine ?? `pod ${pod.name}`}`;
    const claim = claims.get(`${attachment.split('/')[0]}/${request?.ipamClaim}`);
    const addresses = () => kept(request?.addresses) ?? kept(claim?.addresses) ?? nextAddresses(network, subnets);
    const allocation = given ?? known.get(owner) ?? newAllocation(owner, request?.mac, addresses(), network);
    known.set(owner, allocation);
    if (!given) assume(description(pod, network, allocation), pod.place);
    const { mac, gateways } = allocation;
    return { mac, addresses: allocation.addresses, gateways, tunnelKey };
  };
}

const claimsOn = ({ name, hasPersistentIps }: AttachableNetwork, claims: readonly IpamClaimSpec[]) =>
  claims.filter(({ network }) => hasPersistentIps && network === name);

const kept = (addresses: readonly Prefix[] | undefined): readonly Prefix[] | undefined =>
  addresses?.length ? addresses : undefined;

function subnetAllocators(
  { subnets, excludeSubnets }: AttachableNetwork,
  wanted: readonly WantedAttachment[],
  claims: readonly IpamClaimSpec[],
): readonly Allocator[] {
  const ofPods = wanted.flatMap(({ given, request }) => given?.addresses ?? request?.addresses ?? []);
  const taken = [...ofPods, ...claims.flatMap(({ addresses }) => addresses)];
  return subnets.map(subnet => newAddressAllocator(subnet, { taken, excluded: excludeSubnets }));
}

const nextAddresses = ({ subnets }: AttachableNetwork, allocators: readonly Allocator[]): readonly Prefix[] =>
  subnets.map((subnet, index) => ({ ...subnet, value: allocators[index]!.next() }));

const takenKeys = ({ gatewayKeys }: AttachableNetwork, wanted: readonly WantedAttachment[]): readonly bigint[] =>
  [...gatewayKeys, ...wanted.map(({ given }) => given?.tunnelKey ?? 0)].map(BigInt);

const newAllocation = (
  owner: string,
  mac: string | undefined,
  addresses: readonly Prefix[],
  { gatewayAddresses }: AttachableNetwork,
): Allocation => ({
  mac: mac ?? (addresses[0] ? macFromAddress(addresses[0]) : macFromName(owner)),
  addresses,
  gateways: gatewayAddresses,
});

const description = (pod: PodSpec, network: AttachableNetwork, { mac, addresses }: Allocation): string =>
  `pod ${pod.namespace}/${pod.name} has no ${POD_ANNOTATIONS.podNetworks} annotation: ` +
  `assuming ${[mac, ...addresses.map(printPrefix)].join(' ')} on network ${network.name}`;
