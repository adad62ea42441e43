/**
 * Services as the API server completes them: with an address in each of their families, and with node ports. Kubernetes
 * chooses both at random, in the upper part of their ranges (KEP-3070 and KEP-3668); here they are the lowest free ones
 * there. A service with an address is as the cluster has it.
 */
import { type Address, addressBits, type Family, type Prefix, printAddress } from '../../base/ip.ts';
import type { ServicePort, ServiceSpec } from '../../manifests/types/service-spec.ts';
import { nthAddress } from '../vocabulary/addresses.ts';
import type { Assume, Zone } from '../zone/zone.ts';

/** The default range of node ports, and its lower part, which is for ports that services name. */
const NODE_PORTS = { first: 30000, reserved: 86 } as const;
/** The lower part of a network, which is for addresses that services name: a sixteenth, but at least 16 and at most 256. */
const RESERVED_ADDRESSES = { least: 16, most: 256, share: 16 } as const;

/** Completes the services of namespaces on primary networks. */
export function completeServices(services: readonly ServiceSpec[], zone: Zone, assume: Assume): readonly ServiceSpec[] {
  const hosts = zone.networks.filter(({ role }) => role === 'primary').flatMap(({ namespaces }) => namespaces);
  const given = [...services, ...zone.settings.sharedServices].flatMap(({ clusterIps }) => clusterIps);
  const taken = new Set<string | number>([
    ...given.map(printAddress),
    ...services.flatMap(({ ports }) => ports.flatMap(({ nodePort }) => nodePort ?? [])),
  ]);
  return services.map(service =>
    hosts.includes(service.namespace) ? complete(service, zone, taken, assume) : service,
  );
}

/** `taken` has the addresses and node ports in use; the new ones are added. */
function complete(service: ServiceSpec, { settings }: Zone, taken: Set<string | number>, assume: Assume): ServiceSpec {
  const { namespace, name, place, clusterIps: given } = service;
  if (service.type === 'ExternalName' || service.isHeadless || given.length) return service;
  const clusterIps = networksFor(service, settings.serviceNetworks).map(network => freeAddress(network, taken));
  const ports = service.hasNodePorts ? service.ports.map(port => withNodePort(port, taken)) : service.ports;
  const chosen = [
    ...clusterIps.map(address => `clusterIP ${printAddress(address)}`),
    ...ports.filter((port, index) => port !== service.ports[index]).map(({ nodePort }) => `nodePort ${nodePort}`),
  ];
  assume(`service ${namespace}/${name} has no clusterIP: assuming ${chosen.join(' and ')}`, place);
  return { ...service, clusterIps, ports };
}

/** One network, or one of each family if the service asks for both. */
function networksFor({ families, wantsBothFamilies }: ServiceSpec, networks: readonly Prefix[]): readonly Prefix[] {
  const firstOf = (family: Family) => networks.find(network => network.family === family);
  const wanted = families.length ? families : networks.slice(0, 1).map(({ family }) => family);
  const others = wantsBothFamilies ? networks.map(({ family }) => family) : [];
  return [...new Set([...wanted, ...others])].map(firstOf).filter(network => network !== undefined);
}

function freeAddress(network: Prefix, taken: Set<string | number>): Address {
  const { least, most, share } = RESERVED_ADDRESSES;
  const size = 2 ** (addressBits(network.family) - network.prefixLength);
  const reserved = Math.min(Math.max(least, size / share), most);
  for (let offset = Math.trunc(reserved) + 1; ; offset++) {
    const address = nthAddress(network, offset);
    if (taken.has(printAddress(address))) continue;
    taken.add(printAddress(address));
    return address;
  }
}

function withNodePort(port: ServicePort, taken: Set<string | number>): ServicePort {
  if (port.nodePort !== undefined) return port;
  let nodePort = NODE_PORTS.first + NODE_PORTS.reserved;
  while (taken.has(nodePort)) nodePort++;
  taken.add(nodePort);
  return { ...port, nodePort };
}
