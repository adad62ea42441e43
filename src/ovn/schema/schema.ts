/**
 * OVSDB tables as typed rows. A schema gives each column's type in a short notation, and the TypeScript type of a row
 * follows from it. So one generic reader, builder and printer works for all tables of both databases.
 *
 * | notation          | OVSDB (RFC 7047 section 3.2)      | value                            |
 * |-------------------|-----------------------------------|----------------------------------|
 * | `string`          | exactly one                       | `string`                         |
 * | `integer?`        | min 0, max 1                      | `number` or `undefined`          |
 * | `string*`         | a set                             | `readonly string[]`              |
 * | `string=>string`  | a map                             | `ReadonlyMap<string, string>`    |
 * | `@Table`          | a uuid with refTable              | the row itself                   |
 *
 * Columns keep their OVSDB names. Sets and maps keep the order of the source, which has no meaning in OVSDB. But programs
 * see the order in which OVSDB stores them, so new rows have it, too.
 */
import { compareUtf8 } from '../../base/bytes/utf8.ts';
import { remember } from '../../base/remember.ts';

type Atoms = { string: string; integer: number; real: number; boolean: boolean; uuid: string };
type AtomName = keyof Atoms | `@${string}`;
export type Column = AtomName | `${AtomName}?` | `${AtomName}*` | `${AtomName}=>${AtomName}`;
export type Schema = Readonly<Record<string, Readonly<Record<string, Column>>>>;

type Atom<S extends Schema, A> = A extends keyof Atoms
  ? Atoms[A]
  : A extends `@${infer T extends Extract<keyof S, string>}`
    ? Row<S, T>
    : never;

type Value<S extends Schema, C> = C extends `${infer K}=>${infer V}`
  ? ReadonlyMap<Atom<S, K>, Atom<S, V>>
  : C extends `${infer A}*`
    ? readonly Atom<S, A>[]
    : C extends `${infer A}?`
      ? Atom<S, A> | undefined
      : Atom<S, C>;

/** One row. `_uuid` is empty in rows that no database has stored yet. */
export type Row<S extends Schema, T extends keyof S> = { readonly _uuid: string } & {
  readonly [C in keyof S[T]]: Value<S, S[T][C]>;
};

/** All rows of all tables; a table without rows is an empty array. */
export type Database<S extends Schema> = { readonly [T in keyof S]: readonly Row<S, T>[] };

/** The columns of a new row: any of them. Only references that must be present have no default and are required. */
export type NewRow<S extends Schema, T extends keyof S> = Partial<Row<S, T>>;

/** The default value of a column in OVSDB (RFC 7047 section 5.2.1). */
export function defaultValue(column: Column): unknown {
  if (column.includes('=>')) return new Map();
  if (column.endsWith('*')) return [];
  if (column.endsWith('?') || column.startsWith('@')) return undefined;
  return { string: '', uuid: '', integer: 0, real: 0, boolean: false }[column as keyof Atoms];
}

/** A row of `table` with `values`, and defaults in the other columns. Sets of texts are sorted, as in a database. */
export function newRow<S extends Schema, T extends keyof S>(schema: S, table: T, values: NewRow<S, T>): Row<S, T> {
  const row: Record<string, unknown> = { ...defaultRow(schema[table]!), ...values };
  for (const column of textSets(schema[table]!)) {
    const texts = row[column] as readonly string[];
    if (texts.length > 1) row[column] = texts.toSorted(compareUtf8);
  }
  return row as Row<S, T>;
}

const textSets = remember((columns: Schema[string]): readonly string[] =>
  Object.keys(columns).filter(name => columns[name] === 'string*'),
);

/** A row with the defaults of all columns. It is made once for each table and shared, because rows do not change. */
export const defaultRow = remember((columns: Schema[string]) => ({
  _uuid: '',
  ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, defaultValue(column)])),
}));

/** A database of `schema` with all its tables. They are empty, except those in `tables`. */
export function newDatabase<S extends Schema>(schema: S, tables: Partial<Database<S>> = {}): Database<S> {
  const empty = Object.fromEntries(Object.keys(schema).map(table => [table, []]));
  return { ...empty, ...tables } as Database<S>;
}
