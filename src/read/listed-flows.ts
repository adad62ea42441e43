/**
 * A network from rows of Logical_Flow alone, as `ovn-sbctl list Logical_Flow` prints them: its datapaths are known by their
 * UUIDs only, and which datapaths a group has is not known at all. So a group counts as a datapath of its own: its flows
 * are joined with no others.
 */
import { type Diagnostic, warning } from '../base/diagnostic.ts';
import type { LogicalNetwork } from '../network/logical-network.ts';
import { MISSING_IN_DUMPS } from './flows/dump-network.ts';
import { namesIn, portsOf } from './flows/dump-ports.ts';
import { readLogicalNetwork } from './logical-network.ts';
import { parseSpan, toSpan } from './ovsdb/json-span.ts';
import { type Rows, StoredRow } from './ovsdb/row-table.ts';
import { elements, type JsonRow } from './ovsdb/value.ts';

export function readListedFlows(
  flows: Rows,
  name: string,
): { network: LogicalNetwork; diagnostics: readonly Diagnostic[] } {
  const rows = flows.rows.map(row => parseSpan(row) as JsonRow);
  const [datapaths, groups] = (['logical_datapath', 'logical_dp_group'] as const).map(column => uuidsIn(rows, column));
  const made = [...new Set([...datapaths!, ...groups!])].map(
    (uuid, index) => new StoredRow(toSpan({ tunnel_key: index + 1 }), uuid),
  );
  const tables = new Map<string, Rows>([
    ['Logical_Flow', flows],
    ['Datapath_Binding', { rows: made }],
  ]);
  const { value: network, diagnostics } = readLogicalNetwork(tables, name);
  const names = new Map(network.Datapath_Binding.map(datapath => [datapath, new Set<string>()]));
  for (const { datapath, match, actions } of network.flows.all())
    for (const text of [match, actions]) for (const port of namesIn(text)) names.get(datapath)!.add(port);
  return {
    network: { ...network, ...portsOf(names), missing: MISSING_IN_DUMPS },
    diagnostics: [...diagnostics, ...(groups!.length > 0 ? [ofGroups(groups!.length, name)] : [])],
  };
}

const uuidsIn = (rows: readonly JsonRow[], column: string): readonly string[] => [
  ...new Set(rows.flatMap(row => elements(row[column])).flatMap(atom => (isUuid(atom) ? [atom[1]] : []))),
];

const isUuid = (atom: unknown): atom is readonly ['uuid', string] => Array.isArray(atom) && atom[0] === 'uuid';

const ofGroups = (groups: number, name: string): Diagnostic =>
  warning(
    'groups-unknown',
    `${name}: some flows are of groups of datapaths (${groups}), and this list does not say which those are; ` +
      'each group counts as a datapath of its own. ovn-sbctl dump-flows and sb.db say it',
  );
