/** A user-defined network, from the object that defines it or from its NetworkAttachmentDefinitions. */
import type { Address, Prefix } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { PlacedNetwork } from '../reader/scalars.ts';
import type { Labels, Selector } from '../reader/selector.ts';
import type { ObjectName } from './object-name.ts';

export interface NetworkSpec {
  /** OVN-Kubernetes' name: `cluster_udn_NAME`, `NAMESPACE_NAME`, or the name in a hand-written attachment. */
  readonly name: string;
  /** The name for messages: `ClusterUserDefinedNetwork cudn2`. */
  readonly title: string;
  /** The labels of the object that defines it. */
  readonly labels: Labels;
  readonly topology: 'layer2' | 'localnet';
  readonly role: 'primary' | 'secondary';
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
  /** The name of the attachments, in each namespace that `namespaces` selects. */
  readonly attachmentName: string;
  /** The name of a namespace, or a selector of namespaces. */
  readonly namespaces: Selector | string;
  /** The NetworkAttachmentDefinitions of this network in the manifests. */
  readonly attachments: readonly ObjectName[];
  readonly id: number | undefined;
  /** The keys of its switch and of its transit router, from its attachments. May be empty. */
  readonly tunnelKeys: readonly number[];
  readonly place: Place;
}
