/**
 * What sources hold, as plain data: the answer of `udon show`. A part that is absent is not known from the sources; `unknown`
 * says what the sources do not have. An empty list means that there are none.
 */
import type { Owner } from '../origin/owner.ts';

export interface Inventory {
  /** The nodes whose databases or zones were read, in the order of the sources. */
  readonly nodes: readonly string[];
  readonly releases: Releases;
  readonly networks: readonly NetworkItem[];
  readonly switches: readonly SwitchItem[];
  readonly routers: readonly RouterItem[];
  readonly ports: readonly PortItem[];
  /** Virtual machines of manifests that have no port in the sources. */
  readonly machines: readonly MachineItem[];
  readonly policies: readonly PolicyItem[];
  readonly services: readonly ServiceItem[];
  readonly unknown: readonly Unknown[];
}

export interface Releases {
  /** The release of OVN that made, or will make, the flows: `25.03.0`. */
  readonly ovn?: string | undefined;
  /** Only for manifests: the release of OVN-Kubernetes whose rows are made. */
  readonly ovnKubernetes?: string | undefined;
  /** The versions of the schemas of stored databases. */
  readonly northboundSchema?: string | undefined;
  readonly southboundSchema?: string | undefined;
}

/** Each row of an inventory. `name` is unique in its kind. */
export type InventoryItem = NetworkItem | SwitchItem | RouterItem | PortItem | MachineItem | PolicyItem | ServiceItem;
export type ItemKind = InventoryItem['kind'];

export interface NetworkItem {
  readonly kind: 'network';
  /** As OVN-Kubernetes calls it in rows: `cluster_udn_cudn2`, or `default` for the cluster's own. */
  readonly name: string;
  readonly object?: Owner | undefined;
  readonly topology?: string | undefined;
  readonly role?: string | undefined;
  readonly subnets: readonly string[];
  readonly mtu?: number | undefined;
  readonly vlan?: number | undefined;
  readonly namespaces: readonly string[];
  readonly switches: readonly string[];
  readonly routers: readonly string[];
  readonly counts: GuestCounts;
  /** Why the sources have nothing of it, as a sentence: udon does not compile it, or OVN-Kubernetes refuses it. */
  readonly leftOut?: string | undefined;
}

export interface GuestCounts {
  readonly machines: number;
  readonly pods: number;
  /** All ports, with those of routers. */
  readonly ports: number;
}

export interface SwitchItem {
  readonly kind: 'switch';
  readonly name: string;
  readonly network?: string | undefined;
  /** Empty if the sources do not name nodes. */
  readonly nodes: readonly string[];
  readonly topology?: string | undefined;
  readonly role?: string | undefined;
  readonly subnets: readonly string[];
  readonly counts: GuestCounts;
}

export interface RouterItem {
  readonly kind: 'router';
  readonly name: string;
  readonly network?: string | undefined;
  /** The node that it is bound to: a gateway router. */
  readonly node?: string | undefined;
  readonly ports: readonly RouterPortEntry[];
  readonly nats?: readonly NatEntry[] | undefined;
  readonly routes?: readonly RouteEntry[] | undefined;
  readonly policies?: readonly RouterPolicyEntry[] | undefined;
}

export interface RouterPortEntry {
  readonly name: string;
  readonly mac?: string | undefined;
  readonly networks: readonly string[];
  readonly mtu?: number | undefined;
  /** The switch or router at its other end. */
  readonly peer?: string | undefined;
}

export interface NatEntry {
  readonly type: string;
  readonly external: string;
  readonly logical: string;
}

export interface RouteEntry {
  readonly prefix: string;
  /** Empty for a route without one; `discard` drops. */
  readonly nexthop: string;
  readonly port?: string | undefined;
}

export interface RouterPolicyEntry {
  readonly priority: number;
  readonly match: string;
  readonly action: string;
  readonly nexthops: readonly string[];
}

/** `vm` and `pod` for guests; `management` for the port of a node itself; else the type of the row, or `port`. */
export type PortType = 'vm' | 'pod' | 'management' | 'port' | (string & {});

/** A port of a switch. */
export interface PortItem {
  readonly kind: 'port';
  readonly name: string;
  readonly type: PortType;
  /** Whether it is only known from the zone of another node. */
  readonly isRemote: boolean;
  /** `NAMESPACE/NAME` of the VM or of the pod. */
  readonly guest?: string | undefined;
  readonly namespace?: string | undefined;
  readonly pod?: string | undefined;
  readonly vm?: string | undefined;
  readonly switch: string;
  readonly network?: string | undefined;
  readonly node?: string | undefined;
  readonly mac?: string | undefined;
  readonly addresses: readonly string[];
  /** Other entries of the column, such as `unknown` and `router`. */
  readonly otherAddresses: readonly string[];
  readonly portSecurity: readonly string[];
  readonly isUp?: boolean | undefined;
  readonly isDisabled?: true | undefined;
  /** Of a port to a router: the router's port. */
  readonly peer?: string | undefined;
  readonly dhcpv4?: DhcpEntry | undefined;
  readonly dhcpv6?: DhcpEntry | undefined;
  /** The names of policies whose port groups have the port. Absent if policies are not known. */
  readonly policies?: readonly string[] | undefined;
  /** The services that have an address of the port as a backend. */
  readonly services?: readonly string[] | undefined;
}

/** The DHCP options that OVN offers at a port. */
export interface DhcpEntry {
  readonly cidr?: string | undefined;
  /** By OVN's names, without quotes. */
  readonly options: Readonly<Record<string, string>>;
}

export interface MachineItem {
  readonly kind: 'vm';
  readonly name: string;
  readonly namespace: string;
  readonly isRunning: boolean;
  readonly interfaces: readonly { readonly name: string; readonly binding: string; readonly network: string }[];
}

export interface PolicyItem {
  readonly kind: 'policy';
  /** `NetworkPolicy`, `AdminNetworkPolicy`, `EgressFirewall`..., or what rows without one object are for. */
  readonly type: string;
  /** `TYPE NAMESPACE/NAME`. */
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly network?: string | undefined;
  /** How many rows (ACLs, QoS rules, router policies) it has in each direction; other rows count as `other`. */
  readonly rows: { readonly ingress: number; readonly egress: number; readonly other: number };
  readonly actions: readonly string[];
  /** The ports that its rows apply to, by name. */
  readonly ports: readonly string[];
}

export interface ServiceItem {
  readonly kind: 'service';
  /** `NAMESPACE/NAME`, or the name of a load balancer that is not of a Service. */
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly network?: string | undefined;
  readonly vips: readonly VipEntry[];
}

export interface VipEntry {
  readonly protocol: string;
  /** `10.200.31.7:80` */
  readonly vip: string;
  readonly backends: readonly string[];
}

/**
 * What the sources lack: northbound `rows`, so policies, NAT and routes are not known, or all tables except the flows, so most
 * is not known.
 */
export type Unknown = 'rows' | 'all-but-flows';
