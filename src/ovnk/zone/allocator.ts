/**
 * OVN-Kubernetes' allocators are round-robin: they return the next free number after the last one (release 1.1,
 * go-controller/pkg/allocator/bitmap/bitmap.go). Numbers that the manifests use count as allocated in order.
 */
import { type Address, contains, networkAddress, type Prefix } from '../../base/ip.ts';
import { lastAddress } from '../vocabulary/addresses.ts';

export interface Allocator {
  /** Returns the next free number. If none is free, it returns one that is taken. */
  next(): bigint;
}

/** The last tunnel key of ports. Keys begin at 1; nodes and pods of a network share them. */
export const LAST_TUNNEL_KEY = 32767n;

/**
 * Allocates numbers from `first` to `last` that are not in `taken`. The first result is the one after the greatest
 * taken number. `leap` returns the next allowed number from its argument on.
 */
export function newAllocator(
  first: bigint,
  last: bigint,
  taken: readonly bigint[],
  leap: (value: bigint) => bigint = value => value,
): Allocator {
  const used = new Set(taken.filter(value => value >= first && value <= last));
  let latest = [...used].reduce((greatest, value) => (value > greatest ? value : greatest), first - 1n);
  const free = (from: bigint): bigint | undefined => {
    for (let value = leap(from); value <= last; value = leap(value + 1n)) if (!used.has(value)) return value;
    return undefined;
  };
  return {
    next() {
      latest = free(latest + 1n) ?? free(first) ?? last;
      used.add(latest);
      return latest;
    },
  };
}

/** The greatest number of IPv6 addresses allocated in a subnet. */
const MOST_IPV6 = 65536n;

export interface Unavailable {
  readonly taken: readonly Address[];
  readonly excluded: readonly Prefix[];
}

/** Allocates the addresses of a subnet, without its first address, the broadcast address, and unavailable ones. */
export function newAddressAllocator(subnet: Prefix, { taken, excluded }: Unavailable): Allocator {
  const base = networkAddress(subnet).value;
  const end = subnet.family === 4 ? lastAddress(subnet) - 1n : lastAddress(subnet);
  const last = subnet.family === 6 && end - base > MOST_IPV6 ? base + MOST_IPV6 : end;
  const isExcluded = (address: Address) => excluded.find(network => contains(network, address));
  const given = taken.filter(address => address.family === subnet.family && !isExcluded(address));
  const leap = (value: bigint): bigint => {
    const around = isExcluded({ ...subnet, value });
    return around ? leap(lastAddress(around) + 1n) : value;
  };
  return newAllocator(
    base + 1n,
    last,
    given.map(({ value }) => value),
    leap,
  );
}
