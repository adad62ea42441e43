/** Listings as what they are good for: a whole database, the logical flows of one, or neither. */
import { type StoredDatabase, TABLES } from './database.ts';
import type { ReadDump } from './flows/dump-flows.ts';
import { readListedFlows } from './listed-flows.ts';
import { type ListedTable, listedRows, tableOf } from './listings/listed-tables.ts';
import type { Listing } from './listings/listing.ts';
import type { Rows } from './ovsdb/row-table.ts';

export type ReadListings =
  | { readonly kind: 'database'; readonly database: StoredDatabase }
  | ({ readonly kind: 'dump' } & ReadDump)
  | { readonly what: string };

/** The tables without which a database is no network. */
const NEEDED: Readonly<Record<ListedTable['kind'], readonly string[]>> = {
  sb: ['Datapath_Binding', 'Port_Binding', 'Logical_Flow'],
  nb: ['NB_Global', 'Logical_Switch'],
};

/** `what` names listings that cannot be read alone. */
export function readListings(listings: readonly Listing[], name: string): ReadListings {
  const found = listings.flatMap(listing => tableOf(listing, listings) ?? []);
  for (const kind of ['sb', 'nb'] as const) {
    const ofKind = found.filter(each => each.kind === kind);
    if (!NEEDED[kind].every(table => ofKind.some(each => each.table === table))) continue;
    const read: readonly string[] = TABLES[kind];
    const tables = new Map(
      ofKind.filter(({ table }) => read.includes(table)).map(each => [each.table, listedRows(each)]),
    );
    return { kind: 'database', database: { kind, name, tables, diagnostics: [] } };
  }
  const flows = found.filter(
    ({ kind, table, listing }) => kind === 'sb' && table === 'Logical_Flow' && isWhole(listing),
  );
  if (flows.length > 0) return { kind: 'dump', ...readListedFlows(together(flows), name) };
  return { what: describe(found) };
}

/** With `--columns`, the output can lack what a flow needs. */
const isWhole = ({ headings }: Listing): boolean =>
  ['match', 'actions', 'pipeline', 'priority', 'table_id'].every(column => headings.includes(column));

const together = (flows: readonly ListedTable[]): Rows => ({ rows: flows.flatMap(each => listedRows(each).rows) });

function describe(found: readonly ListedTable[]): string {
  const [first, ...others] = found;
  if (!first) return 'a list of rows of a table that is not of OVN';
  if (others.length > 0) return 'the output of ovsdb-client dump without the tables of a network';
  return `the output of ovn-${first.kind}ctl list ${first.table}`;
}
