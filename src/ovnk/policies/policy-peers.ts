/**
 * The peers of a policy's rule: the addresses of the namespaces and pods that they select. They are in address sets
 * that policies share.
 */
import type { Family } from '../../base/ip.ts';
import { type Selector, selects } from '../../manifests/reader/selector.ts';
import type { PolicyPeer } from '../../manifests/types/network-policy-spec.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { namespaceSetIds } from '../rows/namespace-rows.ts';
import { buildAddressSet } from '../rows/shared-sets.ts';
import { ofFamily, versionOf } from '../vocabulary/addresses.ts';
import { dbIds, hashedName } from '../vocabulary/db-ids.ts';
import { podSelectorKey } from '../vocabulary/selector-key.ts';
import { networkFamilies, type Zone, type ZoneNetwork } from '../zone/zone.ts';
import type { PolicyContext } from './policy-context.ts';

/** The result of the peers that are selectors. */
export interface SelectedPeers {
  /** The sorted names of address sets, for each family of the network. */
  readonly names: ReadonlyMap<Family, readonly string[]>;
  /** The sets for pod selectors among them. */
  readonly sets: readonly NbRow<'Address_Set'>[];
}

export const hasSelector = ({ podSelector, namespaceSelector }: PolicyPeer): boolean =>
  Boolean(podSelector ?? namespaceSelector);

export function selectedPeers(
  peers: readonly PolicyPeer[],
  namespace: string,
  { network, zone }: Pick<PolicyContext, 'network' | 'zone'>,
): SelectedPeers {
  const families = networkFamilies(network);
  const hasNoNamespaceSets = zone.features.has('no-namespace-sets');
  const selectors = peers.filter(peer => !peer.ipBlock && hasSelector(peer));
  const byPods = selectors.filter(({ podSelector }) => podSelector || hasNoNamespaceSets);
  const byNamespace = selectors.filter(({ podSelector }) => !podSelector && !hasNoNamespaceSets);
  const namespaces = byNamespace.flatMap(({ namespaceSelector }) => namespacesOf(namespaceSelector!, network, zone));
  const names = families.map(family => {
    const ids = [
      ...namespaces.map(name => namespaceSetIds(network, name, family)),
      ...byPods.map(peer => podSetIds(peer, namespace, network, family)),
    ];
    return [family, [...new Set(ids.map(hashedName))].sort()] as const;
  });
  return {
    names: new Map(names.filter(([, sets]) => sets.length)),
    sets: families.flatMap(family => byPods.map(peer => buildPodSet(peer, namespace, network, zone, family))),
  };
}

/** The selected namespaces with rows on the network: on a secondary network all, on a primary one its own. */
function namespacesOf(selector: Selector, { role, namespaces: own }: ZoneNetwork, { namespaces }: Zone) {
  const selected = namespaces.filter(({ labels }) => selects(selector, labels)).map(({ name }) => name);
  return selected.filter(name => role === 'secondary' || own.includes(name));
}

const podSetIds = (peer: PolicyPeer, namespace: string, network: ZoneNetwork, family: Family) =>
  dbIds(
    'Address_Set',
    'PodSelector',
    network.controller,
    podSelectorKey(peer.namespaceSelector ?? namespace, peer.podSelector),
    versionOf(family),
  );

/** The addresses of all pods on the network that the peer selects. */
function buildPodSet(peer: PolicyPeer, namespace: string, network: ZoneNetwork, zone: Zone, family: Family) {
  const namespaces = peer.namespaceSelector ? namespacesOf(peer.namespaceSelector, network, zone) : [namespace];
  const ports = network.ports.filter(
    ({ pod }) => namespaces.includes(pod.namespace) && (!peer.podSelector || selects(peer.podSelector, pod.labels)),
  );
  const addresses = ports.flatMap(port => port.addresses);
  return buildAddressSet(podSetIds(peer, namespace, network, family), ofFamily(family, addresses));
}
