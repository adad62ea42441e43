/** Converts OVSDB rows in JSON (RFC 7047 section 5.1) to typed rows. References become the rows that they refer to. */
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import { type Column, type Database, defaultRow, newDatabase, type Schema } from '../../ovn/schema/schema.ts';
import { parseSpan } from './json-span.ts';
import type { JsonTables, StoredRow } from './row-table.ts';
import { elements, isMap, type JsonRow, type JsonValue, pairsOf } from './value.ts';

type MutableRow = Record<string, unknown> & { readonly _uuid: string };
type Columns = Schema[string];
type RowsByTable = ReadonlyMap<string, ReadonlyMap<string, MutableRow>>;

/** Reads the value of a column. */
type Read = (value: JsonValue) => unknown;
type ReadAtom = (atom: unknown) => unknown;

/**
 * Tables and columns that are not in `schema` are left out. Columns that the source lacks get their default value.
 * References to missing rows are dropped, as OVSDB does with weak references. A row that needs such a reference is left
 * out. A value of the wrong type, which no server writes, is left out, too. `report` gets one diagnostic for each table
 * with such rows and for each column with such values.
 */
export function readRows<S extends Schema>(
  schema: S,
  tables: JsonTables,
  report: (found: Diagnostic) => void = () => {},
): Database<S> {
  const rows: RowsByTable = new Map(
    Object.entries(schema).map(([table, columns]) => [table, defaultRows(columns, tables.get(table)?.rows)]),
  );
  const filled = Object.entries(schema).map(([table, columns]) => {
    const odd = fillRows(rows.get(table)!, tables.get(table)?.rows, columns, rows);
    for (const name of odd)
      report(warning('column-malformed', `${table}: ${name} has values of the wrong type; they are left out`));
    return [table, wholeRows(table, columns, [...rows.get(table)!.values()], report)];
  });
  return newDatabase(schema, Object.fromEntries(filled) as Partial<Database<S>>);
}

/** A row that has all columns from the start is faster to make and to read than one that gets them one by one. */
function defaultRows(columns: Columns, table: readonly StoredRow[] = []): Map<string, MutableRow> {
  const model = defaultRow(columns);
  return new Map(table.map(({ uuid }) => [uuid, { ...model, _uuid: uuid }]));
}

/** Returns the names of columns that have values of the wrong type. */
function fillRows(
  rows: ReadonlyMap<string, MutableRow>,
  table: readonly StoredRow[] = [],
  columns: Columns,
  all: RowsByTable,
): readonly string[] {
  const odd = new Set<string>();
  const readers = new Map(Object.entries(columns).map(([name, column]) => [name, columnReader(column, all)]));
  for (const stored of table) {
    const row = rows.get(stored.uuid)!;
    const values = parseSpan(stored) as JsonRow;
    for (const name in values) {
      const found = readers.get(name)?.(values[name]!);
      if (found === ODD) odd.add(name);
      else if (found !== undefined) row[name] = found;
    }
  }
  return Object.keys(columns).filter(name => odd.has(name));
}

/** The rows that have all references that they need. */
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
  report(
    warning('reference-missing', `${which}: its ${name} is not a row of ${column.slice(1)}; it is left out${more}`),
  );
  return rows.filter(row => !lackOf(row));
}

/** Replaces a value of the wrong type. */
const ODD = Symbol('odd');

function columnReader(column: Column, rows: RowsByTable): Read {
  if (column.includes('=>')) {
    const [readKey, readItem] = column.split('=>').map(atom => atomReader(atom, rows));
    return value => (isMap(value) ? readMap(value, readKey!, readItem!) : ODD);
  }
  const readAtom = atomReader(column.replace(/[?*]$/, ''), rows);
  const read = column.endsWith('*') ? readSet : readSingle;
  return value => (isMap(value) ? ODD : read(elements(value), readAtom));
}

const readSet = (atoms: readonly unknown[], readAtom: ReadAtom): unknown => atoms.map(readAtom).filter(isPresent);

/** Undefined, for the default value, if there is no value or if it refers to a missing row. */
const readSingle = ([first]: readonly unknown[], readAtom: ReadAtom): unknown =>
  first === undefined ? undefined : readAtom(first);

const isPresent = (atom: unknown): boolean => atom !== undefined && atom !== ODD;

function readMap(value: JsonValue, readKey: ReadAtom, readItem: ReadAtom): ReadonlyMap<unknown, unknown> {
  const pairs = pairsOf(value).map(([key, item]) => [readKey(key), readItem(item)] as const);
  return new Map(pairs.filter(pair => pair.every(isPresent)));
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  real: 'number',
  boolean: 'boolean',
};

/** `atomName` is `string`, `integer`, `real`, `boolean`, or `uuid` or `@Table`, whose atoms are `["uuid", u]`. */
function atomReader(atomName: string, rows: RowsByTable): ReadAtom {
  const type = TYPES[atomName];
  if (type !== undefined) return atom => (typeof atom === type ? atom : ODD);
  const target = rows.get(atomName.slice(1));
  return atom => (Array.isArray(atom) ? (target ? target.get(atom[1]) : atom[1]) : ODD);
}
