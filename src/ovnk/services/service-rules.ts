/**
 * The rules of a service: which address leads to which endpoints, and where. A rule holds on the whole network, or only
 * on the node's switch or router (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/controller/services/lb_config.go).
 */
import { type Address, contains, type Prefix } from '../../base/ip.ts';
import type { ServicePort, ServiceSpec } from '../../manifests/types/service-spec.ts';
import { masqueradeAddress } from '../rows/masquerade.ts';
import type { Zone, ZoneNetwork } from '../zone/zone.ts';
import { type Endpoint, type EndpointSource, type Endpoints, endpointsOf } from './endpoints.ts';

export interface ServiceRule {
  readonly address: Address;
  readonly port: number;
  /** Only endpoints of the address's family. */
  readonly endpoints: readonly Endpoint[];
}

export interface ServiceRules {
  readonly cluster: readonly ServiceRule[];
  readonly switch: readonly ServiceRule[];
  readonly router: readonly ServiceRule[];
  /** Rules of the router that keep clients' addresses. */
  readonly localRouter: readonly ServiceRule[];
}

const NOWHERE: ServiceRules = { cluster: [], switch: [], router: [], localRouter: [] };

/** The rules for all ports of one protocol. */
export function serviceRules(service: ServiceSpec, protocol: string, zone: Zone, source: EndpointSource): ServiceRules {
  const ports = service.ports.filter(port => port.protocol === protocol);
  const all = ports.flatMap(port => {
    const context = { service, port, endpoints: endpointsOf(service, port, source), zone, network: source.network };
    return [nodePortRules(context), externalRules(context), internalRules(context)];
  });
  return {
    cluster: all.flatMap(({ cluster }) => cluster),
    switch: all.flatMap(each => each.switch),
    router: all.flatMap(({ router }) => router),
    localRouter: all.flatMap(({ localRouter }) => localRouter),
  };
}

interface PortContext {
  readonly service: ServiceSpec;
  readonly port: ServicePort;
  readonly endpoints: Endpoints;
  readonly zone: Zone;
  readonly network: ZoneNetwork;
}

/** Rules for the service at all addresses of the node. */
function nodePortRules(context: PortContext): ServiceRules {
  const { service, endpoints, zone, port } = context;
  const { node, settings } = zone;
  if (port.nodePort === undefined || !node.gateway.hasNodePorts) return NOWHERE;
  const number = port.nodePort;
  const nodes = rules(node.hostAddresses, number, endpoints.all);
  if (!service.isExternalLocal) return { ...NOWHERE, switch: nodes, router: forRouter(nodes, zone) };
  const families = new Set(node.hostAddresses.map(({ family }) => family));
  const hosts = [...families].map(family => masqueradeAddress('hostLocal', family, settings));
  return {
    ...NOWHERE,
    switch: [...rules(hosts, number, endpoints.local), ...nodes],
    ...localRouterRules(rules(node.hostAddresses, number, endpoints.local), zone),
  };
}

const outerAddresses = ({ externalIps, loadBalancerIps }: ServiceSpec): readonly Address[] => [
  ...externalIps,
  ...loadBalancerIps,
];

/**
 * Rules for addresses outside the cluster, if each node serves only its own pods. Otherwise internalRules() has them.
 */
function externalRules({ service, port, endpoints, zone }: PortContext): ServiceRules {
  const addresses = outerAddresses(service);
  if (!service.isExternalLocal || !addresses.length) return NOWHERE;
  return {
    ...NOWHERE,
    switch: rules(addresses, port.port, endpoints.all),
    ...localRouterRules(rules(addresses, port.port, endpoints.local), zone),
  };
}

/**
 * Rules for the service's own addresses. They are the same everywhere, unless traffic stays on its node or endpoints
 * are not pods.
 */
function internalRules({ service, port, endpoints, zone, network }: PortContext): ServiceRules {
  const addresses = [...service.clusterIps, ...(service.isExternalLocal ? [] : outerAddresses(service))];
  const everywhere = rules(addresses, port.port, endpoints.all);
  const hasHosts = endpoints.all.some(({ address }) => !isOfPod(address, network, zone));
  if (!service.isInternalLocal && !hasHosts) return { ...NOWHERE, cluster: everywhere };
  const isLocal = ({ address }: ServiceRule) => service.isInternalLocal && isIn(zone.settings.serviceNetworks, address);
  const ofNode = rules(addresses, port.port, endpoints.local);
  return {
    ...NOWHERE,
    switch: everywhere.map((rule, index) => (isLocal(rule) ? ofNode[index]! : rule)),
    router: forRouter(everywhere, zone),
  };
}

/**
 * Whether the endpoint counts as a pod. Before the feature, only the cluster's own network has pods, so each pod of a
 * user-defined network counts as a host.
 */
const isOfPod = (address: Address, { subnets }: ZoneNetwork, { features, settings }: Zone): boolean =>
  isIn(features.has('endpoints-in-own-subnets') ? subnets : settings.clusterNetworks, address);

const isIn = (networks: readonly Prefix[], address: Address): boolean =>
  networks.some(network => contains(network, address));

/** Rules without local endpoints reject traffic, so the router need not keep clients' addresses for them. */
function localRouterRules(all: readonly ServiceRule[], zone: Zone): Pick<ServiceRules, 'router' | 'localRouter'> {
  const onRouter = forRouter(all, zone);
  return {
    router: onRouter.filter(({ endpoints }) => !endpoints.length),
    localRouter: onRouter.filter(({ endpoints }) => endpoints.length),
  };
}

/** If the node itself is an endpoint, the router reaches it through an address of the masquerade subnet. */
const forRouter = (all: readonly ServiceRule[], { node, settings }: Zone): readonly ServiceRule[] =>
  all.map(rule => ({
    ...rule,
    endpoints: rule.endpoints.map(endpoint => {
      const isNode = node.gateway.addresses.some(({ value }) => value === endpoint.address.value);
      return isNode ? { ...endpoint, address: masqueradeAddress('host', endpoint.address.family, settings) } : endpoint;
    }),
  }));

const rules = (addresses: readonly Address[], port: number, endpoints: readonly Endpoint[]): readonly ServiceRule[] =>
  addresses.map(address => ({
    address,
    port,
    endpoints: endpoints.filter(endpoint => endpoint.address.family === address.family),
  }));
