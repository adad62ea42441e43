/** The schema of a database: its name, its tables, and the kinds of its columns (RFC 7047 section 3.2). */
import { type JsonSpan, parseSpan } from './json-span.ts';
import type { ColumnKind } from './value.ts';

export interface OvsdbSchema {
  readonly name: string;
  readonly version?: string;
  readonly tables?: Readonly<Record<string, SchemaTable | null>>;
}

interface SchemaTable {
  readonly columns?: Readonly<Record<string, { readonly type?: Type | null } | null>> | null;
}

type Type = string | { readonly value?: unknown; readonly max?: number | 'unlimited' };

/** Throws a SyntaxError if there is no schema. Its parts are not checked: any of them can be of the wrong type. */
export function parseSchema(span: JsonSpan): OvsdbSchema {
  const schema = parseSpan(span) as Partial<OvsdbSchema> | null;
  if (typeof schema?.name !== 'string') throw new SyntaxError('the schema has no name');
  const { name, tables, ...others } = schema;
  return { ...others, name, ...(typeof tables === 'object' && tables !== null && { tables }) };
}

/** Undefined if the schema has none. */
export const schemaVersionOf = ({ version }: OvsdbSchema): string | undefined =>
  typeof version === 'string' ? version : undefined;

/** The columns of a table that a server has; undefined if there is no such table. */
export const columnsIn = ({ tables }: OvsdbSchema, table: string): Readonly<Record<string, unknown>> | undefined =>
  tables?.[table] ? (tables[table].columns ?? {}) : undefined;

/** The kind of each column of a table. */
export const columnKinds =
  ({ tables }: OvsdbSchema, table: string) =>
  (column: string): ColumnKind => {
    const type = tables?.[table]?.columns?.[column]?.type;
    if (typeof type !== 'object' || type === null || type.max === undefined || type.max === 1) return 'single';
    return type.value === undefined ? 'set' : 'map';
  };
