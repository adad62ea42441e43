/** The cluster's namespaces: those with a Namespace object, and those of other objects. */

import { LABELS } from '../../kubernetes/labels.ts';
import { primaryNetworkOf } from '../../kubernetes/primary-network.ts';
import { inOrderOfPrecedence } from '../../manifests/primary-order.ts';
import { selects } from '../../manifests/reader/selector.ts';
import type { NamespaceSpec } from '../../manifests/types/cluster-spec.ts';
import type { NetworkIdentity } from '../../manifests/types/network-spec.ts';
import type { PodSpec } from '../../manifests/types/pod-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import { isCompleted } from './migration.ts';
import type { Assume, Refusal, Zone } from './zone.ts';

export const mayHavePrimary = ({ labels }: NamespaceSpec): boolean => labels.has(LABELS.primaryNetwork);

/** Whether the network has an attachment in the namespace. */
export const isMember = ({ namespaces, attachments }: NetworkIdentity, { name, labels }: NamespaceSpec): boolean =>
  attachments.some(({ namespace }) => namespace === name) ||
  (typeof namespaces === 'string' ? namespaces === name : selects(namespaces, labels));

/** The namespaces of a network. */
export interface Hosts {
  /** Those with an attachment. Without any, the cluster does not make the network. */
  readonly attached: readonly NamespaceSpec[];
  /** Those whose pods are on the network, or may ask for it. */
  readonly hosts: readonly NamespaceSpec[];
}

/**
 * The namespaces of each network. A namespace has at most one primary network, and needs the label for it: without it, it
 * gets no attachment, and pods ignore an attachment that is there.
 */
export function hostsOf(networks: readonly NetworkIdentity[], namespaces: readonly NamespaceSpec[]): readonly Hosts[] {
  const taken = new Set<NamespaceSpec>();
  const found = new Map<NetworkIdentity, Hosts>();
  for (const network of inOrderOfPrecedence(networks)) {
    const members = namespaces.filter(namespace => isMember(network, namespace));
    const isPrimary = network.role === 'primary';
    const attached = members.filter(each => !isPrimary || (mayAttach(network, each) && !taken.has(each)));
    for (const namespace of isPrimary ? attached : []) taken.add(namespace);
    found.set(network, { attached, hosts: attached.filter(each => !isPrimary || mayHavePrimary(each)) });
  }
  return networks.map(network => found.get(network)!);
}

const mayAttach = ({ attachments }: NetworkIdentity, namespace: NamespaceSpec): boolean =>
  mayHavePrimary(namespace) || attachments.some(each => each.namespace === namespace.name);

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
function assumedNamespace(name: string, { networks, leftOut, ...spec }: UdnSpec, assume: Assume): NamespaceSpec {
  const place = [...spec.pods, ...spec.virtualMachines].find(({ namespace }) => namespace === name)?.place;
  const plain = withNameLabel({
    name,
    labels: new Map(),
    hasMulticast: false,
    aclLogging: undefined,
    place: place ?? networks[0]!.place,
  });
  const isPrimary = [...networks, ...leftOut].some(network => network.role === 'primary' && isMember(network, plain));
  const label = isPrimary ? ` with the label ${LABELS.primaryNetwork}` : '';
  assume(`there is no Namespace object for "${name}": assuming one${label}`, place);
  return isPrimary ? { ...plain, labels: new Map([...plain.labels, [LABELS.primaryNetwork, '']]) } : plain;
}

/**
 * Pods that do not start, because their namespace has the label for a primary network, but no such network (release
 * 1.1, go-controller/pkg/util/util.go, InvalidPrimaryNetworkError).
 */
export function podsWithoutPrimary(
  spec: Pick<UdnSpec, 'namespaces'>,
  { networks, leftOut }: Pick<Zone, 'networks' | 'leftOut'>,
  pods: readonly PodSpec[],
): readonly Refusal[] {
  const primary = [...networks, ...leftOut.filter(({ isRefused }) => !isRefused)].filter(
    ({ role }) => role === 'primary',
  );
  const served = primary.flatMap(({ namespaces }) => namespaces);
  const refused = spec.namespaces.filter(each => mayHavePrimary(each) && !served.includes(each.name));
  const names = new Set(refused.map(({ name }) => name));
  return pods
    .filter(pod => names.has(pod.namespace) && !pod.attachments && !pod.usesHostNetwork && !isCompleted(pod))
    .map(({ namespace, name, machine, place }) => ({
      code: 'primary-network-missing',
      text: `pod ${namespace}/${name} does not start: namespace ${namespace} has the label ${LABELS.primaryNetwork}, but no primary network${reasonFor(namespace, leftOut)}`,
      pod: { namespace, name },
      machine,
      attachment: undefined,
      place,
    }));
}

function reasonFor(namespace: string, leftOut: Zone['leftOut']): string {
  const refused = primaryNetworkOf(namespace, leftOut);
  return refused ? `: ${refused.statement}` : '';
}
