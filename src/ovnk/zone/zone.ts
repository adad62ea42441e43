/**
 * A cluster as the zone of one node sees it, with everything worked out that the rows need. With interconnect each node
 * is a zone of its own, with a northbound database of its own: of other nodes it knows only their ports.
 */
import type { Address, Family, Network } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { Labels } from '../../manifests/reader/selector.ts';
import type { NamespaceSpec } from '../../manifests/types/cluster-spec.ts';
import type { EgressIpSpec } from '../../manifests/types/egress-spec.ts';
import type { GatewaySpec } from '../../manifests/types/node-spec.ts';
import type { ObjectName } from '../../manifests/types/object-name.ts';
import type { ContainerPort } from '../../manifests/types/pod-spec.ts';
import type { Feature } from '../vocabulary/features.ts';

export interface Zone {
  readonly features: ReadonlySet<Feature>;
  readonly settings: Settings;
  /** The node whose zone this is. */
  readonly node: ZoneNode;
  readonly nodes: readonly ZoneNode[];
  readonly namespaces: readonly NamespaceSpec[];
  readonly networks: readonly ZoneNetwork[];
  readonly egressIps: readonly ZoneEgressIp[];
}

/** An EgressIP of which the mark is known, and the nodes as far as there are any for it. */
export interface ZoneEgressIp extends EgressIpSpec {
  readonly mark: number;
}

/** What holds for the whole cluster. */
export interface Settings {
  /** The families of the cluster's own network. */
  readonly families: readonly Family[];
  readonly mtu: number;
  readonly isRoutingViaHost: boolean;
  readonly usesMultiNetworkPolicy: boolean;
  /** Of either family, whether or not the cluster has it. */
  readonly masqueradeSubnets: Readonly<Record<Family, Network>>;
  /** The join subnets of the cluster's own network. */
  readonly defaultJoinSubnets: Readonly<Record<Family, Network>>;
  /** Between transit routers and gateway routers. */
  readonly transitSubnets: Readonly<Record<Family, Network>>;
  readonly clusterNetworks: readonly Network[];
  readonly serviceNetworks: readonly Network[];
  /** What virtual machines are told to ask for names. */
  readonly dnsAddresses: readonly Address[];
  /** The services of the cluster's own network that pods of other networks may use. */
  readonly sharedServices: readonly SharedService[];
}

export interface SharedService extends ObjectName {
  readonly clusterIps: readonly Address[];
}

export interface ZoneNode {
  readonly name: string;
  readonly labels: Labels;
  readonly id: number;
  readonly chassis: string;
  readonly gateway: GatewaySpec;
  /** Whether the gateway is what the node's annotation tells. */
  readonly isGatewayKnown: boolean;
  readonly hostAddresses: readonly Network[];
  readonly hasGatewayMtu: boolean;
  /** Network name to what the node's gateway router has there, as far as it is known. */
  readonly tunnelKeys: ReadonlyMap<string, number>;
  readonly joinAddresses: ReadonlyMap<string, readonly Network[]>;
}

export interface ZoneNetwork {
  readonly name: string;
  /** What the names of its entities begin with. */
  readonly prefix: string;
  readonly controller: string;
  readonly id: number;
  readonly topology: 'layer2' | 'localnet';
  readonly role: 'primary' | 'secondary';
  readonly subnets: readonly Network[];
  /** In each subnet of a primary network, where its pods find the gateway, and where the node: the same on every node. */
  readonly gatewayAddresses: readonly Network[];
  readonly managementAddresses: readonly Network[];
  /** Of a primary network's switch, and of its transit router. */
  readonly tunnelKeys: TunnelKeys;
  readonly hasIpam: boolean;
  readonly mtu: number;
  readonly physicalNetworkName: string;
  readonly vlan: number | undefined;
  /** The namespaces that have an attachment of this network. */
  readonly namespaces: readonly string[];
  /** Its attachments, as `NAMESPACE/NAME`. */
  readonly attachments: readonly string[];
  readonly gateways: readonly NodeGateway[];
  readonly ports: readonly PodPort[];
}

/** Datapaths that several zones have in common have their keys from OVN-Kubernetes. */
export interface TunnelKeys {
  readonly switch: number;
  readonly transitRouter: number;
}

/** The gateway router that a node has on a primary network. */
export interface NodeGateway {
  readonly node: ZoneNode;
  readonly joinAddresses: readonly Network[];
  readonly tunnelKey: number;
  /** Between transit router and gateway router, in the families of the network: the side of either. */
  readonly transitAddresses: { readonly transitRouter: readonly Network[]; readonly gatewayRouter: readonly Network[] };
}

/** A pod's interface on a network. */
export interface PodPort {
  readonly pod: ZonePod;
  /** `NAMESPACE/NAME` of the NetworkAttachmentDefinition. */
  readonly attachment: string;
  readonly mac: string;
  readonly addresses: readonly Network[];
  readonly gateways: readonly Address[];
  readonly tunnelKey: number;
  readonly isLocal: boolean;
  readonly migration: MigrationRole;
}

export interface ZonePod extends ObjectName {
  readonly uid: string;
  readonly labels: Labels;
  readonly node: string;
  readonly virtualMachine: string | undefined;
  readonly containerPorts: readonly ContainerPort[];
}

/** What live migration makes of a port: whether it is enabled (undefined: never said), and whether it has its addresses. */
export interface MigrationRole {
  readonly enabled: boolean | undefined;
  readonly isAddressed: boolean;
}

/** Where the manifests leave something open: says in a note what was taken for it. */
export type Assume = (message: string, place?: Place) => void;

/** The families of the network's own subnets. */
export const networkFamilies = ({ subnets }: ZoneNetwork): readonly Family[] => subnets.map(({ family }) => family);
