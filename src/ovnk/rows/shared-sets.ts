/**
 * Address sets that several networks use: the nodes' addresses, the pods with an egress address, and the services of
 * the cluster's own network that all networks may use (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/egressip.go
 * and pkg/ovn/controller/udnenabledsvc).
 */
import { type Address, type Family, printAddress } from '../../base/ip.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { ofFamily, versionOf } from '../vocabulary/addresses.ts';
import { type DbIds, dbIds, hashedName } from '../vocabulary/db-ids.ts';
import { DEFAULT_CONTROLLER } from '../vocabulary/names.ts';
import type { Zone, ZoneNetwork } from '../zone/zone.ts';

type AddressSet = NbRow<'Address_Set'>;

const nodeSetIds = (family: Family): DbIds =>
  dbIds('Address_Set', 'EgressIP', DEFAULT_CONTROLLER, 'node-ips', versionOf(family), 'default');
const egressServiceSetIds = (family: Family): DbIds =>
  dbIds('Address_Set', 'EgressService', DEFAULT_CONTROLLER, 'egresssvc-served-pods', versionOf(family));
const sharedServiceSetIds = (family: Family): DbIds =>
  dbIds('Address_Set', 'UDNEnabledService', 'udn-enabled-svc', 'udn-enabled-svc-cluster-ips', versionOf(family));
const egressIpSetIds = (family: Family, network: ZoneNetwork): DbIds =>
  dbIds('Address_Set', 'EgressIP', DEFAULT_CONTROLLER, 'egressip-served-pods', versionOf(family), network.name);

/** The names of these sets in matches. */
export const SET_NAMES = {
  nodeIps: (family: Family): string => hashedName(nodeSetIds(family)),
  egressServicePods: (family: Family): string => hashedName(egressServiceSetIds(family)),
  sharedServices: (family: Family): string => hashedName(sharedServiceSetIds(family)),
  egressIpPods: (family: Family, network: ZoneNetwork): string => hashedName(egressIpSetIds(family, network)),
} as const;

/** The sets of the cluster to which primary networks refer, one for each of its families. */
export const buildClusterSets = ({ settings, nodes }: Zone): readonly AddressSet[] =>
  settings.families.flatMap(family => [
    buildAddressSet(
      nodeSetIds(family),
      ofFamily(
        family,
        nodes.flatMap(({ hostAddresses }) => hostAddresses),
      ),
    ),
    buildAddressSet(egressServiceSetIds(family), []),
  ]);

/** This set exists even if no network refers to it. */
export const buildSharedServiceSets = ({ settings }: Zone): readonly AddressSet[] =>
  settings.families.map(family =>
    buildAddressSet(
      sharedServiceSetIds(family),
      ofFamily(
        family,
        settings.sharedServices.flatMap(({ clusterIps }) => clusterIps),
      ),
    ),
  );

/** The sets of a network's pods that an EgressIP serves. */
export const buildEgressIpSets = (
  { settings }: Zone,
  network: ZoneNetwork,
  served: readonly Address[],
): readonly AddressSet[] =>
  settings.families.map(family => buildAddressSet(egressIpSetIds(family, network), ofFamily(family, served)));

export const buildAddressSet = (ids: DbIds, addresses: readonly Address[]): AddressSet =>
  newRow(NB, 'Address_Set', {
    name: hashedName(ids),
    addresses: [...new Set(addresses.map(printAddress))],
    external_ids: ids,
  });
