/**
 * The ids and tunnel keys of networks, which are the same in all zones (OVN-Kubernetes release 1.2,
 * go-controller/pkg/clustermanager/network_cluster_controller.go and pkg/allocator/id/tunnelkeyallocator.go).
 */
import { ATTACHMENT_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import type { NetworkIdentity, NetworkSpec } from '../../manifests/types/network-spec.ts';
import type { Feature } from '../vocabulary/features.ts';
import type { Assume, TunnelKeys } from './zone.ts';

/** The first tunnel keys of datapaths that zones share: of switches, and of all others. */
const SWITCH_KEYS = 16711683;
const OTHER_KEYS = SWITCH_KEYS + 4096;

/** Of a network that the cluster does not make. */
const NO_ID = -1;

/** Ids begin at 1, in the order of creation. 0 is the cluster's own network. `isMade` says which networks have an id; `others` are networks without rows. */
export function completeNetworkIds(
  networks: readonly NetworkSpec[],
  isMade: readonly boolean[],
  others: readonly NetworkIdentity[],
  assume: Assume,
): readonly number[] {
  const taken = new Set([...networks, ...others].map(({ id }) => id));
  let next = 1;
  return networks.map(({ id, name, place }, index) => {
    if (!isMade[index]) return NO_ID;
    if (id !== undefined) return id;
    while (taken.has(next)) next++;
    assume(`network ${name} has no ${ATTACHMENT_ANNOTATIONS.networkId}: assuming ${next}`, place);
    return next++;
  });
}

/** A switch's key depends on the network's id. Keys of transit routers are allocated in order. */
export function completeTunnelKeys(
  networks: readonly NetworkSpec[],
  ids: readonly number[],
  features: ReadonlySet<Feature>,
  assume: Assume,
): readonly TunnelKeys[] {
  const taken = new Set(networks.flatMap(({ tunnelKeys }) => tunnelKeys));
  let next = OTHER_KEYS;
  return networks.map(({ name, role, tunnelKeys: [ofSwitch, ofRouter], place }, index) => {
    const known = { switch: ofSwitch ?? SWITCH_KEYS + ids[index]!, transitRouter: ofRouter ?? 0 };
    if (role !== 'primary' || ofRouter !== undefined || ids[index] === NO_ID || !features.has('transit-router'))
      return known;
    while (taken.has(next)) next++;
    assume(
      `network ${name} has no ${ATTACHMENT_ANNOTATIONS.tunnelKeys}: assuming ${next} for its transit router`,
      place,
    );
    return { ...known, transitRouter: next++ };
  });
}
