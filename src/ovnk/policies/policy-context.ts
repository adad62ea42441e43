/** What network policies look at: one network of a zone, with the rows of its ports. */

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

/** The ports of the zone's own pods that the policy selects: all that they have on the network, by whichever attachment. */
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

/** The severities at which a namespace wants its verdicts logged. */
export const aclLogging = (namespace: string, { namespaces }: Zone): NamespaceSpec['aclLogging'] =>
  namespaces.find(({ name }) => name === namespace)?.aclLogging;
