/** A user-defined network, from the object that defines it or from its NetworkAttachmentDefinitions. */
import type { Address, Prefix } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { PlacedNetwork } from '../reader/scalars.ts';
import type { Labels, Selector } from '../reader/selector.ts';
import type { ObjectName } from './object-name.ts';

/** What is known of every network, whether it has rows or not. */
export interface NetworkIdentity {
  /** OVN-Kubernetes' name: `cluster_udn_NAME`, `NAMESPACE_NAME`, or the name in a hand-written attachment. */
  readonly name: string;
  /** The name for messages: `ClusterUserDefinedNetwork cudn2`. */
  readonly title: string;
  /** The labels of the object that defines it. */
  readonly labels: Labels;
  readonly role: 'primary' | 'secondary';
  /** The name of the attachments, in each namespace that `namespaces` selects. */
  readonly attachmentName: string;
  /** The name of a namespace, or a selector of namespaces. */
  readonly namespaces: Selector | string;
  /** The NetworkAttachmentDefinitions of this network in the manifests. */
  readonly attachments: readonly ObjectName[];
  readonly id: number | undefined;
  readonly creationTimestamp: string | undefined;
  readonly place: Place;
}

export interface NetworkSpec extends NetworkIdentity {
  readonly topology: 'layer2' | 'localnet';
  readonly subnets: readonly PlacedNetwork[];
  readonly joinSubnets: readonly PlacedNetwork[];
  readonly excludeSubnets: readonly PlacedNetwork[];
  /** Ranges that are assigned only on request, and ranges for the network itself. */
  readonly reservedSubnets: readonly Prefix[];
  readonly infrastructureSubnets: readonly Prefix[];
  readonly defaultGatewayIps: readonly Address[];
  /** Subnets between its routers, from its attachments. May be empty. */
  readonly transitSubnets: readonly Prefix[];
  readonly hasIpam: boolean;
  /** Whether IPAMClaims keep the addresses of its pods. */
  readonly hasPersistentIps: boolean;
  readonly mtu: number | undefined;
  readonly physicalNetworkName: string | undefined;
  readonly vlan: number | undefined;
  /** The keys of its switch and of its transit router, from its attachments. May be empty. */
  readonly tunnelKeys: readonly number[];
}

/** A network without rows. The others are made without it. */
export interface LeftOutNetwork extends NetworkIdentity {
  /** Undefined if its configuration cannot be read. */
  readonly topology?: 'layer2' | 'layer3' | 'localnet' | undefined;
  /** A part of a sentence: what hinders, and what it is about. */
  readonly why: string;
  /** What udon does not compile of a network that OVN-Kubernetes makes: pods can be on it. Undefined if it makes none. */
  readonly uncompiled: 'Layer3' | 'EVPN' | undefined;
  /** Whether errors say already what is wrong with it. */
  readonly isReported?: true;
}

export const isLeftOut = (network: NetworkSpec | LeftOutNetwork): network is LeftOutNetwork => 'why' in network;

/** `network` without rows, because OVN-Kubernetes refuses it. */
export const refused = (network: NetworkSpec | LeftOutNetwork, why: string): LeftOutNetwork => {
  const { name, title, labels, role, topology, attachmentName, namespaces, attachments, id, creationTimestamp, place } =
    network;
  return {
    name,
    title,
    labels,
    role,
    topology,
    attachmentName,
    namespaces,
    attachments,
    id,
    creationTimestamp,
    place,
    why,
    uncompiled: undefined,
  };
};
