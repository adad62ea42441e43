/**
 * The rows of a recorded database that belong to the cluster's own network: its switches and routers, what its controller
 * owns, and the rows to which only such rows refer. udon compiles of them only those that other networks need.
 */
import { NB, type Nb, type NbTable } from '../../../src/ovn/schema/nb.ts';
import { type AnyRow, targetOf } from './identified-rows.ts';

/** Of every network: meters and what protects the control plane. */
const SHARED: readonly NbTable[] = ['Meter', 'Copp', 'Meter_Band'];
const OWN_CONTROLLER = 'default-network-controller';

export function defaultNetworkRows(nb: Nb, nodes: readonly string[]): ReadonlySet<AnyRow> {
  const rows = (Object.keys(nb) as NbTable[]).flatMap(table =>
    (nb[table] as unknown as readonly AnyRow[]).map(row => ({ table, row })),
  );
  const found = new Set(rows.filter(({ table, row }) => isOfDefault(table, row, nodes)).map(({ row }) => row));
  const owners = ownersOf(rows);
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { table, row } of rows) {
      const mine = owners.get(row) ?? [];
      if (!SHARED.includes(table) && mine.length && mine.every(owner => found.has(owner))) found.add(row);
    }
  }
  return found;
}

function isOfDefault(table: NbTable, row: AnyRow, nodes: readonly string[]): boolean {
  const ids = row.external_ids as ReadonlyMap<string, string> | undefined;
  const name = String(row.name);
  switch (table) {
    case 'Logical_Switch':
    case 'Logical_Router':
      return isDefaultEntity(name, nodes);
    case 'Static_MAC_Binding':
      return isDefaultEntity(String(row.logical_port).replace(/^rtoe-/, ''), nodes);
    case 'Load_Balancer_Group':
      return /^cluster(?!_udn_)/.test(name);
    case 'Load_Balancer':
      return !ids?.has('k8s.ovn.org/network');
    case 'Port_Group':
    case 'Address_Set':
      return ids?.get('k8s.ovn.org/owner-controller') === OWN_CONTROLLER && !ids.has('k8s.ovn.org/network');
    default:
      return false;
  }
}

const isDefaultEntity = (name: string, nodes: readonly string[]): boolean =>
  ['join', 'transit_switch', 'ovn_cluster_router'].includes(name) || nodes.includes(name.replace(/^(GR|ext)_/, ''));

/** The rows that refer to each row. */
function ownersOf(rows: readonly { table: NbTable; row: AnyRow }[]): ReadonlyMap<AnyRow, readonly AnyRow[]> {
  const owners = new Map<AnyRow, AnyRow[]>();
  for (const { table, row } of rows) {
    const columns = Object.keys(NB[table]).filter(column => targetOf(table, column));
    for (const referred of columns.flatMap(column => row[column] ?? []) as AnyRow[]) {
      owners.set(referred, [...(owners.get(referred) ?? []), row]);
    }
  }
  return owners;
}
