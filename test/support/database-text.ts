/** Rows as the text of an OVSDB file, with only the necessary part of the schema, so that people can read it. */

import { derivedUuid } from '../../src/northd/model/derived-uuid.ts';
import { NB } from '../../src/ovn/schema/nb.ts';
import { SB } from '../../src/ovn/schema/sb.ts';
import type { Schema } from '../../src/ovn/schema/schema.ts';
import { record } from './ovsdb-file.ts';

type AnyRow = { readonly _uuid: string } & Readonly<Record<string, unknown>>;
export type Rows = Readonly<Record<string, readonly object[]>>;

/** The database with the rows of all tables that are not empty. */
export function databaseText(name: 'OVN_Northbound' | 'OVN_Southbound', rows: Rows): string {
  const tables = Object.entries(rows).filter(([, ofTable]) => ofTable.length > 0) as [string, readonly AnyRow[]][];
  const uuids = new Map(
    tables.flatMap(([table, of]) => of.map((row, index) => [row, row._uuid || numbered(table, index)])),
  );
  const schema = { name, version: '1.0.0', tables: schemaOf(name === 'OVN_Northbound' ? NB : SB, tables) };
  const content = tables.map(([table, of]) => [
    table,
    Object.fromEntries(of.map(row => [uuids.get(row)!, columnsOf(row, uuids)])),
  ]);
  return record(schema) + record({ ...Object.fromEntries(content), _date: 1_763_700_000_000 });
}

const numbered = (table: string, index: number): string => derivedUuid(table, `${index}`);

function columnsOf(row: AnyRow, uuids: ReadonlyMap<object, string>): Readonly<Record<string, unknown>> {
  const filled = Object.entries(row).filter(([column, value]) => column !== '_uuid' && !isDefault(value));
  return Object.fromEntries(filled.map(([column, value]) => [column, toJson(value, uuids)]));
}

const isDefault = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  value === 0 ||
  (Array.isArray(value) && value.length === 0) ||
  (value instanceof Map && value.size === 0);

/** RFC 7047 section 5.1. */
function toJson(value: unknown, uuids: ReadonlyMap<object, string>): unknown {
  if (value instanceof Map) return ['map', [...value]];
  if (Array.isArray(value)) return ['set', value.map(member => toJson(member, uuids))];
  return typeof value === 'object' ? ['uuid', uuids.get(value as object)] : value;
}

/** The columns that have values in the rows. */
function schemaOf(schema: Schema, tables: readonly (readonly [string, readonly AnyRow[]])[]) {
  return Object.fromEntries(
    tables.map(([table, rows]) => {
      const used = Object.keys(schema[table]!).filter(column => rows.some(row => !isDefault(row[column])));
      const columns = used.map(column => [column, { type: typeOf(schema[table]![column]!) }]);
      return [table, { columns: Object.fromEntries(columns), isRoot: true }];
    }),
  );
}

/** The notation of src/ovn/schema/schema.ts as OVSDB writes it (RFC 7047 section 3.2). */
function typeOf(notation: string): unknown {
  const [key, value] = notation.replace(/[*?]$/, '').split('=>');
  const base = { key: baseOf(key!), ...(value !== undefined && { value: baseOf(value) }) };
  if (notation.endsWith('?')) return { ...base, min: 0 };
  return notation.endsWith('*') || value !== undefined ? { ...base, min: 0, max: 'unlimited' } : base;
}

const baseOf = (atom: string): unknown =>
  atom.startsWith('@') ? { type: 'uuid', refTable: atom.slice(1), refType: 'weak' } : atom;
