/**
 * The addresses and MACs of a network, and who has them (OVN-Kubernetes release 1.2,
 * go-controller/pkg/allocator/ip/subnet/allocator.go and pkg/allocator/mac/reservation.go).
 */
import { type Address, contains, type Prefix } from '../../base/ip.ts';
import { macFromAddress } from '../vocabulary/addresses.ts';
import { newAddressAllocator } from './allocator.ts';

/** The ranges of a network. */
export interface NetworkRanges {
  readonly subnets: readonly Prefix[];
  /** Ranges whose addresses pods get only on request. */
  readonly reservedSubnets: readonly Prefix[];
  /** All ranges that are not given to pods, with those that pods get only on request. */
  readonly excludeSubnets: readonly Prefix[];
  readonly gatewayAddresses: readonly Prefix[];
  readonly managementAddresses: readonly Prefix[];
}

/** Who has an address or a MAC: the pods of one virtual machine are one owner. */
export interface Holder {
  readonly owner: string;
  /** For messages: `pod ns/name`. */
  readonly title: string;
}

export interface AddressPool {
  /** A free address of each subnet; undefined if a subnet has none. */
  next(): readonly Prefix[] | undefined;
  /** `how`: whether the addresses were asked for, or chosen as free ones. */
  hold(addresses: readonly Address[], mac: string | undefined, holder: Holder, how: 'reserve' | 'resume'): void;
  holderOf(address: Address): Holder | undefined;
  holderOfMac(mac: string): Holder | undefined;
  /** Where the address is among the network's ranges. */
  placeOf(address: Address): AddressPlace;
}

/** `unusable`: no pod of any network gets it, such as the first address; `excluded`: the network keeps it. */
export type AddressPlace = 'outside' | 'unusable' | 'excluded' | 'usable';

export function newAddressPool(ranges: NetworkRanges): AddressPool {
  const { subnets, reservedSubnets, excludeSubnets } = ranges;
  const allocators = subnets.map(subnet => newAddressAllocator(subnet, excludeSubnets));
  const holders = new Map<string, Holder>();
  const macs = new Map<string, Holder>(infrastructureOf(ranges));
  const isIn = (networks: readonly Prefix[], address: Address) => networks.some(each => contains(each, address));
  return {
    next() {
      const values = allocators.map(allocator => allocator.next());
      const addresses = subnets.map((subnet, index) => ({ ...subnet, value: values[index] ?? -1n }));
      return addresses.every(({ value }) => value >= 0n) ? addresses : undefined;
    },
    hold(addresses, mac, holder, how) {
      for (const address of addresses) {
        holders.set(keyOf(address), holders.get(keyOf(address)) ?? holder);
        subnets.forEach((subnet, index) => {
          if (subnet.family === address.family) allocators[index]![how](address.value);
        });
      }
      if (mac !== undefined) macs.set(mac, macs.get(mac) ?? holder);
    },
    holderOf: address => holders.get(keyOf(address)),
    holderOfMac: mac => macs.get(mac),
    placeOf(address) {
      const index = subnets.findIndex(subnet => contains(subnet, address));
      if (index < 0) return 'outside';
      if (isIn(reservedSubnets, address)) return isEdge(subnets[index]!, address) ? 'unusable' : 'usable';
      if (!allocators[index]!.contains(address.value)) return 'unusable';
      return isIn(excludeSubnets, address) ? 'excluded' : 'usable';
    },
  };
}

const keyOf = ({ family, value }: Address): string => `${family} ${value}`;

/** Whether it is the first or the last address of an IPv4 subnet. */
const isEdge = (subnet: Prefix, address: Address): boolean =>
  subnet.family === 4 && !newAddressAllocator(subnet, []).contains(address.value);

/** The MACs of the gateway and of the management port. */
export function* infrastructureOf({
  gatewayAddresses,
  managementAddresses,
}: Pick<NetworkRanges, 'gatewayAddresses' | 'managementAddresses'>): Generator<[string, Holder]> {
  for (const address of managementAddresses) yield [macFromAddress(address), MANAGEMENT];
  for (const address of gatewayAddresses) yield [macFromAddress(address), GATEWAY];
}
export const GATEWAY: Holder = { owner: 'gateway', title: 'the gateway of the network' };
export const MANAGEMENT: Holder = { owner: 'management', title: 'the management port of the node' };
