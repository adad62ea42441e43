/**
 * A cluster from the view of one node's zone, with all values that the rows need. With interconnect each node is a zone
 * with its own northbound database. It contains only the ports of other nodes.
 */
import type { Address, Family, Prefix } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { Labels } from '../../manifests/reader/selector.ts';
import type { NamespaceSpec } from '../../manifests/types/cluster-spec.ts';
import type { EgressIpSpec } from '../../manifests/types/egress-spec.ts';
import type { LeftOutNetwork } from '../../manifests/types/network-spec.ts';
import type { GatewaySpec } from '../../manifests/types/node-spec.ts';
import type { ObjectName } from '../../manifests/types/object-name.ts';
import type { ContainerPort } from '../../manifests/types/pod-spec.ts';
import type { RequestFault } from '../ipam/request-faults.ts';
import type { Feature } from '../vocabulary/features.ts';

export interface Zone {
  readonly features: ReadonlySet<Feature>;
  readonly settings: Settings;
  /** The node of this zone. */
  readonly node: ZoneNode;
  readonly nodes: readonly ZoneNode[];
  readonly namespaces: readonly NamespaceSpec[];
  readonly networks: readonly ZoneNetwork[];
  readonly leftOut: readonly ZoneLeftOut[];
  readonly egressIps: readonly ZoneEgressIp[];
  /** The pods that OVN-Kubernetes refuses, so that they do not start. */
  readonly refusals: readonly Refusal[];
}

/** Why a pod does not start: a sentence without a full stop. */
export interface Refusal extends RequestFault {
  readonly pod: ObjectName;
  /** The virtual machine that the pod runs. */
  readonly machine: string | undefined;
  /** What it does not get; undefined if it is not about one attachment. */
  readonly attachment: string | undefined;
  readonly place: Place;
}

/** A network without rows, with the namespaces that it is meant for. */
export interface ZoneLeftOut extends Pick<LeftOutNetwork, 'title' | 'role'> {
  /** Of a namespace, a sentence without a full stop: where its pods are, or why they are not on this network. */
  readonly statement: string;
  /** Whether OVN-Kubernetes does not make it. */
  readonly isRefused: boolean;
  readonly namespaces: readonly string[];
  /** As `NAMESPACE/NAME`. */
  readonly attachments: readonly string[];
}

/** An EgressIP with its mark, and with its nodes if any are available. */
export interface ZoneEgressIp extends EgressIpSpec {
  readonly mark: number;
}

/** Settings of the whole cluster. */
export interface Settings {
  /** The families of the cluster's own network. */
  readonly families: readonly Family[];
  readonly mtu: number;
  readonly isRoutingViaHost: boolean;
  readonly usesMultiNetworkPolicy: boolean;
  /** For both families, regardless of the cluster's. */
  readonly masqueradeSubnets: Readonly<Record<Family, Prefix>>;
  /** The join subnets of the cluster's own network. */
  readonly defaultJoinSubnets: Readonly<Record<Family, Prefix>>;
  /** Between transit routers and gateway routers. */
  readonly transitSubnets: Readonly<Record<Family, Prefix>>;
  readonly clusterNetworks: readonly Prefix[];
  readonly serviceNetworks: readonly Prefix[];
  /** The addresses of DNS servers that virtual machines get from DHCP. */
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
  /** Whether the gateway is from the node's annotation. */
  readonly isGatewayKnown: boolean;
  readonly hostAddresses: readonly Prefix[];
  readonly hasGatewayMtu: boolean;
  /** Whether its zone has the transit router. During an upgrade to release 1.2, some nodes do not have it yet. */
  readonly hasTransitRouter: boolean;
  /** The known tunnel key of the node's gateway router on each network, by network name. */
  readonly tunnelKeys: ReadonlyMap<string, number>;
  readonly joinAddresses: ReadonlyMap<string, readonly Prefix[]>;
}

export interface ZoneNetwork {
  readonly name: string;
  /** Whether the cluster makes it: a network without attachments has no rows and no id. */
  readonly isMade: boolean;
  /** The prefix of the names of its entities. */
  readonly prefix: string;
  readonly controller: string;
  readonly id: number;
  readonly topology: 'layer2' | 'localnet';
  readonly role: 'primary' | 'secondary';
  readonly subnets: readonly Prefix[];
  /** The gateway of pods and the address of the node in each subnet of a primary network, the same on every node. */
  readonly gatewayAddresses: readonly Prefix[];
  readonly managementAddresses: readonly Prefix[];
  /** The keys of a primary network's switch and transit router. */
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
  readonly refusals: readonly Refusal[];
}

/** Tunnel keys of datapaths that are the same in all zones. OVN-Kubernetes assigns them. */
export interface TunnelKeys {
  readonly switch: number;
  readonly transitRouter: number;
}

/** The gateway router of a node on a primary network. */
export interface NodeGateway {
  readonly node: ZoneNode;
  readonly joinAddresses: readonly Prefix[];
  readonly tunnelKey: number;
  /** The addresses of the link between transit router and gateway router, in the families of the network. */
  readonly transitAddresses: { readonly transitRouter: readonly Prefix[]; readonly gatewayRouter: readonly Prefix[] };
}

/** A pod's interface on a network. */
export interface PodPort {
  readonly pod: ZonePod;
  /** `NAMESPACE/NAME` of the NetworkAttachmentDefinition. */
  readonly attachment: string;
  readonly mac: string;
  readonly addresses: readonly Prefix[];
  readonly gateways: readonly Address[];
  readonly tunnelKey: number;
  readonly isLocal: boolean;
  readonly migration: MigrationRole;
}

export interface ZonePod extends ObjectName {
  readonly uid: string;
  readonly labels: Labels;
  readonly node: string;
  /** The name of its virtual machine. */
  readonly machine: string | undefined;
  /** The hostname of the machine, by which OVN-Kubernetes distinguishes machines. */
  readonly virtualMachine: string | undefined;
  readonly containerPorts: readonly ContainerPort[];
}

/**
 * The effect of live migration on a port: whether it is enabled (undefined if not set), and whether it has its
 * addresses.
 */
export interface MigrationRole {
  readonly enabled: boolean | undefined;
  readonly isAddressed: boolean;
}

/** Reports in a note what is assumed where the manifests have no value. */
export type Assume = (message: string, place?: Place) => void;

/** The families of the network's own subnets. */
export const networkFamilies = ({ subnets }: ZoneNetwork): readonly Family[] => subnets.map(({ family }) => family);

/**
 * The chassis that a port on the node requests (`options:requested-chassis`): by the name of the node, or since release 1.3
 * by the id of its chassis.
 */
export const requestedChassis = (node: string, { features, nodes }: Pick<Zone, 'features' | 'nodes'>): string =>
  features.has('requested-chassis-id') ? (nodes.find(({ name }) => name === node)?.chassis ?? node) : node;
