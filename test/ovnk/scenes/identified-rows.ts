/**
 * Northbound rows in a form that can be compared: each has an identity, references are the identities of rows, sets and
 * maps are sorted. UUIDs, default values and the columns of other programs are left out.
 */
import { NB, type Nb, type NbTable } from '../../../src/ovn/schema/nb.ts';
import { type Column, defaultValue } from '../../../src/ovn/schema/schema.ts';

export type AnyRow = Readonly<Record<string, unknown>>;

export interface IdentifiedRow {
  readonly table: NbTable;
  /** The table, with the name of the row, the id of its owner, or its main columns. */
  readonly identity: string;
  /** The value of each column as JSON. */
  readonly columns: ReadonlyMap<string, string>;
  readonly row: AnyRow;
}

/** ovn-northd or the start of the servers writes these. */
const FOREIGN_TABLES: readonly NbTable[] = ['NB_Global'];
const FOREIGN_COLUMNS = ['_uuid', 'up', 'tag'];

const BY_NAME = [
  'Logical_Switch',
  'Logical_Router',
  'Logical_Switch_Port',
  'Logical_Router_Port',
  'Load_Balancer',
  'Load_Balancer_Group',
  'Meter',
  'Copp',
  'Gateway_Chassis',
];
const BY_OWNER = ['Port_Group', 'Address_Set', 'ACL', 'QoS', 'Logical_Router_Policy', 'DHCP_Options'];
const BY_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  NAT: ['type', 'external_ip', 'logical_ip', 'match', 'logical_port'],
  Logical_Router_Static_Route: ['ip_prefix', 'policy', 'nexthop', 'output_port'],
  Logical_Router_Policy: ['priority', 'match', 'nexthops'],
  Static_MAC_Binding: ['logical_port', 'ip'],
  Meter_Band: ['action', 'rate'],
};

export const identifiedRows = (nb: Nb): readonly IdentifiedRow[] =>
  (Object.keys(nb) as NbTable[])
    .filter(table => !FOREIGN_TABLES.includes(table))
    .flatMap(table => (nb[table] as unknown as readonly AnyRow[]).map(row => identified(table, row)));

const identified = (table: NbTable, row: AnyRow): IdentifiedRow => ({
  table,
  identity: identityOf(table, row),
  columns: new Map(
    Object.keys(NB[table])
      .filter(column => !FOREIGN_COLUMNS.includes(column))
      .map(column => [column, textOf(table, column, row)] as const)
      .filter(([, text]) => text !== ''),
  ),
  row,
});

function identityOf(table: NbTable, row: AnyRow): string {
  const owner = (row.external_ids as ReadonlyMap<string, string> | undefined)?.get('k8s.ovn.org/id');
  if (BY_OWNER.includes(table) && owner) return `${table} ${owner}`;
  if (BY_NAME.includes(table)) return `${table} ${row.name}`;
  const columns = BY_COLUMNS[table] ?? Object.keys(NB[table]);
  return `${table} ${columns.map(column => textOf(table, column, row)).join(' ')}`;
}

/** Empty for a default value. */
function textOf(table: NbTable, column: string, row: AnyRow): string {
  const target = targetOf(table, column);
  const value = row[column];
  if (value instanceof Map) return value.size ? JSON.stringify(Object.fromEntries([...value].sort(byText))) : '';
  const each = (item: unknown) => (target && item ? identityOf(target, item as AnyRow) : item);
  if (Array.isArray(value)) return value.length ? JSON.stringify(value.map(each).sort(byText)) : '';
  return value === defaultValue(typeOf(table, column)) ? '' : JSON.stringify(each(value));
}

/** The table that a column refers to. */
export const targetOf = (table: NbTable, column: string): NbTable | undefined =>
  /^@(\w+)/.exec(typeOf(table, column))?.[1] as NbTable | undefined;

const typeOf = (table: NbTable, column: string): Column => (NB[table] as Readonly<Record<string, Column>>)[column]!;

const byText = (left: unknown, right: unknown): number => (String(left) < String(right) ? -1 : 1);
