/**
 * Northbound rows by the names of what they are, so that rows of two databases can be compared: without UUIDs, and with
 * the names of rows in place of references to them.
 */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { NB, type Nb, type NbTable } from '../../ovn/schema/nb.ts';

/** A value of a column as text, number or list; a map has a text for each key. */
export type ColumnValue = string | readonly string[] | Readonly<Record<string, string>>;

export interface NamedRow {
  readonly table: NbTable;
  /** The id that OVN-Kubernetes gives it, else its name, else the columns that make it what it is. */
  readonly name: string;
  /** Only columns with a value; without those that servers fill in. */
  readonly columns: Readonly<Record<string, ColumnValue>>;
}

/** What programs fill in while a network runs. A difference in it is not one of the network. */
export const LEFT_OUT: Readonly<Partial<Record<NbTable, readonly string[]>>> = {
  Logical_Switch_Port: ['up'],
  NB_Global: ['nb_cfg', 'nb_cfg_timestamp', 'sb_cfg', 'sb_cfg_timestamp', 'hv_cfg', 'hv_cfg_timestamp', 'options'],
};

export const namedRows = (nb: Nb): readonly NamedRow[] =>
  (Object.keys(NB) as NbTable[]).flatMap(table =>
    (nb[table] as readonly AnyRow[]).map(row => ({ table, name: rowName(table, row), columns: columnsOf(table, row) })),
  );

type AnyRow = { readonly _uuid: string } & Readonly<Record<string, unknown>>;

/** The columns that say which row it is, of tables whose rows can lack a name. */
const IDENTIFYING: Readonly<Partial<Record<NbTable, readonly string[]>>> = {
  ACL: ['direction', 'priority', 'match'],
  DHCP_Options: ['cidr'],
  Logical_Router_Policy: ['priority', 'match'],
  Logical_Router_Static_Route: ['route_table', 'ip_prefix', 'nexthop', 'output_port'],
  NAT: ['type', 'external_ip', 'logical_ip', 'logical_port'],
  QoS: ['direction', 'priority', 'match'],
  Static_MAC_Binding: ['logical_port', 'ip'],
  BFD: ['logical_port', 'dst_ip'],
};

function rowName(table: NbTable, row: AnyRow): string {
  const ids = row.external_ids instanceof Map ? (row.external_ids as ReadonlyMap<string, string>) : undefined;
  const named = ids?.get(EXTERNAL_IDS.id) ?? (table in IDENTIFYING ? undefined : (row.name as string | undefined));
  if (named) return named;
  const columns = IDENTIFYING[table] ?? Object.keys(NB[table]);
  const texts = columns.map(column => textOf(columnValue(typeOf(table, column), row[column])));
  return texts.filter(text => text !== '').join(' ') || 'the only row';
}

function columnsOf(table: NbTable, row: AnyRow): NamedRow['columns'] {
  const names = Object.keys(NB[table]).filter(name => !LEFT_OUT[table]?.includes(name));
  const values = names.map(name => [name, columnValue(typeOf(table, name), row[name])] as const);
  return Object.fromEntries(values.filter(([, value]) => Object.keys(value).length > 0));
}

const typeOf = (table: NbTable, column: string): string =>
  (NB[table] as Readonly<Record<string, string>>)[column] ?? '';

function columnValue(type: string, value: unknown): ColumnValue {
  if (value instanceof Map) {
    const entries = Array.from(
      value,
      ([key, each]) => [atomText(type, key), atomText(type.split('=>')[1]!, each)] as const,
    );
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  }
  if (Array.isArray(value)) return value.map(each => atomText(type, each)).sort();
  return value === undefined ? '' : atomText(type, value);
}

/** A reference has the name of its row. */
function atomText(type: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const table = /^@(\w+)/.exec(type)?.[1] as NbTable | undefined;
  return table ? rowName(table, value as AnyRow) : '';
}

export const textOf = (value: ColumnValue): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.join(', ')
      : Object.entries(value)
          .map(([key, each]) => `${key}=${each}`)
          .join(', ');
