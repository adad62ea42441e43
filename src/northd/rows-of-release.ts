/**
 * The northbound rows that a server of an earlier release can hold. ovn-northd of that release never sees the others, so they
 * are left out before rules read them, each kind with a warning.
 */
import { type Diagnostic, warning } from '../base/diagnostic.ts';
import type { Presence, Release } from '../ovn/release/release.ts';
import { NB, type Nb, type NbTable } from '../ovn/schema/nb.ts';
import { NB_PRESENCES } from '../ovn/schema/presences.ts';
import { type Column, defaultValue, newDatabase } from '../ovn/schema/schema.ts';

type AnyRow = Readonly<Record<string, unknown>>;

/** What the schema of a release lacks: a table, a column, or a value of a column. */
interface Lack {
  readonly name: string;
  readonly table: NbTable;
  readonly column: string | undefined;
  readonly value: string | undefined;
}

export interface RowsOfRelease {
  readonly rows: Nb;
  /** The row that a row of `rows` is a copy of. */
  originalOf<R extends object>(row: R): R;
}

export function rowsOfRelease(nb: Nb, release: Release, report: (found: Diagnostic) => void): RowsOfRelease {
  const found = lacksOf(release).flatMap(lack => {
    const rows = (nb[lack.table] as readonly AnyRow[]).filter(row => isFilled(row, lack));
    return rows.length > 0 ? [{ lack, rows }] : [];
  });
  if (found.length === 0) return { rows: nb, originalOf: row => row };
  for (const { lack, rows } of found) report(warning('not-in-release', messageOf(lack, rows.length, release)));
  return copyWithout(
    nb,
    found.map(({ lack }) => lack),
  );
}

function lacksOf(release: Release): readonly Lack[] {
  return Object.entries<Presence | undefined>(NB_PRESENCES)
    .filter(([, present]) => !present?.(release))
    .map(([name]) => {
      const [, table, column, value] = /^(\w+)(?:\.(\w+))?(?:=(.*))?$/.exec(name)!;
      return { name, table: table as NbTable, column, value };
    });
}

function isFilled(row: AnyRow, { table, column, value }: Lack): boolean {
  if (column === undefined) return true;
  const held = row[column];
  if (value !== undefined) return Array.isArray(held) ? held.includes(value) : held === value;
  return !isDefault(held, columnOf(table, column));
}

function messageOf({ name, column, value }: Lack, count: number, release: Release): string {
  const what = value === undefined ? (column === undefined ? 'table' : 'column') : 'value';
  return `${name}: OVN ${release} has no such ${what}; left out of ${count} row${count === 1 ? '' : 's'}`;
}

const columnOf = (table: NbTable, column: string): Column => (NB[table] as Readonly<Record<string, Column>>)[column]!;

const isDefault = (value: unknown, column: Column): boolean =>
  value instanceof Map ? value.size === 0 : Array.isArray(value) ? value.length === 0 : value === defaultValue(column);

/** All rows are copied, because each refers to others. */
function copyWithout(nb: Nb, lacks: readonly Lack[]): RowsOfRelease {
  const copies = new Map<unknown, AnyRow>();
  const originals = new Map<unknown, object>();
  const tables = (Object.keys(NB) as NbTable[]).map(table => {
    const own = lacks.filter(lack => lack.table === table);
    const rows = (nb[table] as readonly AnyRow[]).filter(row => !isLeftOut(row, own));
    return [table, rows.map(row => copyOf(row, own, copies, originals))] as const;
  });
  for (const [table, rows] of tables) for (const row of rows) redirect(row, table, copies);
  return {
    rows: newDatabase(NB, Object.fromEntries(tables) as Partial<Nb>),
    originalOf: <R extends object>(row: R) => (originals.get(row) ?? row) as R,
  };
}

/** A row of a missing table, or one whose single value is missing. */
const isLeftOut = (row: AnyRow, lacks: readonly Lack[]): boolean =>
  lacks.some(({ column, value }) => column === undefined || (value !== undefined && row[column] === value));

function copyOf(
  row: AnyRow,
  lacks: readonly Lack[],
  copies: Map<unknown, AnyRow>,
  originals: Map<unknown, object>,
): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...row };
  for (const { table, column, value } of lacks) {
    const held = copy[column!];
    copy[column!] = value === undefined ? defaultValue(columnOf(table, column!)) : without(held, value);
  }
  copies.set(row, copy);
  originals.set(copy, row);
  return copy;
}

const without = (held: unknown, value: string): unknown =>
  Array.isArray(held) ? held.filter(item => item !== value) : held;

/** References lead to the copies; those to rows that are left out are dropped, as OVSDB does with weak references. */
function redirect(row: Record<string, unknown>, table: NbTable, copies: ReadonlyMap<unknown, AnyRow>): void {
  for (const [column, type] of Object.entries(NB[table] as Readonly<Record<string, Column>>)) {
    if (!type.startsWith('@')) continue;
    const held = row[column];
    row[column] = Array.isArray(held) ? held.flatMap(item => copies.get(item) ?? []) : copies.get(held);
  }
}
