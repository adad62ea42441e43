/** A user-defined network, from the object that defines it or from its NetworkAttachmentDefinitions. */
import type { Address, Network } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { PlacedNetwork } from '../reader/scalars.ts';
import type { Selector } from '../reader/selector.ts';
import type { ObjectName } from './object-name.ts';

export interface NetworkSpec {
  /** As OVN-Kubernetes calls it: `cluster_udn_NAME`, `NAMESPACE_NAME`, or what a hand-written attachment says. */
  readonly name: string;
  /** As its author calls it: `ClusterUserDefinedNetwork cudn2`. */
  readonly title: string;
  readonly topology: 'layer2' | 'localnet';
  readonly role: 'primary' | 'secondary';
  readonly subnets: readonly PlacedNetwork[];
  readonly joinSubnets: readonly PlacedNetwork[];
  readonly excludeSubnets: readonly PlacedNetwork[];
  /** Ranges that are given out on request only, and such as are for the network itself. */
  readonly reservedSubnets: readonly Network[];
  readonly infrastructureSubnets: readonly Network[];
  readonly defaultGatewayIps: readonly Address[];
  /** Between its routers; as its attachments tell, or empty. */
  readonly transitSubnets: readonly Network[];
  readonly hasIpam: boolean;
  /** Whether IPAMClaims keep the addresses of its pods. */
  readonly hasPersistentIps: boolean;
  readonly mtu: number | undefined;
  readonly physicalNetworkName: string | undefined;
  readonly vlan: number | undefined;
  /** What attachments are called, in every namespace that `namespaces` picks. */
  readonly attachmentName: string;
  /** A namespace by name, or all that a selector selects. */
  readonly namespaces: Selector | string;
  /** The NetworkAttachmentDefinitions of this network among the manifests. */
  readonly attachments: readonly ObjectName[];
  readonly id: number | undefined;
  /** Of its switch and its transit router; as its attachments tell, or empty. */
  readonly tunnelKeys: readonly number[];
  readonly place: Place;
}
