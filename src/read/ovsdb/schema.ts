/** The schema of a database: its name, its tables, and the kinds of its columns (RFC 7047 section 3.2). */
import type { ColumnKind } from './value.ts';

export interface OvsdbSchema {
  readonly name: string;
  readonly version?: string;
  readonly tables?: Readonly<Record<string, { readonly columns?: Readonly<Record<string, { readonly type?: Type }>> }>>;
}

type Type = string | { readonly value?: unknown; readonly max?: number | 'unlimited' };

/** The kind of each column of a table. */
export const columnKinds =
  ({ tables }: OvsdbSchema, table: string) =>
  (column: string): ColumnKind => {
    const type = tables?.[table]?.columns?.[column]?.type;
    if (typeof type !== 'object' || type.max === undefined || type.max === 1) return 'single';
    return type.value === undefined ? 'set' : 'map';
  };
