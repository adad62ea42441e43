/** OVSDB rows as JSON (RFC 7047 section 5.1) to typed rows, in which a reference is the row it refers to. */
import { type Column, type Database, defaultValue, newDatabase, type Schema } from '../network/schema.ts';
import { elements, type JsonRow, type JsonTables, type JsonValue } from './ovsdb-log.ts';

type MutableRow = Record<string, unknown>;
type RowsByTable = ReadonlyMap<string, ReadonlyMap<string, MutableRow>>;

/**
 * Tables and columns that `schema` does not know are left out, columns that the source does not have get their default
 * value, and references to rows that are not there are dropped, as OVSDB does with weak ones.
 */
export function readRows<S extends Schema>(schema: S, tables: JsonTables): Database<S> {
  const rows: RowsByTable = new Map(Object.keys(schema).map(table => [table, emptyRows(tables.get(table))]));
  for (const [table, columns] of Object.entries(schema)) {
    for (const [uuid, row] of rows.get(table)!) fillRow(row, tables.get(table)!.get(uuid)!, columns, rows);
  }
  const filled = Object.fromEntries([...rows].map(([table, byUuid]) => [table, [...byUuid.values()]]));
  return newDatabase(schema, filled as unknown as Partial<Database<S>>);
}

function emptyRows(table: ReadonlyMap<string, JsonRow> = new Map()): Map<string, MutableRow> {
  return new Map([...table.keys()].map(uuid => [uuid, { _uuid: uuid }]));
}

function fillRow(row: MutableRow, json: JsonRow, columns: Readonly<Record<string, Column>>, rows: RowsByTable): void {
  for (const [name, column] of Object.entries(columns)) {
    const value = json[name];
    row[name] = value === undefined ? defaultValue(column) : readValue(value, column, rows);
  }
}

function readValue(value: JsonValue, column: Column, rows: RowsByTable): unknown {
  if (column.includes('=>')) return readMap(value, column, rows);
  const target = refTable(column.replace(/[?*]$/, ''));
  const atoms = elements(value).map(atom => readAtom(atom, target, rows));
  const present = target ? atoms.filter(atom => atom !== undefined) : atoms;
  return column.endsWith('*') ? present : present[0];
}

function readMap(value: JsonValue, column: Column, rows: RowsByTable): ReadonlyMap<unknown, unknown> {
  const [keyTarget, valueTarget] = column.split('=>').map(refTable);
  const pairs = elements(value) as [unknown, unknown][];
  return new Map(pairs.map(([key, atom]) => [readAtom(key, keyTarget, rows), readAtom(atom, valueTarget, rows)]));
}

const refTable = (atomName: string): string | undefined => (atomName.startsWith('@') ? atomName.slice(1) : undefined);

function readAtom(atom: unknown, target: string | undefined, rows: RowsByTable): unknown {
  const value = Array.isArray(atom) ? atom[1] : atom;
  return target ? rows.get(target)?.get(value as string) : value;
}
