/**
 * Which addresses of a service lead to which endpoints, and where that holds: on the whole network, or only on the
 * node's switch or router (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/controller/services/lb_config.go).
 */
import type { Address } from '../base/ip.ts';
import type { ServicePort, ServiceSpec } from '../spec/udn-spec.ts';
import { type Endpoint, type EndpointSource, endpointsOf } from './endpoints.ts';
import { masqueradeAddress } from './masquerade.ts';
import type { Zone } from './zone.ts';

export interface ServiceRule {
  readonly address: Address;
  readonly port: number;
  /** Of the address's family. */
  readonly endpoints: readonly Endpoint[];
}

export interface ServiceRules {
  readonly cluster: readonly ServiceRule[];
  readonly switch: readonly ServiceRule[];
  readonly router: readonly ServiceRule[];
  /** Of the router too, but clients keep their addresses. */
  readonly localRouter: readonly ServiceRule[];
}

/** The rules for all ports of one protocol. */
export function serviceRules(service: ServiceSpec, protocol: string, zone: Zone, source: EndpointSource): ServiceRules {
  const ports = service.ports.filter(port => port.protocol === protocol);
  const perPort = ports.map(port => portRules(service, port, endpointsOf(service, port, source), zone));
  return {
    cluster: perPort.flatMap(({ cluster }) => cluster),
    switch: perPort.flatMap(each => each.switch),
    router: perPort.flatMap(({ router }) => router),
    localRouter: perPort.flatMap(({ localRouter }) => localRouter),
  };
}

function portRules(service: ServiceSpec, port: ServicePort, all: readonly Endpoint[], zone: Zone): ServiceRules {
  const local = all.filter(({ isLocal }) => isLocal);
  const internal = internalRules(service, port, all, local);
  const outer = [...service.externalIps, ...service.loadBalancerIps].map(address => ({ address, port: port.port }));
  const node = nodeFronts(port, zone.node.hostAddresses);
  if (!service.isExternalLocal) {
    return {
      cluster: [...internal.cluster, ...rules(outer, all)],
      switch: [...internal.switch, ...rules(node, all)],
      router: [...internal.router, ...rules(node, all)],
      localRouter: [],
    };
  }
  const hosts = zone.settings.families.map(family => masqueradeAddress('hostLocal', family, zone.settings));
  return {
    ...internal,
    switch: [...internal.switch, ...rules([...outer, ...node], all), ...rules(nodeFronts(port, hosts), local)],
    localRouter: rules([...outer, ...node], local),
  };
}

/** The service's own addresses: the same everywhere, unless each node's pods are to stay among themselves. */
function internalRules(
  { clusterIps, isInternalLocal }: ServiceSpec,
  { port }: ServicePort,
  all: readonly Endpoint[],
  local: readonly Endpoint[],
): ServiceRules {
  const fronts = clusterIps.map(address => ({ address, port }));
  return isInternalLocal
    ? { cluster: [], switch: rules(fronts, local), router: rules(fronts, all), localRouter: [] }
    : { cluster: rules(fronts, all), switch: [], router: [], localRouter: [] };
}

type Front = Omit<ServiceRule, 'endpoints'>;

const nodeFronts = ({ nodePort }: ServicePort, addresses: readonly Address[]): readonly Front[] =>
  nodePort === undefined ? [] : addresses.map(address => ({ address, port: nodePort }));

const rules = (fronts: readonly Front[], endpoints: readonly Endpoint[]): readonly ServiceRule[] =>
  fronts.map(front => ({
    ...front,
    endpoints: endpoints.filter(({ address }) => address.family === front.address.family),
  }));
