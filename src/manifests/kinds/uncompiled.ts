/**
 * Kinds that udon does not compile but names, because they can be about its networks and their pods: policies of
 * administrators (policy.networking.k8s.io) and kinds of OVN-Kubernetes (k8s.ovn.org). Only the selectors are read.
 */
import { metadata } from '../reader/metadata.ts';
import { text } from '../reader/scalars.ts';
import { EVERYTHING, SELECTOR } from '../reader/selector.ts';
import { listOf, mapped, open, optional, required, type Shape } from '../reader/shape.ts';
import type { NetworkChoice, PodChoice, UncompiledKind, UncompiledSpec } from '../types/uncompiled-spec.ts';

type Found = Pick<UncompiledSpec, 'pods' | 'networks'>;

/** `find` says what the object is about; `namespace` is empty for kinds without namespaces. */
const uncompiled = <S>(
  kind: UncompiledKind,
  spec: Shape<S>,
  find: (spec: S, namespace: string) => Found,
  isNamespaced = false,
): Shape<UncompiledSpec> =>
  mapped(
    open({ metadata: required(metadata({})), spec: required(spec) }),
    ({ metadata: { namespace, name }, spec, place }) => ({
      kind,
      title: `${kind} ${isNamespaced ? `${namespace}/${name}` : name}`,
      place,
      ...find(spec, namespace),
    }),
  );

const SUBJECT = open({
  subject: required(
    open({
      namespaces: optional(SELECTOR),
      pods: optional(open({ namespaceSelector: required(SELECTOR), podSelector: required(SELECTOR) })),
    }),
  ),
});
type Subject = typeof SUBJECT extends Shape<infer T> ? T : never;

function ofSubject({ subject: { namespaces, pods } }: Subject): Found {
  const chosen: PodChoice | undefined = pods && { namespaces: pods.namespaceSelector, pods: pods.podSelector };
  return { pods: chosen ?? { namespaces: namespaces ?? EVERYTHING, pods: EVERYTHING }, networks: undefined };
}

const SELECTORS = open({
  networkSelector: optional(SELECTOR, EVERYTHING),
  namespaceSelector: optional(SELECTOR, EVERYTHING),
});
const NETWORK_CHOICE: Shape<NetworkChoice> = mapped(
  open({
    networkSelectionType: required(text),
    clusterUserDefinedNetworkSelector: optional(SELECTORS),
    primaryUserDefinedNetworkSelector: optional(SELECTORS),
    secondaryUserDefinedNetworkSelector: optional(SELECTORS),
    networkAttachmentDefinitionSelector: optional(SELECTORS),
  }),
  ({ networkSelectionType: type, place: _, ...selectors }) => {
    const chosen = Object.values(selectors).find(each => each !== undefined);
    return {
      type,
      networks: chosen?.networkSelector ?? EVERYTHING,
      namespaces: chosen?.namespaceSelector ?? EVERYTHING,
    };
  },
);
const NETWORKS = open({ networkSelectors: required(listOf(NETWORK_CHOICE)) });
type Networks = typeof NETWORKS extends Shape<infer T> ? T : never;
const ofNetworks = ({ networkSelectors }: Networks): Found => ({ pods: undefined, networks: networkSelectors });

export const UNCOMPILED_KINDS = {
  'k8s.ovn.org/AdminPolicyBasedExternalRoute': uncompiled(
    'AdminPolicyBasedExternalRoute',
    open({ from: required(open({ namespaceSelector: required(SELECTOR) })) }),
    ({ from }) => ({ pods: { namespaces: from.namespaceSelector, pods: EVERYTHING }, networks: undefined }),
  ),
  'k8s.ovn.org/ClusterNetworkConnect': uncompiled('ClusterNetworkConnect', NETWORKS, ofNetworks),
  'k8s.ovn.org/EgressService': uncompiled(
    'EgressService',
    open({}),
    (_, namespaces) => ({ pods: { namespaces, pods: EVERYTHING }, networks: undefined }),
    true,
  ),
  'k8s.ovn.org/NetworkQoS': uncompiled(
    'NetworkQoS',
    open({ podSelector: optional(SELECTOR, EVERYTHING), networkSelectors: optional(listOf(NETWORK_CHOICE)) }),
    ({ podSelector, networkSelectors }, namespaces) => ({
      pods: { namespaces, pods: podSelector },
      networks: networkSelectors,
    }),
    true,
  ),
  'k8s.ovn.org/RouteAdvertisements': uncompiled('RouteAdvertisements', NETWORKS, ofNetworks),
  'policy.networking.k8s.io/AdminNetworkPolicy': uncompiled('AdminNetworkPolicy', SUBJECT, ofSubject),
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': uncompiled('BaselineAdminNetworkPolicy', SUBJECT, ofSubject),
} as const;
