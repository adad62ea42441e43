/**
 * Tunnel keys: those that are asked for first, to the first who asks; the others get the next free ones in order.
 * (ovn-northd goes through its hash tables there, so only requested keys can be known beforehand.)
 * Truth: `ovn_datapath_assign_requested_tnl_id`, `ovn_port_allocate_key` and `ovn_allocate_tnlid`.
 */
import { integer, type Options } from './option-values.ts';

export interface KeyRequest<T> {
  readonly item: T;
  /** 0 where any key will do. */
  readonly key: number;
}

export const requestedKey = (options: Options): number => integer(options, 'requested-tnl-key');

/** A key from 1 on for every item; `startAfterRequested` is how ports, but not datapaths, choose where to go on. */
export function assignTunnelKeys<T>(
  requests: readonly KeyRequest<T>[],
  startAfterRequested: boolean,
  onConflict: (item: T, key: number) => void,
): ReadonlyMap<T, number> {
  const owners = new Map<number, T>();
  for (const { item, key } of requests.filter(({ key }) => key > 0)) {
    if (owners.has(key)) onConflict(item, key);
    else owners.set(key, item);
  }
  const keys = new Map([...owners].map(([key, item]) => [item, key]));
  let next = startAfterRequested ? [...owners.keys()].reduce((a, b) => Math.max(a, b), 0) + 1 : 1;
  for (const { item } of requests.filter(({ item }) => !keys.has(item))) {
    while (owners.has(next)) next++;
    keys.set(item, next++);
  }
  return keys;
}
