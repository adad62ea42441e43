/**
 * Converts a southbound database to a logical network, with each flow once for every datapath that it applies to. Content
 * that a valid database cannot have (two datapaths of one name, rows of missing datapaths) gets a warning.
 */
import { checkArgument } from '../base/argument.ts';
import { type Checked, type Diagnostic, error, warning } from '../base/diagnostic.ts';
import { datapathName, type LogicalNetwork } from '../network/logical-network.ts';
import { SB, type SbTable } from '../ovn/schema/sb.ts';
import { FlowRows } from './flows/flow-rows.ts';
import { StoredFlows } from './flows/stored-flows.ts';
import type { JsonTables } from './ovsdb/row-table.ts';
import { readRows } from './ovsdb/rows.ts';

const { Logical_Flow: _, ...TYPED } = SB;

/** Tables that can be large and do not affect where packets go. */
const LEFT_OUT: readonly SbTable[] = [
  'ACL_ID',
  'Advertised_Route',
  'BFD',
  'Chassis_Private',
  'Controller_Event',
  'ECMP_Nexthop',
  'Encap',
  'IGMP_Group',
  'Learned_Route',
  'Meter',
  'Meter_Band',
  'Mirror',
  'Service_Monitor',
];

/** The tables that a network is read from. */
export const NETWORK_TABLES = (Object.keys(SB) as SbTable[]).filter(table => !LEFT_OUT.includes(table));

/** The network in `tables` of the source called `name`. Throws a TypeError if `tables` is not a Map. */
export function readLogicalNetwork(tables: JsonTables, name: string): Required<Checked<LogicalNetwork>> {
  checkArgument(tables instanceof Map, 'readLogicalNetwork: tables', 'the tables of a database, a Map', tables);
  const diagnostics: Diagnostic[] = [];
  const report = (found: Diagnostic) => diagnostics.push({ ...found, message: `${name}: ${found.message}` });
  const { Logical_DP_Group, ...rows } = readRows(TYPED, tables, report);
  reportNamesakes(rows.Datapath_Binding.map(datapathName), 'datapath', report);
  reportNamesakes(
    rows.Port_Binding.map(({ logical_port }) => logical_port),
    'port',
    report,
  );
  const flowRows = FlowRows.of(tables.get('Logical_Flow'));
  for (const [column, places] of flowRows.malformed)
    if (places.size > 0)
      report(
        malformed(
          column,
          [...places].map(place => flowRows.uuid(place)),
        ),
      );
  const flows = new StoredFlows(flowRows, [...rows.Datapath_Binding, ...Logical_DP_Group]);
  const { withoutDatapath } = flows;
  if (withoutDatapath > 0)
    report(warning('flow-homeless', `flows without a datapath are left out: ${withoutDatapath}`));
  return { value: { ...rows, flows }, diagnostics };
}

function malformed(column: string, [first, ...others]: readonly string[]): Diagnostic {
  const which = `Logical_Flow ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  return error('column-malformed', `${which}: ${column} has a value of the wrong type`);
}

function reportNamesakes(names: readonly string[], what: string, report: (found: Diagnostic) => void): void {
  const seen = new Set<string>();
  const twice = new Set(names.filter(name => seen.size === seen.add(name).size));
  for (const name of twice)
    report(warning('same-name', `there are several ${what}s called "${name}"; the first is used`));
}
