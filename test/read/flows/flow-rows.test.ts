/** Flow rows without objects have the same content as rows with objects, after any transactions in a file. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDatabase } from '../../../src/read/database.ts';
import { readLogicalNetwork } from '../../../src/read/logical-network.ts';
import { parseSpan } from '../../../src/read/ovsdb/json-span.ts';
import { readOvsdbLog } from '../../../src/read/ovsdb/log.ts';
import { map, record, reference, uuid } from '../../support/ovsdb-file.ts';

const SCHEMA = {
  name: 'OVN_Southbound',
  tables: {
    Logical_Flow: {
      columns: { external_ids: { type: { key: 'string', value: 'string', min: 0, max: 'unlimited' } } },
    },
  },
};

const DATAPATHS = {
  Datapath_Binding: { [uuid(1)]: { tunnel_key: 1 }, [uuid(2)]: { tunnel_key: 2 } },
  Logical_DP_Group: { [uuid(3)]: { datapaths: ['set', [reference(1), reference(2)]] } },
};

const columns = fc.record(
  {
    logical_datapath: fc.constantFrom(reference(1), reference(2), reference(9), ['set', []]),
    logical_dp_group: fc.constantFrom(reference(3), ['set', []]),
    pipeline: fc.constantFrom('ingress', 'egress'),
    table_id: fc.nat(40),
    priority: fc.nat(65535),
    match: fc.constantFrom('1', 'ip4', 'inport == "p"', 'inport == "\u00fc\\"'),
    actions: fc.constantFrom('next;', 'drop;'),
    external_ids: fc.dictionary(fc.constantFrom('stage-name', 'source', 'stage-hint'), fc.string()).map(map),
    tags: fc.constant(map({ in_out_port: 'p' })),
  },
  { requiredKeys: [] },
);

/** The new columns of some rows, or null for a deleted row. */
const change = fc.dictionary(fc.integer({ min: 10, max: 16 }).map(uuid), fc.option(columns), { maxKeys: 5 });
const transaction = fc.record({ Logical_Flow: change, _is_diff: fc.boolean() });

type Columns = Partial<Record<'logical_datapath' | 'logical_dp_group', readonly [string, string]>> &
  Readonly<Record<string, unknown>>;

/** The flows of the row `id`: one for each datapath that it applies to. */
function expectedFlows([id, row]: readonly [string, Columns]): unknown[] {
  const own = DATAPATHS.Datapath_Binding[row.logical_datapath?.[1] ?? ''];
  const shared = row.logical_dp_group?.[1] === uuid(3) ? Object.values(DATAPATHS.Datapath_Binding) : [];
  const names = new Map((row.external_ids as [string, [string, string][]] | undefined)?.[1]);
  return [...(own ? [own] : []), ...shared].map(({ tunnel_key }) => ({
    tunnel_key,
    uuid: id,
    pipeline: row.pipeline ?? 'ingress',
    table: row.table_id ?? 0,
    priority: row.priority ?? 0,
    match: row.match ?? '',
    actions: row.actions ?? '',
    stage: names.get('stage-name') ?? '',
    source: names.get('source'),
    hint: names.get('stage-hint'),
  }));
}

test('after any transactions', () => {
  fc.assert(
    fc.property(fc.array(transaction, { minLength: 1, maxLength: 5 }), transactions => {
      const log = Buffer.from([SCHEMA, DATAPATHS, ...transactions].map(value => record(value)).join(''));
      const inObjects = readOvsdbLog(log, 'sb.db').tables;
      const inIntegers = readDatabase(log, 'sb.db').value!.tables;
      const rowsIn = (tables: typeof inObjects) =>
        tables.get('Logical_Flow')!.rows.map(row => [row.uuid, parseSpan(row) as Columns] as const);
      expect(rowsIn(inIntegers)).toEqual(rowsIn(inObjects));
      const flows = readLogicalNetwork(inIntegers, 'sb.db')
        .value.flows.all()
        .map(({ datapath: { tunnel_key }, uuid, pipeline, table, priority, match, actions, stage, source, hint }) => ({
          ...{ tunnel_key, uuid, pipeline, table, priority, match, actions, stage, source, hint },
        }));
      expect(flows).toEqual(rowsIn(inObjects).flatMap(expectedFlows));
    }),
  );
});
