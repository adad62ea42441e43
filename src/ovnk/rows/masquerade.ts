/**
 * The masquerade subnet: link-local addresses that stand for others between a node and its gateway routers, at fixed
 * places (OVN-Kubernetes release 1.1, go-controller/pkg/config/utils.go and pkg/generator/udn/masquerade_ips.go).
 */
import type { Family, Network } from '../../base/ip.ts';
import { nthAddress } from '../vocabulary/addresses.ts';
import type { Settings, ZoneNetwork } from '../zone/zone.ts';

const OFFSETS = {
  /** The node itself. */
  host: 2,
  /** The node, to a service that keeps the client's address. */
  hostLocal: 3,
  /** A next hop for routes that need one. */
  nextHop: 4,
  /** A pod that calls itself through a service. */
  hairpin: 5,
} as const;
/** From here on each network has two. */
const NETWORKS_OFFSET = 10;

export const masqueradeAddress = (
  what: keyof typeof OFFSETS,
  family: Family,
  { masqueradeSubnets }: Settings,
): Network => nthAddress(masqueradeSubnets[family], OFFSETS[what]);

/** What the network's gateway router stands behind, on every node. */
export const routerMasquerade = ({ id }: ZoneNetwork, family: Family, { masqueradeSubnets }: Settings): Network =>
  nthAddress(masqueradeSubnets[family], NETWORKS_OFFSET + 2 * id - 1);

/** What the network's management port stands behind. */
export const managementMasquerade = ({ id }: ZoneNetwork, family: Family, { masqueradeSubnets }: Settings): Network =>
  nthAddress(masqueradeSubnets[family], NETWORKS_OFFSET + 2 * id);
