/** The context of network policies: one network of a zone, with the rows of its ports. */

import { selects } from '../../manifests/reader/selector.ts';
import type { NamespaceSpec } from '../../manifests/types/cluster-spec.ts';
import type { NetworkPolicySpec } from '../../manifests/types/network-policy-spec.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import type { PortRows } from '../rows/pod-port.ts';
import type { Zone, ZoneNetwork } from '../zone/zone.ts';

export interface PolicyContext {
  readonly network: ZoneNetwork;
  readonly zone: Zone;
  readonly ports: PortRows;
}

/** The ports of the zone's own pods that the policy selects, with all their attachments to the network. */
export function selectedRows(
  policy: NetworkPolicySpec,
  { ports }: PolicyContext,
): readonly NbRow<'Logical_Switch_Port'>[] {
  const { namespace, podSelector } = policy;
  const selected = [...ports].filter(
    ([{ pod, isLocal }]) => isLocal && pod.namespace === namespace && selects(podSelector, pod.labels),
  );
  return selected.map(([, row]) => row);
}

/** The severities at which a namespace logs the verdicts of its policies. */
export const aclLogging = (namespace: string, { namespaces }: Zone): NamespaceSpec['aclLogging'] =>
  namespaces.find(({ name }) => name === namespace)?.aclLogging;
