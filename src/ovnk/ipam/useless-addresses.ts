/**
 * Ports whose addresses OVN-Kubernetes accepts, but which are of little use: two owners have one address or one MAC, or
 * no router is where the guest looks for it.
 */
import { type Address, contains, isSameAddress, printAddress, printPrefix } from '../../base/ip.ts';
import type { RefusalCode } from '../../kubernetes/refusals.ts';
import type { ObjectName } from '../../manifests/types/object-name.ts';
import { macFromAddress } from '../vocabulary/addresses.ts';
import { infrastructureOf, type NetworkRanges } from './address-pool.ts';
import { keeperOf } from './request-faults.ts';

interface AddressedPort {
  readonly pod: ObjectName & { readonly machine: string | undefined };
  readonly mac: string;
  readonly addresses: readonly Address[];
  readonly gateways: readonly Address[];
}

interface AddressedNetwork extends Omit<NetworkRanges, 'reservedSubnets' | 'excludeSubnets'> {
  readonly name: string;
  readonly role: 'primary' | 'secondary';
  readonly ports: readonly AddressedPort[];
}

/** A sentence without a full stop. The code is that of the refusal in the releases that do not accept it. */
export interface UselessAddress {
  readonly code: RefusalCode;
  readonly text: string;
  readonly pod: AddressedPort['pod'];
}

export function* uselessAddresses(network: AddressedNetwork): Generator<UselessAddress> {
  yield* shared(network, 'address-in-use', ({ addresses }) => addresses.map(printAddress));
  yield* shared(network, 'mac-in-use', ({ mac }) => [mac]);
  if (network.role !== 'primary') return;
  for (const port of network.ports) {
    const found = misplaced(port, network) ?? wrongRouter(port, network) ?? lackingFamily(port, network);
    for (const each of [found, networkMac(port, network)]) if (each) yield { ...each, pod: port.pod };
  }
}

/** Values that ports of different owners have. The pods of one virtual machine are one owner. */
function* shared(
  { ports, name }: AddressedNetwork,
  code: RefusalCode,
  valuesOf: (port: AddressedPort) => readonly string[],
): Generator<UselessAddress> {
  const first = new Map<string, AddressedPort>();
  for (const port of ports) {
    for (const value of valuesOf(port)) {
      const earlier = first.get(value) ?? port;
      first.set(value, earlier);
      if (ownerOf(earlier) === ownerOf(port)) continue;
      const text = `pods ${titleOf(earlier)} and ${titleOf(port)} both have ${value} on network ${name}: which of them gets a packet is not defined`;
      yield { code, text, pod: port.pod };
    }
  }
}

const titleOf = ({ pod }: AddressedPort): string => `${pod.namespace}/${pod.name}`;
const ownerOf = ({ pod: { namespace, name, machine } }: AddressedPort): string =>
  `${namespace}/${machine ?? `pod ${name}`}`;

type Found = Omit<UselessAddress, 'pod'> | undefined;

function misplaced(port: AddressedPort, network: AddressedNetwork): Found {
  for (const address of port.addresses) {
    const text = `pod ${titleOf(port)} has ${printAddress(address)} on network ${network.name}, `;
    if (!network.subnets.some(subnet => contains(subnet, address)))
      return {
        code: 'address-outside-subnets',
        text: `${text}which is outside of ${network.subnets.map(printPrefix).join(' and ')}: nothing routes to it`,
      };
    const kept = [...network.gatewayAddresses, ...network.managementAddresses].some(each =>
      isSameAddress(each, address),
    );
    if (kept) return { code: 'address-reserved', text: `${text}which belongs to ${keeperOf(address, network)}` };
  }
  return undefined;
}

/** A port with the address of the gateway has its MAC, too: then the address is enough. */
function networkMac(port: AddressedPort, network: AddressedNetwork): Found {
  const keeper = new Map(infrastructureOf(network)).get(port.mac);
  const isSaid = port.addresses.some(address => macFromAddress(address) === port.mac);
  return keeper && !isSaid
    ? {
        code: 'mac-in-use',
        text: `pod ${titleOf(port)} has ${port.mac} on network ${network.name}, which belongs to ${keeper.title}`,
      }
    : undefined;
}

function wrongRouter(port: AddressedPort, { gatewayAddresses, name }: AddressedNetwork): Found {
  const router = port.gateways.find(gateway => !gatewayAddresses.some(each => isSameAddress(each, gateway)));
  return (
    router && {
      code: 'address-outside-subnets',
      text: `pod ${titleOf(port)} gets router ${printAddress(router)} on network ${name}, which nobody has: its request has another prefix length than the subnet`,
    }
  );
}

function lackingFamily(port: AddressedPort, { subnets, name }: AddressedNetwork): Found {
  const missing = subnets.find(({ family }) => !port.addresses.some(address => address.family === family));
  return (
    missing && {
      code: 'address-families',
      text: `pod ${titleOf(port)} has no IPv${missing.family} address on network ${name}, which has an IPv${missing.family} subnet`,
    }
  );
}
