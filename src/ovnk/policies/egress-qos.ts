/**
 * EgressQoS: the DSCP of the traffic of pods. The rules are about addresses on the cluster's own network, but
 * OVN-Kubernetes writes them to all switches of the zone except join, transit and external ones (release 1.1,
 * go-controller/pkg/ovn/egressqos.go).
 */
import { type Address, type Family, printAddress } from '../../base/ip.ts';
import { selects } from '../../manifests/reader/selector.ts';
import type { EgressQosRule, EgressQosSpec } from '../../manifests/types/egress-spec.ts';
import type { PodSpec } from '../../manifests/types/pod-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { anyOf } from '../rows/acl.ts';
import { buildAddressSet } from '../rows/shared-sets.ts';
import { ofFamily, protocolOf, versionOf } from '../vocabulary/addresses.ts';
import { type DbIds, dbIds, hashedName } from '../vocabulary/db-ids.ts';
import { DEFAULT_CONTROLLER } from '../vocabulary/names.ts';
import type { Zone } from '../zone/zone.ts';

/** The priority of the first rule. Later rules have lower priorities. */
const FIRST_PRIORITY = 1000;
const ANYWHERE = 'ip4.dst == 0.0.0.0/0 || ip6.dst == ::/0';

export interface EgressQosRows {
  /** For every switch of the zone. */
  readonly rules: readonly NbRow<'QoS'>[];
  /** The pods of the rules. */
  readonly sets: readonly NbRow<'Address_Set'>[];
}

export function buildEgressQosRows({ egressQoses, pods }: UdnSpec, zone: Zone): EgressQosRows {
  const placed = egressQoses.flatMap(qos => qos.rules.map((rule, index) => placeRule(qos, rule, index, zone)));
  const sets = placed.flatMap(each =>
    zone.settings.families.map(family =>
      buildAddressSet(each.setIds(family), ofFamily(family, addressesOf(each, pods, zone))),
    ),
  );
  return {
    rules: placed.map(each => buildRule(each, zone)),
    sets: [...new Map(sets.map(set => [set.name, set])).values()],
  };
}

interface PlacedRule {
  readonly qos: EgressQosSpec;
  readonly rule: EgressQosRule;
  readonly priority: number;
  /** A rule for all pods uses the set of the namespace, also with the pods of other zones, unless it has its own set. */
  readonly isForNamespace: boolean;
  readonly setIds: (family: Family) => DbIds;
}

function placeRule(qos: EgressQosSpec, rule: EgressQosRule, index: number, { features }: Zone): PlacedRule {
  const { matchLabels, matchExpressions } = rule.podSelector;
  const isForNamespace = !matchLabels.size && !matchExpressions.length && !features.has('egress-qos-sets');
  const priority = FIRST_PRIORITY - index;
  const setIds = (family: Family) =>
    isForNamespace
      ? dbIds('Address_Set', 'Namespace', DEFAULT_CONTROLLER, qos.namespace, versionOf(family))
      : dbIds('Address_Set', 'EgressQoS', DEFAULT_CONTROLLER, qos.namespace, `${priority}`, versionOf(family));
  return { qos, rule, priority, isForNamespace, setIds };
}

function buildRule({ qos, rule, priority, setIds }: PlacedRule, { settings }: Zone): NbRow<'QoS'> {
  const { dstCIDR, dscp } = rule;
  const sources = settings.families.map(family => `${protocolOf(family)}.src == $${hashedName(setIds(family))}`);
  const target = dstCIDR ? `${protocolOf(dstCIDR.family)}.dst == ${dstCIDR.text}` : ANYWHERE;
  return newRow(NB, 'QoS', {
    priority,
    direction: 'to-lport',
    match: `(${target}) && ${anyOf(sources)}`,
    action: new Map([['dscp', dscp]]),
    external_ids: dbIds('QoS', 'EgressQoS', DEFAULT_CONTROLLER, `${priority}`, qos.namespace),
  });
}

/** The addresses on the cluster's own network, as far as the manifests have them. */
function addressesOf({ qos, rule, isForNamespace }: PlacedRule, pods: readonly PodSpec[], zone: Zone) {
  const selected = pods.filter(
    ({ namespace, labels, node, phase, usesHostNetwork }) =>
      namespace === qos.namespace &&
      !usesHostNetwork &&
      phase !== 'Succeeded' &&
      phase !== 'Failed' &&
      node !== undefined &&
      (isForNamespace || (node === zone.node.name && selects(rule.podSelector, labels))),
  );
  const addresses = selected.flatMap(({ attachments = [] }) =>
    attachments.filter(({ nad }) => nad === 'default').flatMap(each => each.addresses),
  );
  return [...new Map<string, Address>(addresses.map(address => [printAddress(address), address])).values()];
}
