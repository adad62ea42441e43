/** Node (v1), with the annotations of OVN-Kubernetes (release 1.1, go-controller/pkg/util/node_annotations.go). */
import { warning } from '../../base/diagnostic.ts';
import { parsePrefix } from '../../base/ip.ts';
import { NODE_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import { metadata } from '../reader/metadata.ts';
import { address, annotationJson, cidr, decimal, hostAddress, mac, oneOf, text } from '../reader/scalars.ts';
import { listOf, madeOf, mapOf, mapped, open, optional, type Report, required, type Shape } from '../reader/shape.ts';
import { child } from '../reader/tree.ts';
import { GATEWAY_BRIDGE } from '../types/cluster-defaults.ts';
import type { GatewaySpec, NodeSpec } from '../types/node-spec.ts';

const ENABLED: Shape<GatewaySpec> = mapped(
  open({
    mode: optional(oneOf(['shared', 'local']), 'shared' as const),
    'bridge-id': optional(text, GATEWAY_BRIDGE),
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

/** An empty mode means that the gateway is disabled. */
const GATEWAY: Shape<GatewaySpec | 'disabled'> = madeOf([ENABLED], (tree, report) => {
  const mode = child(tree, 'mode');
  return mode?.kind === 'scalar' && mode.value === '' ? 'disabled' : ENABLED(tree, report);
});

const JOIN_ADDRESSES = mapped(open({ ipv4: optional(cidr), ipv6: optional(cidr) }), ({ ipv4, ipv6 }) =>
  [ipv4, ipv6].filter(network => network !== undefined),
);

const ANNOTATIONS = {
  [NODE_ANNOTATIONS.zoneName]: optional(text),
  [NODE_ANNOTATIONS.nodeId]: optional(decimal),
  [NODE_ANNOTATIONS.chassisId]: optional(text),
  [NODE_ANNOTATIONS.gatewayConfig]: optional(annotationJson(open({ default: optional(GATEWAY) }))),
  [NODE_ANNOTATIONS.gatewayTunnelIds]: optional(annotationJson(mapOf(decimal))),
  [NODE_ANNOTATIONS.joinAddresses]: optional(annotationJson(mapOf(JOIN_ADDRESSES))),
  [NODE_ANNOTATIONS.hostCidrs]: optional(annotationJson(listOf(hostAddress))),
  [NODE_ANNOTATIONS.gatewayMtuSupport]: optional(text),
  [NODE_ANNOTATIONS.topologyVersion]: optional(text),
};

const STATUS = open({ addresses: optional(listOf(open({ type: required(text), address: required(text) })), []) });

export const NODE: Shape<NodeSpec> = mapped(
  open({ metadata: required(metadata(ANNOTATIONS)), status: optional(STATUS) }),
  ({ metadata: { name, labels, annotations }, status, place }, report) => ({
    name,
    labels,
    zone: annotations?.[NODE_ANNOTATIONS.zoneName],
    id: annotations?.[NODE_ANNOTATIONS.nodeId],
    chassis: annotations?.[NODE_ANNOTATIONS.chassisId],
    gateway: enabledGateway(annotations?.[NODE_ANNOTATIONS.gatewayConfig]?.default, { name, place }, report),
    tunnelKeys: annotations?.[NODE_ANNOTATIONS.gatewayTunnelIds] ?? new Map(),
    joinAddresses: annotations?.[NODE_ANNOTATIONS.joinAddresses] ?? new Map(),
    hostAddresses: annotations?.[NODE_ANNOTATIONS.hostCidrs] ?? [],
    internalAddresses: (status?.addresses ?? [])
      .filter(({ type }) => type === 'InternalIP')
      .map(({ address }) => parsePrefix(address))
      .filter(network => network !== undefined),
    hasGatewayMtu: annotations?.[NODE_ANNOTATIONS.gatewayMtuSupport] !== 'false',
    topologyVersion: annotations?.[NODE_ANNOTATIONS.topologyVersion],
    place,
  }),
);

function enabledGateway(
  gateway: GatewaySpec | 'disabled' | undefined,
  { name, place }: Pick<NodeSpec, 'name' | 'place'>,
  report: Report,
): GatewaySpec | undefined {
  if (gateway !== 'disabled') return gateway;
  const message = `node ${name} has no gateway, as ${NODE_ANNOTATIONS.gatewayConfig} says; udon assumes one, so rows of its gateway are too many`;
  report(warning('gateway-disabled', message, place));
  return undefined;
}
