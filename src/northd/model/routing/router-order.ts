/**
 * The order in which ovn-northd visits routers: that of hash tables of UUIDs. Ids that count over all routers depend on it.
 * Truth: `join_datapaths` and `build_datapaths` in northd/northd.c.
 */
import { compareRows, rowOrder, uuidOrder } from '../../../base/hash-table.ts';
import type { Has } from '../../differences/differences.ts';
import type { Router, Switch, SwitchOrRouter } from '../datapath.ts';
import { requestedKey } from '../keys/tunnel-keys.ts';

/** First one table has all datapaths: those of the southbound database, then new ones. Then the routers move to others. */
export function inRouterOrder(
  switches: readonly Switch[],
  routers: readonly Router[],
  known: readonly string[],
  has: Has,
): readonly Router[] {
  const byUuid = new Map(routers.map(router => [nbUuid(router), router]));
  const ofRouters = (uuids: Iterable<string>) => [...uuids].filter(uuid => byUuid.has(uuid));
  const found = new Set([...known, ...tableOrder(switches), ...tableOrder(routers)]);
  const all = has('requestedKeysFirst') ? requestedFirst(found, [...switches, ...routers]) : found;
  const together = has('kindsApart') ? uuidOrder(ofRouters(all)) : ofRouters(uuidOrder(all));
  const synced = has('requestedKeysFirst') ? uuidOrder(together) : together;
  return uuidOrder(synced).map(uuid => byUuid.get(uuid)!);
}

/**
 * Routers, in ovn-northd's order, that share a place in its table. From 25.09 on, their order there is unknown: it depends on
 * what ovn-northd did since it started. Groups of two or more.
 */
export function inUnknownOrder(routers: readonly Router[], has: Has): readonly (readonly Router[])[] {
  if (!has('requestedKeysFirst')) return [];
  const comparePlaces = compareRows(routers.length);
  const groups: Router[][] = [];
  for (const router of routers) {
    const before = groups.at(-1);
    if (before && comparePlaces(nbUuid(before[0]!), nbUuid(router)) === 0) before.push(router);
    else groups.push([router]);
  }
  return groups.filter(({ length }) => length > 1);
}

/** Datapaths that ask for a tunnel key get theirs first. */
function requestedFirst(uuids: Iterable<string>, datapaths: readonly SwitchOrRouter[]): Iterable<string> {
  const requested = new Set(datapaths.filter(asksForKey).map(nbUuid));
  const all = [...uuids];
  return [...all.filter(uuid => requested.has(uuid)), ...all.filter(uuid => !requested.has(uuid))];
}

const asksForKey = (datapath: SwitchOrRouter): boolean =>
  requestedKey(datapath.kind === 'switch' ? datapath.nb.other_config : datapath.nb.options) > 0;

const tableOrder = (datapaths: readonly SwitchOrRouter[]): string[] => uuidOrder(rowOrder(datapaths.map(nbUuid)));

/** Of the northbound row, or derived if no database has stored it yet. */
const nbUuid = ({ sb: { external_ids } }: SwitchOrRouter): string =>
  external_ids.get('logical-switch') ?? external_ids.get('logical-router')!;

/** References of a set: a database returns them in the order of their UUIDs. */
export const inUuidOrder = <R extends { readonly _uuid: string }>(rows: readonly R[]): readonly R[] =>
  rows.toSorted((a, b) => (a._uuid < b._uuid ? -1 : a._uuid > b._uuid ? 1 : 0));
