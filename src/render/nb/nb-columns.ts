/**
 * The columns of a northbound row in the order of the schema, without those that have OVSDB's default (RFC 7047 section
 * 5.2.1). The schema gives the type of each column, a notation writes the values.
 */
import { NB, type Nb, type NbTable } from '../../ovn/schema/nb.ts';
import { type Column, defaultValue } from '../../ovn/schema/schema.ts';
import type { Json } from '../json.ts';

export type AnyRow = Readonly<Record<string, unknown>>;

/** How sets, maps and references are written. Atoms are written as they are. */
export interface NbNotation {
  set(elements: readonly Json[]): Json;
  map(pairs: readonly (readonly [key: Json, value: Json])[]): Json;
  reference(row: AnyRow): Json;
}

/** The tables with rows, in the order of the schema. */
export const filledTables = (nb: Nb): readonly (readonly [NbTable, readonly AnyRow[]])[] =>
  (Object.keys(NB) as NbTable[]).map(table => [table, nb[table]] as const).filter(([, rows]) => rows.length > 0);

/** The columns of a row whose values are not the default. */
export function writeColumns(table: NbTable, row: AnyRow, notation: NbNotation): Readonly<Record<string, Json>> {
  const filled = Object.entries<Column>(NB[table]).filter(([name, type]) => !isDefault(row[name], type));
  return Object.fromEntries(filled.map(([name, type]) => [name, writeValue(row[name], type, notation)]));
}

/** Whether a column has OVSDB's default value. */
export function isDefault(value: unknown, type: Column): boolean {
  if (value instanceof Map) return value.size === 0;
  return Array.isArray(value) ? value.length === 0 : value === defaultValue(type);
}

function writeValue(value: unknown, type: Column, notation: NbNotation): Json {
  const [first, second] = type.split('=>').map(atomType => atomWriter(atomType, notation));
  if (value instanceof Map) return notation.map([...value].map(([key, atom]) => [first!(key), second!(atom)]));
  return Array.isArray(value) ? notation.set(value.map(first!)) : first!(value);
}

const atomWriter = (atomType: string, { reference }: NbNotation): ((atom: unknown) => Json) =>
  atomType.startsWith('@') ? atom => reference(atom as AnyRow) : atom => atom as Json;

/** The rows that a row refers to. */
export const referredRows = (table: NbTable, row: AnyRow): readonly AnyRow[] =>
  Object.entries(NB[table])
    .filter(([, type]) => type.startsWith('@'))
    .flatMap(([name]) => [row[name]].flat().filter(Boolean) as AnyRow[]);
