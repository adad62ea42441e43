/**
 * The endpoints of a service: those of its mirrored EndpointSlices, or if it has none, the pods that it selects. The
 * endpoint slice controllers would find the same pods (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/controller/services/lb_config.go and pkg/util/kube.go).
 */
import { type Address, printAddress } from '../../base/ip.ts';
import type { EndpointSliceSpec, EndpointSpec, ServicePort, ServiceSpec } from '../../manifests/types/service-spec.ts';
import type { PodPort, ZoneNetwork } from '../zone/zone.ts';

export interface Endpoint {
  readonly address: Address;
  readonly port: number;
}

/** All endpoints, and those on the zone's own node. */
export interface Endpoints {
  readonly all: readonly Endpoint[];
  readonly local: readonly Endpoint[];
}

export interface EndpointSource {
  readonly localNode: string;
  readonly slices: readonly EndpointSliceSpec[];
  readonly network: ZoneNetwork;
}

type Found = EndpointSpec & { readonly port: number };

export function endpointsOf(service: ServiceSpec, port: ServicePort, source: EndpointSource): Endpoints {
  const slices = source.slices.filter(slice => isOf(slice, service, source.network));
  const found = slices.length ? sliceEndpoints(slices, port) : podEndpoints(service, port, source.network);
  const local = found.filter(({ node }) => node === source.localNode);
  return { all: sorted(eligible(found, service)), local: sorted(eligible(local, service)) };
}

const isOf = (slice: EndpointSliceSpec, service: ServiceSpec, network: ZoneNetwork): boolean =>
  slice.namespace === service.namespace && slice.service === service.name && slice.network === network.name;

/**
 * The endpoints that are ready. If there are none, those that terminate and still serve. Some services also use
 * endpoints that are not ready.
 */
function eligible(found: readonly Found[], { hasUnreadyEndpoints }: ServiceSpec): readonly Found[] {
  const ready = found.filter(({ isReady }) => isReady || hasUnreadyEndpoints);
  return ready.length ? ready : found.filter(({ isServing, isTerminating }) => isServing && isTerminating);
}

/** Each address once, sorted by text. */
function sorted(found: readonly Found[]): readonly Endpoint[] {
  const byText = new Map(
    found.flatMap(({ addresses, port }) => addresses.map(address => [printAddress(address), { address, port }])),
  );
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, endpoint]) => endpoint);
}

const sliceEndpoints = (slices: readonly EndpointSliceSpec[], { name, protocol }: ServicePort): readonly Found[] =>
  slices.flatMap(({ ports, endpoints }) =>
    ports
      .filter(port => port.name === name && port.protocol === protocol)
      .flatMap(({ port }) => endpoints.map(endpoint => ({ ...endpoint, port }))),
  );

function podEndpoints(service: ServiceSpec, port: ServicePort, { ports }: ZoneNetwork): readonly Found[] {
  if (!service.selector.size) return [];
  const isSelected = ({ pod }: PodPort) =>
    pod.namespace === service.namespace && [...service.selector].every(([key, value]) => pod.labels.get(key) === value);
  return ports.filter(isSelected).flatMap(({ addresses, pod }) => {
    const number = targetNumber(port, pod.containerPorts);
    const found = { addresses, node: pod.node, isReady: true, isServing: true, isTerminating: false };
    return number === undefined ? [] : [{ ...found, port: number }];
  });
}

/** A target by name is the container port with this name. */
const targetNumber = (
  { targetPort, protocol }: ServicePort,
  containerPorts: PodPort['pod']['containerPorts'],
): number | undefined =>
  typeof targetPort === 'number'
    ? targetPort
    : containerPorts.find(port => port.name === targetPort && port.protocol === protocol)?.containerPort;
