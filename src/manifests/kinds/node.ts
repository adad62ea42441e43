/** Node (v1), with the annotations of OVN-Kubernetes (release 1.1, go-controller/pkg/util/node_annotations.go). */
import { parseNetwork } from '../../base/ip.ts';
import { metadata } from '../reader/metadata.ts';
import { address, annotationJson, cidr, decimal, hostAddress, mac, oneOf, text } from '../reader/scalars.ts';
import { listOf, mapOf, mapped, open, optional, required, type Shape } from '../reader/shape.ts';
import type { GatewaySpec, NodeSpec } from '../types/node-spec.ts';

const GATEWAY: Shape<GatewaySpec> = mapped(
  open({
    mode: optional(oneOf(['shared', 'local', 'disabled']), 'shared' as const),
    'bridge-id': optional(text, 'br-ex'),
    'mac-address': required(mac),
    'ip-addresses': required(listOf(cidr, { min: 1 })),
    'next-hops': optional(listOf(address), []),
    'node-port-enable': optional(text),
    'vlan-id': optional(decimal, 0),
  }),
  gateway => ({
    mode: gateway.mode,
    bridge: gateway['bridge-id'],
    mac: gateway['mac-address'],
    addresses: gateway['ip-addresses'],
    nextHops: gateway['next-hops'],
    hasNodePorts: gateway['node-port-enable'] === 'true',
    vlan: gateway['vlan-id'],
  }),
);

const JOIN_ADDRESSES = mapped(open({ ipv4: optional(cidr), ipv6: optional(cidr) }), ({ ipv4, ipv6 }) =>
  [ipv4, ipv6].filter(network => network !== undefined),
);

const ANNOTATIONS = {
  'k8s.ovn.org/zone-name': optional(text),
  'k8s.ovn.org/node-id': optional(decimal),
  'k8s.ovn.org/node-chassis-id': optional(text),
  'k8s.ovn.org/l3-gateway-config': optional(annotationJson(open({ default: optional(GATEWAY) }))),
  'k8s.ovn.org/udn-layer2-node-gateway-router-lrp-tunnel-ids': optional(annotationJson(mapOf(decimal))),
  'k8s.ovn.org/node-gateway-router-lrp-ifaddrs': optional(annotationJson(mapOf(JOIN_ADDRESSES))),
  'k8s.ovn.org/host-cidrs': optional(annotationJson(listOf(hostAddress))),
  'k8s.ovn.org/gateway-mtu-support': optional(text),
};

const STATUS = open({ addresses: optional(listOf(open({ type: required(text), address: required(text) })), []) });

export const NODE: Shape<NodeSpec> = mapped(
  open({ metadata: required(metadata(ANNOTATIONS)), status: optional(STATUS) }),
  ({ metadata: { name, labels, annotations }, status, place }) => ({
    name,
    labels,
    zone: annotations?.['k8s.ovn.org/zone-name'],
    id: annotations?.['k8s.ovn.org/node-id'],
    chassis: annotations?.['k8s.ovn.org/node-chassis-id'],
    gateway: annotations?.['k8s.ovn.org/l3-gateway-config']?.default,
    tunnelKeys: annotations?.['k8s.ovn.org/udn-layer2-node-gateway-router-lrp-tunnel-ids'] ?? new Map(),
    joinAddresses: annotations?.['k8s.ovn.org/node-gateway-router-lrp-ifaddrs'] ?? new Map(),
    hostAddresses: annotations?.['k8s.ovn.org/host-cidrs'] ?? [],
    internalAddresses: (status?.addresses ?? [])
      .filter(({ type }) => type === 'InternalIP')
      .map(({ address }) => parseNetwork(address))
      .filter(network => network !== undefined),
    hasGatewayMtu: annotations?.['k8s.ovn.org/gateway-mtu-support'] !== 'false',
    place,
  }),
);
