/**
 * The parts of southbound rows that tests compare with the real ones: everything except values that only a database
 * chooses, such as UUIDs, bindings and unrequested tunnel keys.
 */
import type { Sb, SbRow, SbTable } from '../../src/ovn/schema/sb.ts';

const sorted = (values: Iterable<unknown>): string[] => [...values].map(value => JSON.stringify(value)).sort();
const nameOf = ({ external_ids }: SbRow<'Datapath_Binding'>): string => external_ids.get('name')!;
const withoutKey = (name: string): string => name.replace(/^(_rtr_lb_)?\d+_/, '$1_');

/** The compared part of each table. */
const VIEWS: { readonly [T in SbTable]?: (row: SbRow<T>) => readonly unknown[] } = {
  Address_Set: row => [withoutKey(row.name), row.addresses.toSorted()],
  /** ovn-northd chooses a random discriminator, and a free port. */
  BFD: row => [
    [row.logical_port, row.dst_ip, row.status, row.min_tx, row.min_rx, row.detect_mult, row.chassis_name],
    [sorted(row.options), sorted(row.external_ids)],
  ],
  Chassis_Template_Var: row => [row._uuid, row.chassis, sorted(row.variables)],
  DHCP_Options: row => [row.name, row.code, row.type],
  DHCPv6_Options: row => [row.name, row.code, row.type],
  DNS: row => [sorted(row.records), sorted(row.options), row.datapaths.map(nameOf).sort()],
  Datapath_Binding: row => [sorted(row.external_ids)],
  ACL_ID: row => [row._uuid, row.id],
  HA_Chassis_Group: row => [
    row.name,
    sorted(row.ha_chassis.map(chassis => [[...chassis.external_ids], chassis.priority])),
  ],
  Load_Balancer: row => [
    row._uuid,
    row.name,
    row.protocol,
    sorted(row.vips),
    sorted(row.options),
    sorted(row.external_ids),
  ],
  Meter: row => [row.name, row.unit, row.bands.map(band => [band.action, band.rate, band.burst_size]).sort()],
  Multicast_Group: row => [
    nameOf(row.datapath),
    row.name,
    row.tunnel_key,
    row.ports.map(port => port.logical_port).sort(),
  ],
  Port_Binding: row => [
    row.logical_port,
    nameOf(row.datapath),
    row.type,
    sorted(row.options),
    sorted(row.mac),
    sorted(row.port_security),
    sorted(row.nat_addresses),
    sorted(row.external_ids),
    [row.parent_port, row.tag, row.ha_chassis_group?.name],
  ],
  Port_Group: row => [withoutKey(row.name), row.ports.toSorted()],
  SB_Global: row => [sorted(row.options), row.ipsec],
  Static_MAC_Binding: row => [
    row._uuid,
    nameOf(row.datapath),
    row.logical_port,
    row.ip,
    row.mac,
    row.override_dynamic_mac,
  ],
};

export const COMPARED_TABLES = Object.keys(VIEWS) as (keyof typeof VIEWS)[];

/** The rows of a table as sorted texts. Without UUIDs, if ovn-northd does not choose them. */
export function viewsOf(network: Partial<Sb>, table: keyof typeof VIEWS, hasUuids = true): string[] {
  const view = VIEWS[table] as (row: Sb[SbTable][number]) => readonly unknown[];
  const rows: readonly Sb[SbTable][number][] = network[table]!;
  return sorted(rows.map(row => view(hasUuids ? row : { ...row, _uuid: '' })));
}
