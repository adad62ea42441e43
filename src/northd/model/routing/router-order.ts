/**
 * The order in which ovn-northd visits routers: that of hash tables of UUIDs. Ids that count over all routers depend on it.
 * Truth: `join_datapaths` and `build_datapaths` in northd/northd.c.
 */
import { rowOrder, uuidOrder } from '../../../base/hash-table.ts';
import type { Datapath, Router, Switch } from '../datapath.ts';

/** First one table has switches and routers; then the routers move to another. */
export function inRouterOrder(switches: readonly Switch[], routers: readonly Router[]): readonly Router[] {
  const byUuid = new Map(routers.map(router => [nbUuid(router), router]));
  const together = uuidOrder([...tableOrder(switches), ...tableOrder(routers)]);
  return uuidOrder(together.filter(uuid => byUuid.has(uuid))).map(uuid => byUuid.get(uuid)!);
}

const tableOrder = (datapaths: readonly Datapath[]): string[] => uuidOrder(rowOrder(datapaths.map(nbUuid)));

/** Of the northbound row, or derived if no database has stored it yet. */
const nbUuid = ({ sb: { external_ids } }: Datapath): string =>
  external_ids.get('logical-switch') ?? external_ids.get('logical-router')!;

/** References of a set: a database returns them in the order of their UUIDs. */
export const inUuidOrder = <R extends { readonly _uuid: string }>(rows: readonly R[]): readonly R[] =>
  rows.toSorted((a, b) => (a._uuid < b._uuid ? -1 : a._uuid > b._uuid ? 1 : 0));
