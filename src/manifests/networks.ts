/**
 * Joins the objects of one network: the object that defines it, and the NetworkAttachmentDefinitions through which pods
 * use it.
 */
import { printPrefix } from '../base/ip.ts';
import { foreignFamiliesOf, overlapsOf } from './overlaps.ts';
import type { ClusterSpec } from './types/cluster-spec.ts';
import { isLeftOut, type LeftOutNetwork, type NetworkSpec, refused } from './types/network-spec.ts';
import type { UdnSpec } from './types/udn-spec.ts';

/**
 * The networks of a cluster: those with rows, and those that are left out. The rows of each are made without the others,
 * as by OVN-Kubernetes.
 */
export function networksOf(
  defined: readonly AnyNetwork[],
  attached: readonly AnyNetwork[],
  cluster: ClusterSpec | undefined,
): Pick<UdnSpec, 'networks' | 'leftOut'> {
  const all = joinNetworks(defined, attached).map(network => {
    const [hindrance] = isLeftOut(network)
      ? []
      : [...overlapsOf(network, cluster), ...foreignFamiliesOf(network, cluster)];
    return hindrance ? { ...refused(network, hindrance.why), place: hindrance.place } : network;
  });
  return {
    networks: all.filter((network): network is NetworkSpec => !isLeftOut(network)),
    leftOut: all.filter(isLeftOut),
  };
}

/**
 * Joins networks by name. `defined` are networks with an object of their own. Of `attached`, some belong to these and
 * add their ids. The others are hand-written, and all of one name make one network. An attachment that differs from the
 * network is left out.
 */
function joinNetworks(defined: readonly AnyNetwork[], attached: readonly AnyNetwork[]): readonly AnyNetwork[] {
  const byName = new Map<string, AnyNetwork>();
  const others: LeftOutNetwork[] = [];
  for (const network of [...defined, ...attached]) {
    const known = byName.get(network.name);
    const difference = known && differenceOf(known, network);
    if (difference === undefined) byName.set(network.name, known ? join(known, network) : network);
    else others.push(refused({ ...network, name: network.title }, difference));
  }
  return [...byName.values(), ...others];
}

type AnyNetwork = NetworkSpec | LeftOutNetwork;

/** OVN-Kubernetes writes the values that it assigned into the attachments. */
const join = (network: AnyNetwork, attached: AnyNetwork): AnyNetwork => ({
  ...network,
  attachments: [...network.attachments, ...attached.attachments],
  id: network.id ?? attached.id,
  ...(!isLeftOut(network) && !isLeftOut(attached) && assigned(network, attached)),
});

const assigned = (network: NetworkSpec, attached: NetworkSpec): Partial<NetworkSpec> => ({
  tunnelKeys: network.tunnelKeys.length ? network.tunnelKeys : attached.tunnelKeys,
  transitSubnets: network.transitSubnets.length ? network.transitSubnets : attached.transitSubnets,
});

/** The values that OVN-Kubernetes compares: attachments with the same name have to agree on them. */
const ESSENTIALS: Readonly<Record<string, (network: AnyNetwork) => string | undefined>> = {
  topology: network => network.topology,
  role: network => network.role,
  subnets: network => (isLeftOut(network) ? undefined : network.subnets.map(printPrefix).join(',') || 'none'),
  vlan: network => (isLeftOut(network) ? undefined : String(network.vlan ?? 'none')),
};

/** What `other` says in another way than `known`, of the same name. */
function differenceOf(known: AnyNetwork, other: AnyNetwork): string | undefined {
  for (const [what, essential] of Object.entries(ESSENTIALS)) {
    const [first, second] = [essential(known), essential(other)];
    if (first !== undefined && second !== undefined && first !== second)
      return `it says ${what} ${second} of network "${known.name}", but ${known.title} says ${first}`;
  }
  return undefined;
}
