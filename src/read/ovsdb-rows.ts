/** OVSDB rows as JSON (RFC 7047 section 5.1) to typed rows, in which a reference is the row it refers to. */
import { type Diagnostic, warning } from '../base/diagnostic.ts';
import { type Column, type Database, defaultValue, newDatabase, type Schema } from '../network/schema.ts';
import { parseSpan } from './json-span.ts';
import { elements, isCollection, type JsonRow, type JsonValue } from './ovsdb-value.ts';
import type { JsonTables, StoredRow } from './row-table.ts';

type MutableRow = Record<string, unknown> & { readonly _uuid: string };
type Columns = Schema[string];
type Pair = readonly [unknown, unknown];
type RowsByTable = ReadonlyMap<string, ReadonlyMap<string, MutableRow>>;

/** How the value of a column is read. */
type Read = (value: JsonValue) => unknown;
type ReadAtom = (atom: unknown) => unknown;

/**
 * Tables and columns that `schema` does not know are left out, columns that the source does not have get their default
 * value, and references to rows that are not there are dropped, as OVSDB does with weak ones. A row that cannot be
 * without such a reference is left out; `report` is told, once for each table.
 */
export function readRows<S extends Schema>(
  schema: S,
  tables: JsonTables,
  report: (found: Diagnostic) => void = () => {},
): Database<S> {
  const rows: RowsByTable = new Map(
    Object.entries(schema).map(([table, columns]) => [table, defaultRows(columns, tables.get(table))]),
  );
  const filled = Object.entries(schema).map(([table, columns]) => {
    fillRows(rows.get(table)!, tables.get(table), columns, rows);
    return [table, wholeRows(table, columns, [...rows.get(table)!.values()], report)];
  });
  return newDatabase(schema, Object.fromEntries(filled) as Partial<Database<S>>);
}

/** Rows that have all columns from the beginning are quicker to make and to read than those that get one after the other. */
function defaultRows(columns: Columns, table: readonly StoredRow[] = []): Map<string, MutableRow> {
  const defaults = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, defaultValue(column)]));
  return new Map(table.map(({ uuid }) => [uuid, { _uuid: uuid, ...defaults }]));
}

function fillRows(
  rows: ReadonlyMap<string, MutableRow>,
  table: readonly StoredRow[] = [],
  columns: Columns,
  all: RowsByTable,
): void {
  const readers = Object.entries(columns).map(([name, column]) => ({ name, read: columnReader(column, all) }));
  for (const stored of table) {
    const row = rows.get(stored.uuid)!;
    const values = parseSpan(stored) as JsonRow;
    for (const { name, read } of readers) {
      const value = values[name];
      if (value !== undefined) row[name] = read(value);
    }
  }
}

/** Those that refer to all that they must refer to. */
function wholeRows(
  table: string,
  columns: Columns,
  rows: readonly MutableRow[],
  report: (found: Diagnostic) => void,
): readonly MutableRow[] {
  const needed = Object.entries(columns).filter(([, column]) => /^@\w+$/.test(column));
  const lackOf = (row: MutableRow) => needed.find(([name]) => row[name] === undefined);
  const broken = rows.filter(lackOf);
  const [first, ...others] = broken;
  if (!first) return rows;
  const [name, column] = lackOf(first)!;
  const which = `${table} "${first.logical_port ?? first.name ?? first._uuid}"`;
  const more = others.length > 0 ? ` (and ${others.length} like it)` : '';
  report(warning('reference-missing', `${which}: its ${name} is no row of ${column.slice(1)}; it is left out${more}`));
  return rows.filter(row => !lackOf(row));
}

function columnReader(column: Column, rows: RowsByTable): Read {
  if (column.includes('=>')) {
    const [readKey, readItem] = column.split('=>').map(atom => atomReader(atom, rows));
    return value => readMap(value, readKey!, readItem!);
  }
  const readAtom = atomReader(column.replace(/[?*]$/, ''), rows);
  const isPresent = (atom: unknown) => atom !== undefined;
  if (column.endsWith('*')) return value => elements(value).map(readAtom).filter(isPresent);
  return value => (isCollection(value) ? elements(value).map(readAtom).find(isPresent) : readAtom(value));
}

function readMap(value: JsonValue, readKey: ReadAtom, readItem: ReadAtom): ReadonlyMap<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  for (const [key, item] of elements(value) as readonly Pair[]) map.set(readKey(key), readItem(item));
  return map;
}

/** `string`, or `@Table`, whose atoms are `["uuid", u]`. */
function atomReader(atomName: string, rows: RowsByTable): ReadAtom {
  const atomValue = (atom: unknown) => (Array.isArray(atom) ? atom[1] : atom);
  if (!atomName.startsWith('@')) return atomValue;
  const target = rows.get(atomName.slice(1));
  return atom => target?.get(atomValue(atom));
}
