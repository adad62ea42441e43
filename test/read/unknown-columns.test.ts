/** What a database of a later release has, and udon does not know, is named: nothing is lost in silence. */
import { expect, test } from 'vitest';
import { NB } from '../../src/ovn/schema/nb.ts';
import { readDatabase } from '../../src/read/database.ts';
import { readNamedRows } from '../../src/read/ovsdb/rows.ts';
import { map, ovsdbFile, reference, uuid } from '../support/ovsdb-file.ts';

type Tables = Parameters<typeof ovsdbFile>[1];

function warningsOf(tables: Tables): readonly string[] {
  const { value, diagnostics } = readDatabase(ovsdbFile('OVN_Northbound', tables), 'nb.db');
  const rows = readNamedRows(NB, value!.tables, 'nb.db');
  return [...diagnostics, ...rows.diagnostics].map(({ code, message }) => `${code} ${message}`);
}

const row = (values: Readonly<Record<string, unknown>>) => ({ [uuid(1)]: values });

test('columns with values', () => {
  const columns = { name: 'sw0', later: 'x', flags: map({ a: 'b' }), bfd: reference(2) };
  expect(warningsOf({ Logical_Switch: row(columns) })).toEqual([
    'column-unknown nb.db: Logical_Switch: columns that udon does not know are left out: later, flags, bfd',
  ]);
});

test('many columns, and names that a terminal would act on', () => {
  const columns = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`c${index}`, 1]));
  expect(warningsOf({ Logical_Switch: row({ 'a\u001b[2J': 1, ...columns }) })).toEqual([
    'column-unknown nb.db: Logical_Switch: columns that udon does not know are left out: "a\\u001b[2J", c0, c1, c2, c3 and 4 more',
  ]);
});

test('tables', () => {
  expect(warningsOf({ Logical_Bridge: row({ name: 'b' }) })).toEqual([
    'table-unknown nb.db: tables that udon does not know are left out: Logical_Bridge',
  ]);
});

test.each<[string, Tables]>([
  [
    'columns without a value',
    { Logical_Switch: row({ name: 'sw0', later: '', sets: ['set', []], maps: map({}), on: false }) },
  ],
  [
    'columns and tables about clients',
    { NB_Global: row({ connections: reference(2), ssl: reference(3) }), SSL: row({}) },
  ],
  ['what the server adds', { Logical_Switch: row({ _uuid: reference(1), _version: reference(4) }) }],
])('not %s', (_, tables) => expect(warningsOf(tables)).toEqual([]));
