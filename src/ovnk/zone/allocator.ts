/**
 * OVN-Kubernetes' allocators go round: the next one after the last, skipping what is taken (release 1.1,
 * go-controller/pkg/allocator/bitmap/bitmap.go). What manifests show as taken counts as given out in order.
 */
import { type Address, contains, type Network, networkAddress } from '../../base/ip.ts';
import { lastAddress } from '../vocabulary/addresses.ts';

export interface Allocator {
  /** The next that is free; where nothing is, one that is not. */
  next(): bigint;
}

/** Tunnel keys of ports, which nodes and pods of a network share, go from 1 to here. */
export const LAST_TUNNEL_KEY = 32767n;

/**
 * Numbers from `first` to `last`, none of `taken`; the next is the one after the greatest taken. `leap` goes from a
 * number that is never given out to the first that may be.
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

/** How many IPv6 addresses of a subnet are given out at most. */
const MOST_IPV6 = 65536n;

export interface Unavailable {
  readonly taken: readonly Address[];
  readonly excluded: readonly Network[];
}

/** The addresses of a subnet but for the network's own, the broadcast address, and what is not available. */
export function newAddressAllocator(subnet: Network, { taken, excluded }: Unavailable): Allocator {
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
