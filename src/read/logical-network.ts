/**
 * A southbound database to a logical network: each flow once for every datapath that it applies to. What cannot be in a
 * sound database (two datapaths of one name, rows of datapaths that are not there) gets a warning.
 */
import { type Checked, type Diagnostic, warning } from '../base/diagnostic.ts';
import { datapathName, type LogicalNetwork } from '../network/logical-network.ts';
import { SB, type SbRow, type SbTable } from '../network/sb.ts';
import { isAt, spanAt, textOf } from './json-span.ts';
import { readRows } from './ovsdb-rows.ts';
import type { JsonTables } from './row-table.ts';
import { type FlowRow, StoredFlow, toFlowRow } from './stored-flow.ts';

const { Logical_Flow: _, ...TYPED } = SB;

/** Tables that can be large and say nothing about where packets go. */
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

/** The network in `tables`, which are those of the source called `name`. */
export function readLogicalNetwork(tables: JsonTables, name: string): Required<Checked<LogicalNetwork>> {
  const diagnostics: Diagnostic[] = [];
  const report = (found: Diagnostic) => diagnostics.push({ ...found, message: `${name}: ${found.message}` });
  const { Logical_DP_Group, ...rows } = readRows(TYPED, tables, report);
  reportNamesakes(rows.Datapath_Binding.map(datapathName), 'datapath', report);
  reportNamesakes(
    rows.Port_Binding.map(({ logical_port }) => logical_port),
    'port',
    report,
  );
  const lookup = new DatapathLookup([...rows.Datapath_Binding, ...Logical_DP_Group]);
  const flowRows = tables.get('Logical_Flow') ?? [];
  const flows: StoredFlow[] = [];
  let homeless = 0;
  for (const row of flowRows.map(toFlowRow)) {
    const datapaths = lookup.of(row);
    for (const datapath of datapaths) flows.push(new StoredFlow(row, datapath));
    if (datapaths.length === 0) homeless++;
  }
  if (homeless > 0) report(warning('flow-homeless', `flows without a datapath are left out: ${homeless}`));
  return { value: { ...rows, flows, flowRows }, diagnostics };
}

function reportNamesakes(names: readonly string[], what: string, report: (found: Diagnostic) => void): void {
  const seen = new Set<string>();
  const twice = new Set(names.filter(name => seen.size === seen.add(name).size));
  for (const name of twice)
    report(warning('same-name', `there are several ${what}s called "${name}"; the first counts`));
}

type Datapath = SbRow<'Datapath_Binding'>;

const NONE: readonly Datapath[] = [];

const UUID = /[0-9a-f-]{36}/;

/** Which datapaths a flow is for: its own, and those of the Logical_DP_Group that share it. */
class DatapathLookup {
  private readonly byUuid: ReadonlyMap<string, readonly Datapath[]>;
  /** The last reference, and what it means: the next row often has the same. */
  private last = '[]';
  private meant = NONE;

  constructor(rows: readonly (Datapath | { readonly _uuid: string; readonly datapaths: readonly Datapath[] })[]) {
    this.byUuid = new Map(rows.map(row => [row._uuid, 'datapaths' in row ? row.datapaths : [row]]));
  }

  of(row: FlowRow): readonly Datapath[] {
    const own = this.referredTo(row, row.datapathStart);
    const shared = this.referredTo(row, row.groupStart);
    return shared.length === 0 ? own : [...own, ...shared];
  }

  private referredTo({ bytes, end }: FlowRow, start: number): readonly Datapath[] {
    if (start === 0) return NONE;
    if (!isAt(bytes, start, this.last)) {
      this.last = textOf(spanAt(bytes, start, end));
      this.meant = this.byUuid.get(UUID.exec(this.last)?.[0] ?? '') ?? NONE;
    }
    return this.meant;
  }
}
