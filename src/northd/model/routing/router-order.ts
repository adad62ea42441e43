/**
 * The order in which ovn-northd visits routers: that of hash tables of UUIDs. Ids that count over all routers depend on it.
 * Truth: `join_datapaths` and `build_datapaths` in northd/northd.c.
 */
import { rowOrder, uuidOrder } from '../../../base/hash-table.ts';
import type { Router, Switch, SwitchOrRouter } from '../datapath.ts';

/** First one table has all datapaths: those of the southbound database, then new ones. Then the routers move to another. */
export function inRouterOrder(
  switches: readonly Switch[],
  routers: readonly Router[],
  known: readonly string[],
): readonly Router[] {
  const byUuid = new Map(routers.map(router => [nbUuid(router), router]));
  const together = uuidOrder(new Set([...known, ...tableOrder(switches), ...tableOrder(routers)]));
  return uuidOrder(together.filter(uuid => byUuid.has(uuid))).map(uuid => byUuid.get(uuid)!);
}

const tableOrder = (datapaths: readonly SwitchOrRouter[]): string[] => uuidOrder(rowOrder(datapaths.map(nbUuid)));

/** Of the northbound row, or derived if no database has stored it yet. */
const nbUuid = ({ sb: { external_ids } }: SwitchOrRouter): string =>
  external_ids.get('logical-switch') ?? external_ids.get('logical-router')!;

/** References of a set: a database returns them in the order of their UUIDs. */
export const inUuidOrder = <R extends { readonly _uuid: string }>(rows: readonly R[]): readonly R[] =>
  rows.toSorted((a, b) => (a._uuid < b._uuid ? -1 : a._uuid > b._uuid ? 1 : 0));
