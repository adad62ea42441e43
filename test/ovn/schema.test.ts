/** The schemas of every followed release, as its ovsdb-server has them, against udon's one schema and its presences. */
import { describe, expect, test } from 'vitest';
import type { Presence, Release } from '../../src/ovn/release/release.ts';
import { NB } from '../../src/ovn/schema/nb.ts';
import { NB_PRESENCES, SB_PRESENCES } from '../../src/ovn/schema/presences.ts';
import { SB } from '../../src/ovn/schema/sb.ts';
import type { Column, Schema } from '../../src/ovn/schema/schema.ts';
import { fileOf, RECORDED_RELEASES, releaseRecordings } from '../support/recorded-databases.ts';

interface BaseType {
  readonly type?: string;
  readonly refTable?: string;
  readonly enum?: readonly [string, readonly string[]];
}
interface ColumnType {
  readonly key: BaseType | string;
  readonly value?: BaseType | string;
  readonly min?: number;
  readonly max?: number | 'unlimited';
}
interface OvsSchema {
  readonly tables: Readonly<
    Record<string, { readonly columns: Readonly<Record<string, { type: ColumnType | string }>> }>
  >;
}

const KINDS = [
  ['nb.db', NB, NB_PRESENCES],
  ['sb.db', SB, SB_PRESENCES],
] as const;
const ABOUT_CLIENTS = ['Connection', 'SSL', 'RBAC_Role', 'RBAC_Permission'];

/** The schema is the first record of a database file. */
function schemaIn(release: (typeof RECORDED_RELEASES)[number], file: string): OvsSchema {
  const [, schema] = fileOf(releaseRecordings(release)[0]!, file).toString().split('\n', 2);
  return JSON.parse(schema!) as OvsSchema;
}

const columnsOf = ({ tables }: OvsSchema): ReadonlyMap<string, ColumnType | string> =>
  new Map(
    Object.entries(tables)
      .filter(([table]) => !ABOUT_CLIENTS.includes(table))
      .flatMap(([table, { columns }]) =>
        Object.entries(columns).map(([name, { type }]) => [`${table}.${name}`, type] as const),
      )
      .filter(([name]) => !/_Global\.(connections|ssl)$/.test(name)),
  );

const presenceIn = (
  presences: Readonly<Record<string, Presence | undefined>>,
  name: string,
  release: Release,
): boolean => [name.split('.')[0]!, name.split('=')[0]!, name].every(part => presences[part]?.(release) ?? true);

/** In the notation of src/ovn/schema/schema.ts. */
function notationOf(type: ColumnType | string): Column {
  if (typeof type === 'string') return type as Column;
  const { key, value, min = 1, max = 1 } = type;
  const atom = (base: BaseType | string) =>
    typeof base === 'string' ? base : base.refTable ? `@${base.refTable}` : base.type!;
  if (value !== undefined) return `${atom(key)}=>${atom(value)}` as Column;
  return `${atom(key)}${max === 1 ? (min === 0 ? '?' : '') : '*'}` as Column;
}

describe.each(RECORDED_RELEASES)('%s', release => {
  test.each(KINDS)('%s', (file, schema: Schema, presences) => {
    const real = columnsOf(schemaIn(release, file));
    const ours = Object.entries(schema).flatMap(([table, columns]) =>
      Object.entries(columns).map(([name, column]) => [`${table}.${name}`, column] as const),
    );
    const present = ours.filter(([name]) => presenceIn(presences, name, release));
    expect(Object.fromEntries(present)).toEqual(
      Object.fromEntries([...real].map(([name, type]) => [name, notationOf(type)])),
    );
  });

  test.each(KINDS)('values in %s', (file, _, presences) => {
    const real = columnsOf(schemaIn(release, file));
    for (const name of Object.keys(presences).filter(key => key.includes('='))) {
      const [column, value] = name.split('=') as [string, string];
      const { key } = (real.get(column) ?? { key: {} }) as ColumnType;
      const values = typeof key === 'object' ? (key.enum?.[1] ?? []) : [];
      expect([name, values.includes(value)]).toEqual([name, presenceIn(presences, name, release)]);
    }
  });
});
