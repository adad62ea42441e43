/** Rows in a form that does not depend on their source. */
import type { Schema } from '../../src/ovn/schema/schema.ts';
import type { JsonTables } from '../../src/read/ovsdb/row-table.ts';
import { readRows } from '../../src/read/ovsdb/rows.ts';

/** Table name to rows. Sets, maps and rows are sorted, and references to missing rows are removed. */
export const comparableRows = (schema: Schema, tables: JsonTables): Readonly<Record<string, readonly unknown[]>> =>
  Object.fromEntries(
    Object.entries(readRows(schema, tables)).map(([table, rows]) => [table, rows.map(plainRow).sort(byText)]),
  );

const plainRow = (row: object): object =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]));

function plain(value: unknown): unknown {
  if (value instanceof Map)
    return [...value]
      .filter(([, item]) => item !== undefined)
      .map(plain)
      .sort(byText);
  if (Array.isArray(value)) return value.map(plain).sort(byText);
  return typeof value === 'object' && value !== null && '_uuid' in value ? value._uuid : value;
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
