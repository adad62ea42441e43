/**
 * Tunnel keys: requested keys go to the first item that requests them; then known keys stay, if they are still free; all other
 * items get the next free key, in order. (ovn-northd uses the order of its hash tables for these, so only requested and known
 * keys are predictable.) Truth: `ovn_datapath_assign_requested_tnl_id`, `ovn_port_allocate_key` and `ovn_allocate_tnlid`.
 */
import { integer, type Options } from '../../../ovn/schema/option-values.ts';

export interface KeyRequest<T> {
  readonly item: T;
  /** 0 if any key is fine. */
  readonly key: number;
  /** The key in an earlier southbound database; 0 if there is none. */
  readonly known: number;
}

export const requestedKey = (options: Options): number => integer(options, 'requested-tnl-key');

/** A key from 1 on for every item. `startAfterRequested`: other keys start after the requested ones (for ports only). */
export function assignTunnelKeys<T>(
  requests: readonly KeyRequest<T>[],
  startAfterRequested: boolean,
  onConflict: (item: T, key: number) => void,
): ReadonlyMap<T, number> {
  const owners = new Map<number, T>();
  const keys = new Map<T, number>();
  const give = (item: T, key: number): void => {
    owners.set(key, item);
    keys.set(item, key);
  };
  for (const { item, key } of requests.filter(({ key }) => key > 0)) {
    if (owners.has(key)) onConflict(item, key);
    else give(item, key);
  }
  let next = startAfterRequested ? [...owners.keys()].reduce((a, b) => Math.max(a, b), 0) + 1 : 1;
  for (const { item, known } of requests) if (known > 0 && !keys.has(item) && !owners.has(known)) give(item, known);
  for (const { item } of requests.filter(({ item }) => !keys.has(item))) {
    while (owners.has(next)) next++;
    give(item, next++);
  }
  return keys;
}
