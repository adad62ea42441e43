/**
 * The numbers by which zones know networks that they share (OVN-Kubernetes release 1.2,
 * go-controller/pkg/clustermanager/network_cluster_controller.go and pkg/allocator/id/tunnelkeyallocator.go).
 */
import type { NetworkSpec } from '../../manifests/types/network-spec.ts';
import type { Feature } from '../vocabulary/features.ts';
import type { Assume, TunnelKeys } from './zone.ts';

/** Where the tunnel keys of datapaths that several zones share begin: those of switches, and those of all others. */
const SWITCH_KEYS = 16711683;
const OTHER_KEYS = SWITCH_KEYS + 4096;

/** Ids go up from 1 in the order of creation; 0 is the cluster's own network. */
export function completeNetworkIds(networks: readonly NetworkSpec[], assume: Assume): readonly number[] {
  const taken = new Set(networks.map(({ id }) => id));
  let next = 1;
  return networks.map(({ id, name, place }) => {
    if (id !== undefined) return id;
    while (taken.has(next)) next++;
    assume(`network ${name} has no k8s.ovn.org/network-id: ${next} is taken`, place);
    return next++;
  });
}

/** A switch's key goes with the network's id; those of transit routers are given out in order. */
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
    if (role !== 'primary' || ofRouter !== undefined || !features.has('transit-router')) return known;
    while (taken.has(next)) next++;
    assume(`network ${name} has no k8s.ovn.org/tunnel-keys: ${next} is taken for its transit router`, place);
    return { ...known, transitRouter: next++ };
  });
}
