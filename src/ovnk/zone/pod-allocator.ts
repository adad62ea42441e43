/**
 * The addresses of pods, as OVN-Kubernetes' cluster manager assigns them: those of the annotation
 * `k8s.ovn.org/pod-networks`, then requested, then claimed, then free ones (release 1.1,
 * go-controller/pkg/allocator/pod/pod_annotation.go and pkg/clustermanager/network_cluster_controller.go).
 */
import { networkAddress, type Prefix, printPrefix } from '../../base/ip.ts';
import { POD_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import type { NetworkSpec } from '../../manifests/types/network-spec.ts';
import type { AttachmentRequest, IpamClaimSpec, PodAttachment, PodSpec } from '../../manifests/types/pod-spec.ts';
import { type AddressPool, type Holder, type NetworkRanges, newAddressPool } from '../ipam/address-pool.ts';
import { LAST_TUNNEL_KEY, newAllocator } from '../ipam/allocator.ts';
import { claimOwner, type RequestFault, requestFault } from '../ipam/request-faults.ts';
import { macFromAddress, macFromName, nthAddress, ofFamily } from '../vocabulary/addresses.ts';
import type { Feature } from '../vocabulary/features.ts';
import type { Assume, PodPort, ZoneNetwork } from './zone.ts';

/** A network before its ports are known. */
export interface AttachableNetwork
  extends NetworkRanges,
    Pick<ZoneNetwork, 'name' | 'topology' | 'role' | 'namespaces'>,
    Pick<NetworkSpec, 'hasPersistentIps' | 'title'> {
  /** The attachments of the network, as `NAMESPACE/NAME`. */
  readonly attachments: readonly string[];
  /** The tunnel keys of gateway ports. */
  readonly gatewayKeys: readonly number[];
}

/** An attachment of a pod, with its assigned values or with its request, if there is one. */
export interface WantedAttachment {
  readonly attachment: string;
  readonly given?: PodAttachment;
  readonly request?: Pick<AttachmentRequest, 'mac' | 'addresses' | 'ipamClaim'> | undefined;
}

export interface WantedPod {
  readonly pod: PodSpec;
  readonly wish: WantedAttachment;
}

type Allocation = Pick<PodPort, 'mac' | 'addresses' | 'gateways'>;
/** What the pod gets, or why it is refused. Pods are to be given in the order of their creation. */
export type PodAllocator = (wanted: WantedPod) => (Allocation & { readonly tunnelKey: number }) | RequestFault;

/** All pods of one virtual machine get the same addresses. */
export function newPodAllocator(
  network: AttachableNetwork,
  wanted: readonly WantedPod[],
  ipamClaims: readonly IpamClaimSpec[],
  features: ReadonlySet<Feature>,
  assume: Assume,
): PodAllocator {
  const nextKey = tunnelKeys(network, wanted);
  const claims = claimedAddresses(network, ipamClaims);
  const pool = newAddressPool(network);
  holdKnown(pool, wanted, claims);
  const known = new Map<string, Allocation>();

  return ({ pod, wish }) => {
    const { attachment, given } = wish;
    const machine = `${attachment} ${pod.namespace}/${pod.machine ?? pod.virtualMachine ?? `pod ${pod.name}`}`;
    const got = given ?? known.get(machine) ?? newAllocation(pod, wish, { network, pool, claims, features });
    if ('code' in got) return got;
    known.set(machine, got);
    if (!given) assume(description(pod, network, got), pod.place);
    const { mac, addresses, gateways } = got;
    return { mac, addresses, gateways, tunnelKey: given?.tunnelKey ?? nextKey() };
  };
}

interface Supplies {
  readonly network: AttachableNetwork;
  readonly pool: AddressPool;
  readonly claims: Map<string, readonly Prefix[]>;
  readonly features: ReadonlySet<Feature>;
}

function newAllocation(
  pod: PodSpec,
  { attachment, request }: WantedAttachment,
  { network, pool, claims, features }: Supplies,
): Allocation | RequestFault {
  const holder = holderOf(pod);
  const claim = `${attachment.split('/')[0]}/${request?.ipamClaim}`;
  const claimed = claims.get(claim) ?? [];
  const asked = request?.addresses ?? [];
  const chosen = asked.length ? asked : claimed;
  const mac = request?.mac ?? (chosen[0] && macFromAddress(chosen[0]));
  const asking = { addresses: asked, mac, isMacGiven: request?.mac !== undefined, owner: holder.owner };
  const fault = requestFault(asking, { network, pool, claimed, claim, features });
  if (fault) return fault;
  const addresses = chosen.length ? chosen : nextFree(pool, network, request?.mac);
  if (!addresses) return { code: 'subnet-full', text: `finds no free address on ${network.title}` };
  const ownMac = mac ?? (addresses[0] ? macFromAddress(addresses[0]) : macFromName(`${attachment} ${holder.owner}`));
  pool.hold(addresses, ownMac, holder, 'reserve');
  if (network.hasPersistentIps && request?.ipamClaim !== undefined) claims.set(claim, addresses);
  return { mac: ownMac, addresses, gateways: gatewaysOf(addresses, network, features) };
}

/** The numbers that nodes and pods of the network do not have. */
function tunnelKeys({ gatewayKeys }: AttachableNetwork, wanted: readonly WantedPod[]): () => number {
  const keys = newAllocator(1n, LAST_TUNNEL_KEY);
  for (const key of [...gatewayKeys, ...wanted.map(({ wish }) => wish.given?.tunnelKey ?? 0)]) keys.resume(BigInt(key));
  return () => Number(keys.next() ?? LAST_TUNNEL_KEY);
}

/** By `NAMESPACE/NAME`, the addresses that each claim on the network keeps. */
const claimedAddresses = ({ name, hasPersistentIps }: AttachableNetwork, claims: readonly IpamClaimSpec[]) =>
  new Map(
    claims
      .filter(({ network }) => hasPersistentIps && network === name)
      .map(claim => [`${claim.namespace}/${claim.name}`, claim.addresses]),
  );

/** What pods and claims have already. Requests count in the order of their pods. */
function holdKnown(
  pool: AddressPool,
  wanted: readonly WantedPod[],
  claims: ReadonlyMap<string, readonly Prefix[]>,
): void {
  for (const { pod, wish } of wanted) {
    const how = pod.primaryRequest?.addresses.length ? 'reserve' : 'resume';
    if (wish.given) pool.hold(wish.given.addresses, wish.given.mac, holderOf(pod), how);
  }
  for (const [name, addresses] of claims)
    pool.hold(addresses, undefined, { owner: claimOwner(name), title: `IPAMClaim ${name}` }, 'reserve');
}

/** The pods of one machine share its MAC. OVN-Kubernetes distinguishes machines by their label. */
const holderOf = ({ namespace, name, virtualMachine }: PodSpec): Holder => ({
  owner: `${namespace}/${virtualMachine ?? `pod ${name}`}`,
  title: `pod ${namespace}/${name}`,
});

/** Free addresses. If another machine asked for the MAC that follows from them, the next ones. */
function nextFree(
  pool: AddressPool,
  { role }: AttachableNetwork,
  mac: string | undefined,
): readonly Prefix[] | undefined {
  for (;;) {
    const addresses = pool.next();
    if (!addresses?.[0] || mac !== undefined || role === 'secondary') return addresses;
    if (!pool.holderOfMac(macFromAddress(addresses[0]))) return addresses;
  }
}

/**
 * The gateways of the network. Without a choice of gateways, it is the first address of the range that the length of
 * each address describes, even if that range is none of the network's.
 */
function gatewaysOf(
  addresses: readonly Prefix[],
  { gatewayAddresses, role }: AttachableNetwork,
  features: ReadonlySet<Feature>,
): readonly Prefix[] {
  if (role !== 'primary') return [];
  return addresses.flatMap(address =>
    features.has('default-gateway-ips')
      ? ofFamily(address.family, gatewayAddresses)
      : [nthAddress(networkAddress(address), 1)],
  );
}

const description = (pod: PodSpec, network: AttachableNetwork, { mac, addresses }: Allocation): string =>
  `pod ${pod.namespace}/${pod.name} has no ${POD_ANNOTATIONS.podNetworks} annotation: ` +
  `assuming ${[mac, ...addresses.map(printPrefix)].join(' ')} on network ${network.name}`;
