/**
 * The traffic that policies deny by default. A namespace with a policy has two groups: ports that deny all ingress, and
 * ports that deny all egress, unless a policy allows it (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/base_network_controller_policy.go).
 */

import type { NetworkPolicySpec, PolicyDirection } from '../../manifests/types/network-policy-spec.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { buildAcl, DIRECTIONS, portFieldOf } from '../rows/acl.ts';
import { buildPortGroup } from '../rows/cluster-port-groups.ts';
import { dbIds, hashedName } from '../vocabulary/db-ids.ts';
import { aclLogging, type PolicyContext, selectedRows } from './policy-context.ts';

const PRIORITY = { deny: 1000, allow: 1001 } as const;

export const buildDefaultDenyGroups = (
  policies: readonly NetworkPolicySpec[],
  context: PolicyContext,
): readonly NbRow<'Port_Group'>[] =>
  [...new Set(policies.map(({ namespace }) => namespace))].flatMap(namespace => {
    const ours = policies.filter(policy => policy.namespace === namespace);
    return DIRECTIONS.map(direction => buildDenyGroup(namespace, direction, ours, context));
  });

/** The group of the ports that a policy of this direction selects. */
function buildDenyGroup(
  namespace: string,
  direction: PolicyDirection,
  policies: readonly NetworkPolicySpec[],
  context: PolicyContext,
): NbRow<'Port_Group'> {
  const ids = dbIds('Port_Group', 'NetpolNamespace', context.network.controller, namespace, direction);
  const denying = policies.filter(policy => policyTypesOf(policy).includes(direction));
  const ports = new Set(denying.flatMap(policy => selectedRows(policy, context)));
  return buildPortGroup(ids, [...ports], buildDenyAcls(namespace, direction, hashedName(ids), context));
}

/** The API server sets the types of a NetworkPolicy without any. A MultiNetworkPolicy then has no types. */
export function policyTypesOf({ policyTypes, attachments, rules }: NetworkPolicySpec): readonly PolicyDirection[] {
  if (policyTypes.length || attachments) return policyTypes;
  return rules.Egress.length ? ['Ingress', 'Egress'] : ['Ingress'];
}

function buildDenyAcls(
  namespace: string,
  direction: PolicyDirection,
  group: string,
  { network, zone }: PolicyContext,
): readonly NbRow<'ACL'>[] {
  const ownPort = `${portFieldOf(direction)} == @${group}`;
  const name = `NP:${namespace}:${direction}`;
  const ids = (type: string) => dbIds('ACL', 'NetpolNamespace', network.controller, namespace, direction, type);
  return [
    buildAcl({
      direction,
      name,
      priority: PRIORITY.deny,
      match: ownPort,
      action: 'drop',
      severity: aclLogging(namespace, zone)?.deny,
      ids: ids('defaultDeny'),
    }),
    buildAcl({
      direction,
      name,
      priority: PRIORITY.allow,
      match: `${ownPort} && (arp || nd)`,
      action: 'allow',
      ids: ids('arpAllow'),
    }),
  ];
}
