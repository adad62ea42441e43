/** The cluster's namespaces: those with a Namespace object, and those of other objects. */

import { LABELS } from '../../kubernetes/labels.ts';
import { selects } from '../../manifests/reader/selector.ts';
import type { NamespaceSpec } from '../../manifests/types/cluster-spec.ts';
import type { NetworkSpec } from '../../manifests/types/network-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import type { Assume } from './zone.ts';

export const mayHavePrimary = ({ labels }: NamespaceSpec): boolean => labels.has(LABELS.primaryNetwork);

/** Whether the network has an attachment in the namespace. */
export const isMember = ({ namespaces, attachments }: NetworkSpec, { name, labels }: NamespaceSpec): boolean =>
  attachments.some(({ namespace }) => namespace === name) ||
  (typeof namespaces === 'string' ? namespaces === name : selects(namespaces, labels));

/**
 * The namespaces where each network has an attachment. For a primary network, a namespace needs the label and must not
 * have an earlier primary network.
 */
export function hostsOf(
  networks: readonly NetworkSpec[],
  namespaces: readonly NamespaceSpec[],
): readonly (readonly NamespaceSpec[])[] {
  const taken = new Set<NamespaceSpec>();
  return networks.map(network => {
    const members = namespaces.filter(namespace => isMember(network, namespace));
    if (network.role !== 'primary') return members;
    const hosts = members.filter(namespace => mayHavePrimary(namespace) && !taken.has(namespace));
    for (const host of hosts) taken.add(host);
    return hosts;
  });
}

export function namespacesOf(spec: UdnSpec, assume: Assume): readonly NamespaceSpec[] {
  const known = new Set(spec.namespaces.map(({ name }) => name));
  const inhabited = [...new Set(inhabitedNamespaces(spec))].filter(name => !known.has(name));
  return [
    ...spec.namespaces.map(namespace => withNameLabel(namespace)),
    ...inhabited.map(name => assumedNamespace(name, spec, assume)),
  ];
}

function inhabitedNamespaces({ networks, pods, virtualMachines }: UdnSpec): readonly string[] {
  const attachments = networks.flatMap(network => network.attachments);
  const own = networks.map(({ namespaces }) => namespaces).filter(namespaces => typeof namespaces === 'string');
  return [...own, ...[...attachments, ...pods, ...virtualMachines].map(({ namespace }) => namespace)];
}

const withNameLabel = (namespace: NamespaceSpec): NamespaceSpec => ({
  ...namespace,
  labels: new Map([[LABELS.namespaceName, namespace.name], ...namespace.labels]),
});

/** A namespace of a primary network is assumed to have the label for it. */
function assumedNamespace(name: string, { networks, ...spec }: UdnSpec, assume: Assume): NamespaceSpec {
  const place = [...spec.pods, ...spec.virtualMachines].find(({ namespace }) => namespace === name)?.place;
  const plain = withNameLabel({
    name,
    labels: new Map(),
    hasMulticast: false,
    aclLogging: undefined,
    place: place ?? networks[0]!.place,
  });
  const isPrimary = networks.some(network => network.role === 'primary' && isMember(network, plain));
  const label = isPrimary ? ` with the label ${LABELS.primaryNetwork}` : '';
  assume(`there is no Namespace object for "${name}": assuming one${label}`, place);
  return isPrimary ? { ...plain, labels: new Map([...plain.labels, [LABELS.primaryNetwork, '']]) } : plain;
}
