/**
 * The external_ids that identify rows of OVN-Kubernetes, and names derived from them (release 1.1,
 * go-controller/pkg/libovsdb/ops/db_object_types.go and db_object_ids.go).
 */

import { encodeUtf8 } from '../../base/bytes/utf8.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';

const { name: NAME, ipFamily: FAMILY, direction: DIRECTION } = EXTERNAL_IDS;

/** The keys that identify a row, for each table and type of owner, in the order of `k8s.ovn.org/id`. */
const KEYS = {
  Port_Group: {
    Cluster: [NAME],
    Namespace: [NAME],
    NetpolNamespace: [NAME, DIRECTION],
    NetworkPolicy: [NAME],
  },
  Address_Set: {
    Namespace: [NAME, FAMILY],
    PodSelector: [NAME, FAMILY],
    EgressIP: [NAME, FAMILY, 'network'],
    EgressService: [NAME, FAMILY],
    UDNEnabledService: [NAME, FAMILY],
    EgressFirewallDNS: [NAME, FAMILY],
    EgressQoS: [NAME, 'priority', FAMILY],
  },
  ACL: {
    NetpolDefault: [NAME, DIRECTION],
    NetpolNode: [NAME, 'ip'],
    NetpolNamespace: [NAME, DIRECTION, 'type'],
    NetworkPolicy: [NAME, DIRECTION, 'gress-index', 'port-policy-protocol', 'ip-block-index'],
    EgressFirewall: [NAME, 'rule-index'],
    MulticastCluster: ['type', DIRECTION],
    MulticastNS: [NAME, DIRECTION],
  },
  DHCP_Options: { VirtualMachine: [NAME, EXTERNAL_IDS.cidr] },
  QoS: { EgressIP: ['priority', NAME, FAMILY, 'network'], EgressQoS: ['priority', NAME] },
  Logical_Router_Policy: { EgressIP: ['priority', NAME, FAMILY, 'network'] },
} as const;

type Keys = typeof KEYS;
export type IdTable = keyof Keys;
/** One value for each key. */
type Values<K> = K extends readonly unknown[] ? { readonly [I in keyof K]: string } : never;

export type DbIds = ReadonlyMap<string, string>;

export function dbIds<T extends IdTable, O extends keyof Keys[T] & string>(
  table: T,
  owner: O,
  controller: string,
  ...values: Values<Keys[T][O]>
): DbIds {
  const keys = KEYS[table][owner] as unknown as readonly string[];
  return new Map([
    [EXTERNAL_IDS.ownerController, controller],
    [EXTERNAL_IDS.ownerType, owner],
    ...keys.map((key, index) => [key, (values as readonly string[])[index]!] as const),
    [EXTERNAL_IDS.id, [controller, owner, ...values].join(':')],
  ]);
}

/** The name of a Port_Group or Address_Set: a letter and the FNV-1a hash of its id. So it is valid in a match. */
export const hashedName = (ids: DbIds): string => `a${fnv1a64(ids.get(EXTERNAL_IDS.id)!)}`;

const fnv1a64 = (text: string): bigint =>
  encodeUtf8(text).reduce(
    (hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n),
    0xcbf29ce484222325n,
  );
