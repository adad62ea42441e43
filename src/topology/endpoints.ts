/**
 * Where a service's traffic goes: to the endpoints of its mirrored EndpointSlices, or where there is none, to the pods
 * that it selects, as the endpoint slice controllers would have found them.
 */
import { type Address, printAddress } from '../base/ip.ts';
import type { EndpointSliceSpec, ServicePort, ServiceSpec } from '../spec/udn-spec.ts';
import type { PodPort, ZoneNetwork } from './zone.ts';

export interface Endpoint {
  readonly address: Address;
  readonly port: number;
  /** Whether it is on the zone's own node. */
  readonly isLocal: boolean;
}

export interface EndpointSource {
  readonly localNode: string;
  readonly slices: readonly EndpointSliceSpec[];
  readonly network: ZoneNetwork;
}

/** Each once, in the order of their texts. */
export function endpointsOf(service: ServiceSpec, port: ServicePort, source: EndpointSource): readonly Endpoint[] {
  const slices = source.slices.filter(slice => isOf(slice, service, source.network));
  const found = slices.length
    ? sliceEndpoints(slices, port, source.localNode)
    : podEndpoints(service, port, source.network);
  const byText = new Map(found.map(endpoint => [`${printAddress(endpoint.address)} ${endpoint.port}`, endpoint]));
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, endpoint]) => endpoint);
}

const isOf = (slice: EndpointSliceSpec, service: ServiceSpec, network: ZoneNetwork): boolean =>
  slice.namespace === service.namespace && slice.service === service.name && slice.network === network.name;

const sliceEndpoints = (
  slices: readonly EndpointSliceSpec[],
  { name, protocol }: ServicePort,
  localNode: string,
): readonly Endpoint[] =>
  slices.flatMap(({ ports, endpoints }) =>
    ports
      .filter(port => port.name === name && port.protocol === protocol)
      .flatMap(({ port }) =>
        endpoints
          .filter(({ isServing }) => isServing)
          .flatMap(({ addresses, node }) => addresses.map(address => ({ address, port, isLocal: node === localNode }))),
      ),
  );

/** A port by name cannot be resolved: pods are known without their containers. */
function podEndpoints(service: ServiceSpec, { targetPort }: ServicePort, { ports }: ZoneNetwork): readonly Endpoint[] {
  if (typeof targetPort !== 'number' || !service.selector.size) return [];
  const isSelected = ({ pod }: PodPort) =>
    pod.namespace === service.namespace && [...service.selector].every(([key, value]) => pod.labels.get(key) === value);
  return ports
    .filter(isSelected)
    .flatMap(({ addresses, isLocal }) => addresses.map(address => ({ address, port: targetPort, isLocal })));
}
