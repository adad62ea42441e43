/**
 * The owner of a northbound row, from the external_ids that OVN-Kubernetes writes (release 1.1): first those of typed rows,
 * then those of ports, services and nodes, and last those of the row's network.
 */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { NbTableRow } from '../../network/logical-network.ts';
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import { whoIs } from '../guests/guest.ts';
import { nbIndex } from './nb-index.ts';
import type { Owner } from './owner.ts';
import { type Ids, namespacedName, ownerByType } from './owner-types.ts';

/** Undefined if neither its ids nor the row that contains it name an owner. */
export function ownerOfRow(tableRow: NbTableRow, nb?: Nb): Owner | undefined {
  const { table, row } = tableRow;
  const ids: Ids = 'external_ids' in row ? row.external_ids : NO_IDS;
  const own = ownerByType(ids) ?? (table === 'Logical_Switch_Port' ? podOfPort(row) : undefined) ?? ownerByIds(ids);
  return own ?? (nb && ownerAround(tableRow, nb));
}

const NO_IDS: Ids = new Map();

/** The pod of a port; if KubeVirt names the pod, also its VM. */
export function podOfPort({ name, external_ids }: NbRow<'Logical_Switch_Port'>): Owner | undefined {
  const { namespace, pod, vm } = whoIs(name, external_ids);
  if (namespace === undefined || pod === undefined) return undefined;
  return { kind: 'Pod', namespace, name: pod, ...(vm !== undefined && { virtualMachine: vm }) };
}

/** The owner from the ids of a row, the most specific id first. */
function ownerByIds(ids: Ids): Owner | undefined {
  const kind = ids.get(EXTERNAL_IDS.kind);
  const object = ids.get(EXTERNAL_IDS.owner) ?? '';
  if (kind === 'Service') return { kind, ...namespacedName(object, '/') };
  if (kind !== undefined) return { kind: 'unknown', ownerType: kind, ...(object !== '' && { name: object }) };
  const service = ids.get(EXTERNAL_IDS.defaultService);
  if (service !== undefined) return { kind: 'Service', ...namespacedName(service, '/') };
  const node = ids.get(EXTERNAL_IDS.node);
  if (node !== undefined) return { kind: 'Node', name: node };
  const network = ids.get(EXTERNAL_IDS.network);
  return network === undefined ? undefined : networkOwner(network);
}

/** `cluster_udn_NAME`, `NAMESPACE_NAME` (neither part has `_` in it), or any name from an attachment. */
export function networkOwner(network: string): Owner {
  const [, ofCluster, namespace, name] = /^(?:cluster_udn_([^_]+)|([^_]+)_([^_]+))$/.exec(network) ?? [];
  if (ofCluster !== undefined) return { kind: 'ClusterUserDefinedNetwork', name: ofCluster };
  if (namespace !== undefined) return { kind: 'UserDefinedNetwork', namespace, name: name! };
  return { kind: 'Network', name: network };
}

/** DHCP options belong to the guest whose ports refer to them, if there is only one; ports belong to their switch or router. */
function ownerAround({ table, row }: NbTableRow, nb: Nb): Owner | undefined {
  const index = nbIndex(nb);
  if (table === 'DHCP_Options') return ownerOfPorts(index.portsOfOptions().get(row) ?? []);
  const around = index.ownerOfPort().get(row);
  return around && ownerOfRow(around);
}

function ownerOfPorts(ports: readonly NbRow<'Logical_Switch_Port'>[]): Owner | undefined {
  const [owner, ...others] = [...new Map(ports.flatMap(guestOfPort)).values()];
  return others.length === 0 ? owner : undefined;
}

/** The VM, or else the pod, by its name. */
function guestOfPort(port: NbRow<'Logical_Switch_Port'>): [string, Owner][] {
  const { name, namespace, pod, vm } = whoIs(port.name, port.external_ids);
  if (namespace === undefined || pod === undefined) return [];
  return [[name, { kind: vm === undefined ? 'Pod' : 'VirtualMachine', namespace, name: vm ?? pod }]];
}
