/** A node, with the values of OVN-Kubernetes' annotations. */
import type { Address, Prefix } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { Labels } from '../reader/selector.ts';

export interface NodeSpec {
  readonly name: string;
  readonly labels: Labels;
  readonly zone: string | undefined;
  readonly id: number | undefined;
  readonly chassis: string | undefined;
  readonly gateway: GatewaySpec | undefined;
  /** Tunnel keys of the node's gateway router ports, by network name. */
  readonly tunnelKeys: ReadonlyMap<string, number>;
  /** Addresses of the node's gateway router in the join subnet, by network name. */
  readonly joinAddresses: ReadonlyMap<string, readonly Prefix[]>;
  readonly hostAddresses: readonly Prefix[];
  readonly internalAddresses: readonly Prefix[];
  readonly hasGatewayMtu: boolean;
  /** Annotation `k8s.ovn.org/layer2-topology-version`. */
  readonly topologyVersion: string | undefined;
  readonly place: Place;
}

/** Annotation `k8s.ovn.org/l3-gateway-config`. */
export interface GatewaySpec {
  readonly bridge: string;
  readonly mac: string;
  readonly addresses: readonly Prefix[];
  readonly nextHops: readonly Address[];
  readonly mode: 'shared' | 'local';
  readonly hasNodePorts: boolean;
  readonly vlan: number;
}
