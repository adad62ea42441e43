/**
 * The masquerade subnet: link-local addresses that replace others between a node and its gateway routers, at fixed
 * offsets (OVN-Kubernetes release 1.1, go-controller/pkg/config/utils.go and pkg/generator/udn/masquerade_ips.go).
 */
import type { Family, Prefix } from '../../base/ip.ts';
import { nthAddress } from '../vocabulary/addresses.ts';
import type { Settings, ZoneNetwork } from '../zone/zone.ts';

const OFFSETS = {
  /** The node itself. */
  host: 2,
  /** The node, for a service that keeps the client's address. */
  hostLocal: 3,
  /** A next hop, for routes that need one. */
  nextHop: 4,
  /** A pod that reaches itself through a service. */
  hairpin: 5,
} as const;
/** From this offset on, each network has two addresses. */
const NETWORKS_OFFSET = 10;

export const masqueradeAddress = (
  what: keyof typeof OFFSETS,
  family: Family,
  { masqueradeSubnets }: Settings,
): Prefix => nthAddress(masqueradeSubnets[family], OFFSETS[what]);

/** The masquerade address of the network's gateway router, the same on every node. */
export const routerMasquerade = ({ id }: ZoneNetwork, family: Family, { masqueradeSubnets }: Settings): Prefix =>
  nthAddress(masqueradeSubnets[family], NETWORKS_OFFSET + 2 * id - 1);

/** The masquerade address of the network's management port. */
export const managementMasquerade = ({ id }: ZoneNetwork, family: Family, { masqueradeSubnets }: Settings): Prefix =>
  nthAddress(masqueradeSubnets[family], NETWORKS_OFFSET + 2 * id);
