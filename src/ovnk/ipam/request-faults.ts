/**
 * Why OVN-Kubernetes refuses what a pod asks for, in the order of its own checks (release 1.2,
 * go-controller/pkg/allocator/pod/pod_annotation.go). Earlier releases grant some of it; then nothing is found here.
 */
import { type Address, isSameAddress, type Prefix, printAddress, printPrefix } from '../../base/ip.ts';
import type { RefusalCode } from '../../kubernetes/refusals.ts';
import type { RequestedAddress } from '../../manifests/types/pod-spec.ts';
import type { Feature } from '../vocabulary/features.ts';
import { type AddressPool, GATEWAY, type Holder, MANAGEMENT, type NetworkRanges } from './address-pool.ts';

/** What is wrong, as the end of a sentence that begins with the pod. */
export interface RequestFault {
  readonly code: RefusalCode;
  readonly text: string;
  /** Replaces the remedy of the code. */
  readonly remedy?: string | undefined;
}

export interface PodRequest {
  readonly addresses: readonly RequestedAddress[];
  /** Given, or derived from the first address. */
  readonly mac: string | undefined;
  readonly isMacGiven: boolean;
  readonly owner: string;
}

export interface RequestContext {
  readonly network: NetworkRanges & { readonly role: 'primary' | 'secondary'; readonly title: string };
  readonly pool: AddressPool;
  /** The addresses that the pod's IPAMClaim keeps already. */
  readonly claimed: readonly Prefix[];
  /** The claim that the pod refers to, as `NAMESPACE/NAME`. */
  readonly claim: string;
  readonly features: ReadonlySet<Feature>;
}

interface Rule {
  readonly code: RefusalCode;
  /** The feature without which the request is granted. */
  readonly feature?: Feature;
  readonly remedy?: string;
  readonly find: (request: PodRequest, context: RequestContext) => string | undefined;
}

export function requestFault(request: PodRequest, context: RequestContext): RequestFault | undefined {
  for (const { code, feature, remedy, find } of RULES) {
    const text = !feature || context.features.has(feature) ? find(request, context) : undefined;
    if (text !== undefined) return { code, text, remedy };
  }
  return undefined;
}

type AddressFault = (address: RequestedAddress, context: RequestContext) => string | undefined;

/** A rule that the first bad address breaks. */
const ofAddress =
  (find: AddressFault): Rule['find'] =>
  ({ addresses }, context) =>
    addresses.map(address => find(address, context)).find(text => text !== undefined);

const RULES: readonly Rule[] = [
  {
    code: 'address-on-secondary',
    find: ({ addresses }, { network }) =>
      network.role === 'secondary' && network.subnets.length > 0 && addresses.length > 0
        ? `asks for addresses on ${network.title}, which assigns addresses itself`
        : undefined,
  },
  {
    code: 'address-not-claimed',
    find: ({ addresses }, { claimed }) => {
      const other = addresses.find(address => !claimed.some(each => printPrefix(each) === printPrefix(address)));
      return other && claimed.length > 0
        ? `asks for ${printPrefix(other)}, but its IPAMClaim keeps ${claimed.map(printPrefix).join(' and ')}`
        : undefined;
    },
  },
  {
    code: 'address-families',
    feature: 'conflicts-refused',
    // A network without subnets assigns no addresses, so it checks none.
    find: ({ addresses }, { network: { subnets, title } }) =>
      subnets.length > 0 && addresses.length > 0 && familiesOf(addresses) !== familiesOf(subnets)
        ? `asks for ${addresses.map(printAddress).join(' and ')}, but ${title} needs one address of each family: ${subnets.map(printPrefix).join(' and ')}`
        : undefined,
  },
  {
    code: 'address-families',
    find: ({ addresses }, { network: { subnets, title } }) => {
      const twice = subnets.find(({ family }) => addresses.filter(each => each.family === family).length > 1);
      return twice && `asks for two addresses of ${printPrefix(twice)} on ${title}`;
    },
  },
  {
    code: 'address-outside-subnets',
    feature: 'outside-addresses-refused',
    find: ofAddress((address, { network, pool }) =>
      network.subnets.length > 0 && pool.placeOf(address) === 'outside'
        ? `asks for ${printAddress(address)}, which is outside of ${network.subnets.map(printPrefix).join(' and ')} of ${network.title}`
        : undefined,
    ),
  },
  {
    // A virtual machine asks without lengths: the request that KubeVirt writes has them.
    code: 'address-unusable',
    remedy: 'write the address in the annotation of the pod with the length of its prefix, such as 10.0.0.5/24',
    find: ofAddress(address =>
      address.hasLength ? undefined : `asks for ${printAddress(address)} without the length of its prefix`,
    ),
  },
  {
    code: 'address-unusable',
    find: ofAddress((address, { network, pool }) =>
      pool.placeOf(address) === 'unusable'
        ? `asks for ${printAddress(address)}, which ${network.title} gives to no pod: it is the first or last address, or beyond the first 65,535 of an IPv6 subnet`
        : undefined,
    ),
  },
  {
    code: 'address-reserved',
    feature: 'conflicts-refused',
    find: ofAddress((address, { network, pool }) =>
      pool.placeOf(address) === 'excluded'
        ? `asks for ${printAddress(address)}, which belongs to ${keeperOf(address, network)}`
        : undefined,
    ),
  },
  {
    code: 'address-in-use',
    feature: 'conflicts-refused',
    find: ({ addresses, owner }, { network, pool, claimed }) => {
      if (claimed.length > 0 || network.subnets.length === 0) return undefined;
      for (const address of addresses) {
        const holder = pool.holderOf(address);
        if (holder) return `asks for ${printAddress(address)}, which ${ownerOf(holder, owner)} has already`;
      }
      return undefined;
    },
  },
  {
    // Two claims may keep one address. The MAC that follows from it can be reserved only once.
    code: 'address-in-use',
    feature: 'conflicts-refused',
    find: (request, context) => {
      const { claimed, claim, pool } = context;
      const holder = request.isMacGiven || !claimed[0] ? undefined : macHolder(request, context);
      if (!holder) return undefined;
      const first = pool.holderOf(claimed[0]!);
      const other = first && first.owner !== claimOwner(claim) ? first : holder;
      return `cannot get ${printAddress(claimed[0]!)}, which its IPAMClaim ${claim} keeps: ${other.title} has it already`;
    },
  },
  {
    code: 'mac-in-use',
    feature: 'conflicts-refused',
    find: (request, context) => {
      const holder = macHolder(request, context);
      const what = request.isMacGiven ? `asks for MAC ${request.mac}` : `gets MAC ${request.mac} from its address`;
      return holder && `${what}, which ${holder.title} has already`;
    },
  },
];

/** The owner other than the pod's that has its MAC. Secondary networks do not reserve MACs. */
function macHolder({ mac, owner }: PodRequest, { pool, network }: RequestContext): Holder | undefined {
  const holder = mac !== undefined && network.role === 'primary' ? pool.holderOfMac(mac) : undefined;
  return holder?.owner === owner ? undefined : holder;
}

/** The owner of the addresses of a claim, `NAMESPACE/NAME`. */
export const claimOwner = (name: string): string => `claim ${name}`;

const familiesOf = (addresses: readonly Address[]): string =>
  addresses
    .map(({ family }) => family)
    .toSorted()
    .join();

const ownerOf = (holder: Holder, owner: string): string =>
  holder.owner === owner ? `${holder.title} of the same machine` : holder.title;

/** Who has an address that is not given to pods. */
export function keeperOf(address: Address, network: Kept): string {
  const isAmong = (others: readonly Address[]) => others.some(other => isSameAddress(other, address));
  if (isAmong(network.gatewayAddresses)) return GATEWAY.title;
  return isAmong(network.managementAddresses) ? MANAGEMENT.title : 'an excluded range';
}
type Kept = Pick<NetworkRanges, 'gatewayAddresses' | 'managementAddresses'>;
