/** Converts OVSDB rows in JSON (RFC 7047 section 5.1) to typed rows. References become the rows that they refer to. */
import { type Checked, type Diagnostic, error, warning } from '../../base/diagnostic.ts';
import { type Column, type Database, defaultRow, newDatabase, type Schema } from '../../ovn/schema/schema.ts';
import { shortList } from '../short-list.ts';
import { type JsonTables, parseRow, type StoredRow } from './row-table.ts';
import { elements, isMap, type JsonValue } from './value.ts';

type MutableRow = Record<string, unknown> & { readonly _uuid: string };
type Columns = Schema[string];
type RowsByTable = ReadonlyMap<string, ReadonlyMap<string, MutableRow>>;

/** Reads the value of a column. */
type Read = (value: JsonValue) => unknown;
type ReadAtom = (atom: unknown) => unknown;

/**
 * Tables that are not in `schema` are left out. Columns that are not in it are left out, too, and reported if they have values. Columns that the source lacks get their default value.
 * References to missing rows are dropped, as OVSDB does with weak references. A row that needs such a reference is left
 * out. A value of the wrong type, which no server writes, is left out, too; of a row that is no object, only the UUID is
 * known. Throws a SyntaxError if a row is not valid JSON. `report` gets one diagnostic for each table with such rows and for each column with such values.
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
    const { odd, unknown } = fillRows(rows.get(table)!, tables.get(table)?.rows, columns, rows);
    for (const name of odd) report(malformed(table, name));
    if (unknown.length > 0) report(unknownColumns(table, unknown));
    return [table, wholeRows(table, columns, [...rows.get(table)!.values()], report)];
  });
  return newDatabase(schema, Object.fromEntries(filled) as Partial<Database<S>>);
}

/** The rows of the source called `name`, with its name in the diagnostics. */
export function readNamedRows<S extends Schema>(
  schema: S,
  tables: JsonTables,
  name: string,
): Required<Checked<Database<S>>> {
  const diagnostics: Diagnostic[] = [];
  const report = (found: Diagnostic) => diagnostics.push({ ...found, message: `${name}: ${found.message}` });
  return { value: readRows(schema, tables, report), diagnostics };
}

/** Not a warning: the answer can be about other rows than those that the source means. */
const malformed = (table: string, name: string): Diagnostic =>
  name === NO_OBJECT
    ? error('row-malformed', `${table}: some rows are not objects; only their UUIDs are read`)
    : error('column-malformed', `${table}: ${name} has values of the wrong type; they are left out`);

const unknownColumns = (table: string, names: readonly string[]): Diagnostic =>
  warning('column-unknown', `${table}: columns that udon does not know are left out: ${shortList(names)}`);

/** In the place of a column. */
const NO_OBJECT = '';

/** A row that has all columns from the start is faster to make and to read than one that gets them one by one. */
function defaultRows(columns: Columns, table: readonly StoredRow[] = []): Map<string, MutableRow> {
  const model = defaultRow(columns);
  return new Map(table.map(({ uuid }) => [uuid, { ...model, _uuid: uuid }]));
}

interface Faults {
  /** The columns that have values of the wrong type, and `NO_OBJECT` if rows are not objects. */
  readonly odd: readonly string[];
  /** The columns with values that are not in the schema. */
  readonly unknown: readonly string[];
}

function fillRows(
  rows: ReadonlyMap<string, MutableRow>,
  table: readonly StoredRow[] = [],
  columns: Columns,
  all: RowsByTable,
): Faults {
  const unknown = new Set<string>();
  const odd = new Set<string>();
  let column = '';
  const onOdd = () => void odd.add(column);
  const readers = new Map(Object.entries(columns).map(([name, type]) => [name, columnReader(type, all, onOdd)]));
  for (const stored of table) {
    const row = rows.get(stored.uuid)!;
    const values = parseRow(stored);
    if (!values) odd.add(NO_OBJECT);
    for (column in values) {
      const read = readers.get(column);
      const found = read?.(values![column]!);
      if (found !== undefined) row[column] = found;
      else if (!read && !isEmpty(values![column]!)) unknown.add(column);
    }
  }
  return {
    odd: [NO_OBJECT, ...Object.keys(columns)].filter(name => odd.has(name)),
    unknown: [...unknown].filter(name => !name.startsWith('_') && !ABOUT_CLIENTS.includes(name)),
  };
}

/** Columns of NB_Global and SB_Global that do not describe the network. */
const ABOUT_CLIENTS: readonly string[] = ['connections', 'ssl'];

/** Whether a value is one that a column without a value has. */
const isEmpty = (value: JsonValue): boolean =>
  value === '' || value === 0 || value === false || elements(value).length === 0;

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

/** `onOdd` is called for each value of the wrong type, which is then read as undefined. */
function columnReader(column: Column, rows: RowsByTable, onOdd: () => void): Read {
  const isMapColumn = column.includes('=>');
  const [readKey, readItem] = column.split('=>').map(type => atomReader(type.replace(/[?*]$/, ''), rows, onOdd));
  const read = column.endsWith('*') ? readSet : readSingle;
  return value => {
    if (isMap(value) !== isMapColumn) return onOdd();
    return isMap(value) ? readMap(value[1], readKey!, readItem!, onOdd) : read(elements(value), readKey!);
  };
}

const readSet = (atoms: readonly unknown[], readAtom: ReadAtom): unknown => atoms.map(readAtom).filter(isPresent);

/** Undefined, for the default value, if there is no value or if it refers to a missing row. */
const readSingle = ([first]: readonly unknown[], readAtom: ReadAtom): unknown =>
  first === undefined ? undefined : readAtom(first);

const isPresent = (atom: unknown): boolean => atom !== undefined;

function readMap(
  pairs: readonly unknown[],
  readKey: ReadAtom,
  readItem: ReadAtom,
  onOdd: () => void,
): ReadonlyMap<unknown, unknown> {
  const read = new Map<unknown, unknown>();
  for (const pair of pairs) {
    if (!Array.isArray(pair)) onOdd();
    else {
      const [key, item] = [readKey(pair[0]), readItem(pair[1])];
      if (isPresent(key) && isPresent(item)) read.set(key, item);
    }
  }
  return read;
}

const TYPES: Readonly<Record<string, (atom: unknown) => boolean>> = {
  string: atom => typeof atom === 'string',
  integer: Number.isInteger,
  real: atom => typeof atom === 'number',
  boolean: atom => typeof atom === 'boolean',
};

/** `type` is `string`, `integer`, `real`, `boolean`, or `uuid` or `@Table`, whose atoms are `["uuid", u]`. */
function atomReader(type: string, rows: RowsByTable, onOdd: () => void): ReadAtom {
  const fits = TYPES[type];
  if (fits) return atom => (fits(atom) ? atom : onOdd());
  const target = rows.get(type.slice(1));
  return atom => {
    if (!Array.isArray(atom) || typeof atom[1] !== 'string') return onOdd();
    return target ? target.get(atom[1]) : atom[1];
  };
}
