/**
 * Collects root rows to a whole database. OVSDB keeps other rows only while a root row refers to them, so builders need
 * not list those.
 */
import { NB, type Nb, type NbTable } from '../../ovn/schema/nb.ts';
import { newDatabase } from '../../ovn/schema/schema.ts';

/** Some rows of some tables. */
export type NbRows = Partial<Nb>;
type AnyRow = Readonly<Record<string, unknown>>;

/** A database of these rows and all rows that they refer to, each once. */
export function gatherRows(parts: Iterable<NbRows>): Nb {
  const gathered = new Map<NbTable, Set<AnyRow>>();
  for (const part of parts) {
    for (const [table, rows] of Object.entries(part)) {
      for (const row of rows) gather(table as NbTable, row, gathered);
    }
  }
  return newDatabase(NB, Object.fromEntries([...gathered].map(([table, rows]) => [table, [...rows]])) as NbRows);
}

function gather(table: NbTable, row: AnyRow, gathered: Map<NbTable, Set<AnyRow>>): void {
  const rows = gathered.get(table) ?? new Set();
  if (rows.has(row)) return;
  gathered.set(table, rows.add(row));
  for (const [column, target] of references(table)) {
    for (const referred of [row[column]].flat()) if (referred) gather(target, referred as AnyRow, gathered);
  }
}

/** The columns of a table that refer to rows, and the tables of these rows. */
const references = (table: NbTable): readonly (readonly [string, NbTable])[] =>
  Object.entries(NB[table])
    .filter(([, type]) => type.startsWith('@'))
    .map(([column, type]) => [column, type.slice(1).replace(/[?*]$/, '') as NbTable]);
