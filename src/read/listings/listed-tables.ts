/** Listings as tables of a database: which table of which schema each is, and its values in OVSDB's JSON. */
import { NB } from '../../ovn/schema/nb.ts';
import { SB } from '../../ovn/schema/sb.ts';
import type { Schema } from '../../ovn/schema/schema.ts';
import { toSpan } from '../ovsdb/json-span.ts';
import { type Rows, StoredRow } from '../ovsdb/row-table.ts';
import type { JsonRow, JsonValue } from '../ovsdb/value.ts';
import type { Listing } from './listing.ts';
import { parseValue } from './ovs-value.ts';

const SCHEMAS: Readonly<Record<'nb' | 'sb', Schema>> = { nb: NB, sb: SB };

export interface ListedTable {
  readonly kind: 'nb' | 'sb';
  readonly table: string;
  readonly listing: Listing;
}

/** The table that a listing is of: the one of its name, or the one with most of its columns. */
export function tableOf(listing: Listing, others: readonly Listing[] = []): ListedTable | undefined {
  const candidates = Object.entries(SCHEMAS).flatMap(([kind, schema]) =>
    Object.entries(schema).map(([table, columns]) => ({ kind: kind as 'nb' | 'sb', table, columns })),
  );
  const { caption, headings } = listing;
  const isOfNb = others.some(other => other.caption === 'Logical_Switch');
  const named = candidates.filter(({ table }) => table === caption);
  const rated = (caption === undefined ? candidates : named)
    .map(({ kind, table, columns }) => ({ kind, table, score: score(headings, Object.keys(columns)) }))
    .sort((a, b) => b.score - a.score || (isOfNb ? 1 : -1) * (a.kind < b.kind ? -1 : 1));
  const [best] = rated;
  return best && best.score > LEAST ? { kind: best.kind, table: best.table, listing } : undefined;
}

/** How many of both are the same, as a share of all that there are. */
function score(headings: readonly string[], columns: readonly string[]): number {
  const own = headings.filter(heading => !heading.startsWith('_'));
  const common = own.filter(heading => columns.includes(heading)).length;
  return common / (own.length + columns.length - common || 1);
}

const LEAST = 0.3;

/** Its rows as a database file has them; columns that are not known are left out. */
export function listedRows({ kind, table, listing: { headings, rows } }: ListedTable): Rows {
  const columns = SCHEMAS[kind][table]!;
  const toJson = (cell: Listing['rows'][number][number], heading: string): JsonValue | undefined => {
    if (typeof cell !== 'string') return cell.json;
    const column = heading === '_uuid' ? 'uuid' : columns[heading];
    return column && parseValue(cell, column);
  };
  return {
    rows: rows.map((cells, index) => {
      const row: JsonRow = {};
      for (const [place, heading] of headings.entries()) {
        const value = cells[place] === undefined ? undefined : toJson(cells[place], heading);
        if (value !== undefined) row[heading] = value;
      }
      const { _uuid: uuid, ...values } = row;
      return new StoredRow(toSpan(values), Array.isArray(uuid) ? String(uuid[1]) : `row ${index + 1}`);
    }),
  };
}
