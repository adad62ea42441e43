/** The columns that identify a northbound row to people. */
import type { NbTableRow } from '../../network/logical-network.ts';
import type { NB, NbTable } from '../../ovn/schema/nb.ts';

type Columns = { readonly [T in NbTable]?: readonly (keyof (typeof NB)[T])[] };

const COLUMNS: Columns = {
  ACL: ['name', 'direction', 'priority', 'match'],
  DHCP_Options: ['cidr'],
  Load_Balancer: ['name', 'protocol'],
  Logical_Router_Policy: ['priority', 'match'],
  Logical_Router_Static_Route: ['ip_prefix', 'nexthop'],
  NAT: ['type', 'external_ip', 'logical_ip'],
  QoS: ['direction', 'priority', 'match'],
  Sample_Collector: ['name', 'id'],
};

/** Other tables are identified by name only. */
const NAME = ['name'];

/** The identifying columns with their values. Columns without a value are left out. */
export function knownColumns({ table, row }: NbTableRow): Readonly<Record<string, unknown>> {
  const names: readonly string[] = COLUMNS[table] ?? NAME;
  const columns = names.map(name => [name, (row as Readonly<Record<string, unknown>>)[name]] as const);
  return Object.fromEntries(columns.filter(([, value]) => value !== undefined && value !== ''));
}
