/** Items in groups. */
import type { GuestCounts, PortItem } from './items.ts';

/** Items without a key are in no group. */
export function groupItems<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** A VM that migrates has two ports. */
export function countGuests(ports: readonly PortItem[]): GuestCounts {
  const guestsOf = (type: string) => new Set(ports.filter(port => port.type === type).map(({ guest }) => guest)).size;
  return { machines: guestsOf('vm'), pods: guestsOf('pod'), ports: ports.length };
}
