/**
 * The Kubernetes object that a row of OVN belongs to, by the external_ids that OVN-Kubernetes gives its rows (release
 * 1.1, go-controller/pkg/libovsdb/ops/db_object_types.go).
 */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';

type Ids = ReadonlyMap<string, string>;

/** `NetworkPolicy proj2/deny-all`, or undefined where the row does not tell. */
export function ownerOf(ids: Ids): string | undefined {
  const type = ids.get(EXTERNAL_IDS.ownerType);
  const name = ids.get(EXTERNAL_IDS.name);
  if (type !== undefined && name !== undefined) return (OWNERS[type] ?? (() => `${type} ${name}`))(name, ids);
  return type;
}

/** What the types mean whose name is not that of an object, or not written as Kubernetes writes it. */
const OWNERS: Readonly<Record<string, (name: string, ids: Ids) => string>> = {
  NetworkPolicy: name => `NetworkPolicy ${name.replace(':', '/')}`,
  NetpolNamespace: (name, ids) =>
    `default deny (${ids.get(EXTERNAL_IDS.direction)}) of the NetworkPolicies in namespace ${name}`,
  EgressFirewall: name => `EgressFirewall ${name}/default`,
};
