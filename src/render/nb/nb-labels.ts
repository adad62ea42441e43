/**
 * Labels of the rows of a northbound database. A label is the row's name, or the columns that ovn-nbctl lists first. If
 * rows of a table have the same label, more columns are added. A label depends on the content of the rows, not on their
 * order or their UUIDs.
 */
import type { NB, Nb, NbTable } from '../../ovn/schema/nb.ts';
import { type AnyRow, filledTables, type NbNotation, referredRows, writeColumns } from './nb-columns.ts';
import { type LabelStep, uniqueLabels } from './unique-labels.ts';

type Named = { [T in NbTable]: (typeof NB)[T] extends { readonly name: 'string' } ? T : never }[NbTable];
/** Groups of columns. The next group is added as long as rows have the same label. */
type Columns<T extends NbTable> = readonly (readonly (keyof (typeof NB)[T])[])[];

const LABELS: { readonly [T in Exclude<NbTable, Named>]: Columns<T> } & { readonly [T in Named]?: Columns<T> } = {
  ACL: [['name'], ['match'], ['direction'], ['priority', 'tier']],
  BFD: [['logical_port', 'dst_ip']],
  Chassis_Template_Var: [['chassis']],
  DHCP_Options: [['cidr']],
  DNS: [['records']],
  HA_Chassis: [['chassis_name']],
  Load_Balancer: [['name'], ['protocol', 'vips']],
  Load_Balancer_Health_Check: [['vip']],
  Logical_Router_Policy: [
    ['priority', 'match'],
    ['action', 'nexthop', 'nexthops'],
  ],
  Logical_Router_Static_Route: [
    ['ip_prefix', 'nexthop'],
    ['policy', 'route_table', 'output_port'],
  ],
  Logical_Switch_Port_Health_Check: [['protocol', 'address', 'port']],
  Meter_Band: [['action', 'rate']],
  Mirror_Rule: [['priority', 'match', 'action']],
  NAT: [
    ['type', 'external_ip', 'logical_ip'],
    ['match', 'logical_port', 'external_port_range'],
  ],
  QoS: [['direction', 'priority', 'match']],
  Sample: [['metadata']],
  Sampling_App: [['type']],
  Static_MAC_Binding: [['logical_port', 'ip']],
};

const BY_NAME: Columns<Named> = [['name']];

/** The label of each row, unique in its table. */
export function labelRows(nb: Nb): ReadonlyMap<AnyRow, string> {
  const referrers = referrersOf(nb);
  const ofReferrers: LabelStep<AnyRow> = row => {
    const names = [...(referrers.get(row) ?? [])].sort();
    return names.length > 0 ? `of ${shortened(names.join(' '))}` : '';
  };
  const labelled = filledTables(nb).flatMap(([table, rows]) => {
    const contentOf: LabelStep<AnyRow> = row => JSON.stringify(writeColumns(table, row, CONTENT));
    return uniqueLabels(rows, [...stepsOf(table), ofReferrers], contentOf, table);
  });
  return new Map(labelled);
}

const CONTENT: NbNotation = {
  set: elements => elements.toSorted(),
  map: pairs => pairs.map(pair => JSON.stringify(pair)).sort(),
  reference: () => '',
};

const stepsOf = (table: NbTable): LabelStep<AnyRow>[] =>
  (LABELS[table] ?? BY_NAME).map(
    columns => row =>
      columns
        .map(column => textOf(row, column))
        .filter(Boolean)
        .join(' '),
  );

/** A name is never shortened. Other long texts keep only their beginning and end. */
function textOf(row: AnyRow, column: string): string {
  const value = row[column];
  if (column === 'name') return String(value ?? '');
  const several = value instanceof Map ? [...value.keys()] : value;
  return shortened(Array.isArray(several) ? several.toSorted().join(' ') : String(several ?? ''));
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 39)}…${text.slice(-40)}` : text);

/** The labels of the rows that refer to a row, from their first columns only. */
function referrersOf(nb: Nb): ReadonlyMap<AnyRow, ReadonlySet<string>> {
  const referrers = new Map<AnyRow, Set<string>>();
  for (const [table, rows] of filledTables(nb)) {
    const [name] = stepsOf(table);
    for (const row of rows) {
      for (const referred of referredRows(table, row)) {
        referrers.set(referred, (referrers.get(referred) ?? new Set()).add(name!(row) || table));
      }
    }
  }
  return referrers;
}
