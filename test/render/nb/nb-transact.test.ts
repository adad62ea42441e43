/** Northbound rows as operations. test/differential applies them to a real server. */
import { expect, test } from 'vitest';
import { NB, type Nb } from '../../../src/ovn/schema/nb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';
import { nbToTransact, renderNbTransact } from '../../../src/render/nb/nb-transact.ts';
import { northbound, recordingsOf } from '../../support/recorded-databases.ts';

const port = newRow(NB, 'Logical_Switch_Port', { name: 'p', enabled: false, tag: 7, addresses: ['unknown'] });
const insert = (table: string, row: object, number = 1) => ({
  op: 'insert',
  table,
  'uuid-name': `${table}_${number}`,
  row,
});

const CASES: readonly [title: string, tables: Partial<Nb>, operations: readonly object[]][] = [
  ['nothing', {}, []],
  [
    'atoms and sets',
    { Logical_Switch_Port: [port] },
    [insert('Logical_Switch_Port', { addresses: ['set', ['unknown']], enabled: false, name: 'p', tag: 7 })],
  ],
  [
    'maps, also of numbers',
    { QoS: [newRow(NB, 'QoS', { action: new Map([['dscp', 8]]) })] },
    [insert('QoS', { action: ['map', [['dscp', 8]]] })],
  ],
  [
    'references',
    { Logical_Switch: [newRow(NB, 'Logical_Switch', { ports: [port] })], Logical_Switch_Port: [port] },
    [
      insert('Logical_Switch', { ports: ['set', [['named-uuid', 'Logical_Switch_Port_1']]] }),
      insert('Logical_Switch_Port', { addresses: ['set', ['unknown']], enabled: false, name: 'p', tag: 7 }),
    ],
  ],
  [
    'the one row of NB_Global',
    { NB_Global: [newRow(NB, 'NB_Global', { name: 'n' })] },
    [
      {
        op: 'delete',
        table: 'NB_Global',
        where: [
          ['connections', '==', ['set', []]],
          ['ssl', '==', ['set', []]],
        ],
      },
      insert('NB_Global', { name: 'n' }),
    ],
  ],
];

test.each(CASES)('%s', (_, tables, operations) =>
  expect(nbToTransact(newDatabase(NB, tables))).toEqual(['OVN_Northbound', ...operations]));

test.each(recordingsOf('25.03.0'))('%s: an insert for every row, one operation on each line', recording => {
  const nb = northbound(recording);
  const text = renderNbTransact(nb);
  const rows = Object.values(nb).flat().length;
  expect(text.split('\n').filter(line => line.startsWith('{"op":"insert"'))).toHaveLength(rows);
  expect(JSON.parse(text)).toEqual(nbToTransact(nb));
});
