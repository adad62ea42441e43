/** A node, with what OVN-Kubernetes keeps in its annotations. */
import type { Address, Network } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { Labels } from '../reader/selector.ts';

export interface NodeSpec {
  readonly name: string;
  readonly labels: Labels;
  readonly zone: string | undefined;
  readonly id: number | undefined;
  readonly chassis: string | undefined;
  readonly gateway: GatewaySpec | undefined;
  /** Network name to the tunnel key of the node's gateway router port. */
  readonly tunnelKeys: ReadonlyMap<string, number>;
  /** Network name to the addresses of the node's gateway router in the join subnet. */
  readonly joinAddresses: ReadonlyMap<string, readonly Network[]>;
  readonly hostAddresses: readonly Network[];
  readonly internalAddresses: readonly Network[];
  readonly hasGatewayMtu: boolean;
  readonly place: Place;
}

/** Annotation `k8s.ovn.org/l3-gateway-config`. */
export interface GatewaySpec {
  readonly bridge: string;
  readonly mac: string;
  readonly addresses: readonly Network[];
  readonly nextHops: readonly Address[];
  readonly mode: 'shared' | 'local' | 'disabled';
  readonly hasNodePorts: boolean;
  readonly vlan: number;
}
