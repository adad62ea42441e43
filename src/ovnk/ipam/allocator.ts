/**
 * OVN-Kubernetes' allocators are round-robin: they return the lowest free number after the last one that they chose
 * (release 1.1, go-controller/pkg/allocator/bitmap/bitmap.go). A number that is reserved by name does not move that
 * place, and numbers that are in use already count as chosen in order.
 */
import { type Address, contains, networkAddress, type Prefix } from '../../base/ip.ts';
import { lastAddress } from '../vocabulary/addresses.ts';

export interface Allocator {
  /** Chooses a free number; undefined if none is free. */
  next(): bigint | undefined;
  /** Marks a number as taken on request. */
  reserve(value: bigint): void;
  /** Marks a number as chosen earlier: the search goes on after the greatest of these. */
  resume(value: bigint): void;
  /** Whether the number is one of those that can be allocated, free or not. */
  contains(value: bigint): boolean;
}

/** The last tunnel key of ports. Keys begin at 1; nodes and pods of a network share them. */
export const LAST_TUNNEL_KEY = 32767n;

/** Allocates numbers from `first` to `last`. `leap` returns the next allowed number from its argument on. */
export function newAllocator(first: bigint, last: bigint, leap: (value: bigint) => bigint = value => value): Allocator {
  const used = new Set<bigint>();
  let latest = first - 1n;
  const contains = (value: bigint) => value >= first && value <= last;
  const free = (from: bigint): bigint | undefined => {
    for (let value = leap(from); value <= last; value = leap(value + 1n)) if (!used.has(value)) return value;
    return undefined;
  };
  return {
    next() {
      const value = free(latest + 1n) ?? free(first);
      if (value === undefined) return undefined;
      latest = value;
      used.add(value);
      return value;
    },
    reserve: value => void used.add(value),
    resume(value) {
      used.add(value);
      if (contains(value) && leap(value) === value && value > latest) latest = value;
    },
    contains,
  };
}

/** The greatest offset of an IPv6 address that is allocated in a subnet. */
const LAST_IPV6_OFFSET = 65535n;

/** Allocates the addresses of a subnet, without its first address, the broadcast address, and excluded ranges. */
export function newAddressAllocator(subnet: Prefix, excluded: readonly Prefix[]): Allocator {
  const base = networkAddress(subnet).value;
  const end = subnet.family === 4 ? lastAddress(subnet) - 1n : lastAddress(subnet);
  const last = subnet.family === 6 && end - base > LAST_IPV6_OFFSET ? base + LAST_IPV6_OFFSET : end;
  const around = (address: Address) => excluded.find(network => contains(network, address));
  const leap = (value: bigint): bigint => {
    const range = around({ ...subnet, value });
    return range ? leap(lastAddress(range) + 1n) : value;
  };
  return newAllocator(base + 1n, last, leap);
}
