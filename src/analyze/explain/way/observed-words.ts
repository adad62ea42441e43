/**
 * Verdicts of ACLs in the words of ovnkube-observ, which users also meet in NetObserv (OVN-Kubernetes,
 * go-controller/observability-lib/model). Types of owners for which it has no words get words in the same style.
 */
import { EXTERNAL_IDS } from '../../../kubernetes/external-ids.ts';
import type { NbRow } from '../../../ovn/schema/nb.ts';
import { namespacedName, type OwnerType } from '../../origin/owner-types.ts';
import type { ExplainCode } from '../answer/codes.ts';

type Acl = NbRow<'ACL'>;

interface OwnerRow {
  /** The code of a drop by such an ACL. */
  readonly code: ExplainCode;
  /** Who decides, after "Dropped by". */
  readonly actor: (acl: Acl) => string;
}

const ACTIONS: Readonly<Record<string, string>> = {
  allow: 'Allowed',
  'allow-related': 'Allowed',
  'allow-stateless': 'Allowed',
  drop: 'Dropped',
  pass: 'Delegated to network policy',
};

const nameIn = ({ external_ids }: Acl): string => external_ids.get(EXTERNAL_IDS.name) ?? '';
const directionIn = ({ external_ids }: Acl): string => external_ids.get(EXTERNAL_IDS.direction) ?? '';
const directed = (text: string, acl: Acl): string => `${text}, direction ${directionIn(acl)}`;

/** The types of owners that ACLs have. */
const ACL_OWNERS: { readonly [T in OwnerType | 'AdvertisedNetwork' | 'ClusterNetworkConnect']?: OwnerRow } = {
  AdminNetworkPolicy: {
    code: 'dropped-by-admin-policy',
    actor: acl => directed(`admin network policy ${nameIn(acl)}`, acl),
  },
  BaselineAdminNetworkPolicy: {
    code: 'dropped-by-baseline-policy',
    actor: acl => directed(`baseline admin network policy ${nameIn(acl)}`, acl),
  },
  EgressFirewall: {
    code: 'dropped-by-egress-firewall',
    actor: acl => `egress firewall in namespace ${nameIn(acl)}`,
  },
  MulticastCluster: {
    code: 'dropped-by-multicast-policy',
    actor: acl => directed('cluster multicast policy', acl),
  },
  MulticastNS: {
    code: 'dropped-by-multicast-policy',
    actor: acl => directed(`multicast in namespace ${nameIn(acl)}`, acl),
  },
  NetpolNamespace: {
    code: 'dropped-by-default-deny',
    actor: acl => directed(`network policies isolation in namespace ${nameIn(acl)}`, acl),
  },
  NetpolNode: { code: 'dropped-by-acl', actor: () => 'default allow from local node policy, direction ingress' },
  NetworkPolicy: { code: 'dropped-by-network-policy', actor: networkPolicy },
  UDNIsolation: { code: 'dropped-by-udn-isolation', actor: acl => `UDN isolation of type ${nameIn(acl)}` },
  AdvertisedNetwork: { code: 'dropped-by-udn-isolation', actor: () => 'isolation of advertised networks' },
  ClusterNetworkConnect: { code: 'dropped-by-udn-isolation', actor: () => 'network connect policy' },
  NetpolDefault: { code: 'dropped-by-acl', actor: acl => directed('default allow of hairpin traffic', acl) },
};

/** Only secondary networks have multi-network policies, and their controllers are named after the network. */
function networkPolicy(acl: Acl): string {
  const { namespace, name } = namespacedName(nameIn(acl), ':');
  return directed(`network policy ${name} in namespace ${namespace}`, acl);
}

const ownerRow = ({ external_ids }: Acl): OwnerRow | undefined =>
  (ACL_OWNERS as Readonly<Record<string, OwnerRow | undefined>>)[external_ids.get(EXTERNAL_IDS.ownerType) ?? ''];

export const dropCode = (acl: Acl): ExplainCode => ownerRow(acl)?.code ?? 'dropped-by-acl';

/** `Dropped by network policies isolation in namespace proj2, direction Ingress` */
export function observedWords(acl: Acl): string {
  const action = ACTIONS[acl.action] ?? (acl.action === 'reject' ? 'Rejected' : `Action ${acl.action}`);
  return `${action} by ${actorOf(acl)}`;
}

/** Who decides: the words after `Dropped by`. */
export const actorOf = (acl: Acl): string => ownerRow(acl)?.actor(acl) ?? plainActor(acl);

function plainActor({ name, match, external_ids }: Acl): string {
  const type = external_ids.get(EXTERNAL_IDS.ownerType);
  return type === undefined ? `ACL ${name ?? match}` : `${type} ${external_ids.get(EXTERNAL_IDS.name) ?? ''}`.trim();
}
