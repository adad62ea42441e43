/**
 * The southbound rows of every recorded scene, but for what only databases choose: UUIDs, bindings, unrequested tunnel
 * keys.
 */
import { describe, expect, test } from 'vitest';
import type { Sb, SbRow, SbTable } from '../../src/network/sb.ts';
import { compile } from '../../src/northd/index.ts';
import { featureScenes, northbound, scenesOf, southbound } from './capture.ts';

const sorted = (values: Iterable<unknown>): unknown[] => [...values].map(value => JSON.stringify(value)).sort();
const nameOf = ({ external_ids }: SbRow<'Datapath_Binding'>): string => external_ids.get('name')!;
const withoutKey = (name: string): string => name.replace(/^(_rtr_lb_)?\d+_/, '$1_');

/** What of each table is compared. */
const VIEWS: { readonly [T in SbTable]?: (row: SbRow<T>) => readonly unknown[] } = {
  Address_Set: row => [withoutKey(row.name), row.addresses.toSorted()],
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

describe.each([...scenesOf('25.03.0'), ...featureScenes()])('%s', scene => {
  const nb = northbound(scene);
  const recorded = southbound(scene);
  const { network } = compile(nb, { release: '25.03.0' });

  test.each(Object.keys(VIEWS) as (keyof typeof VIEWS)[])('%s', table => {
    const view = VIEWS[table] as (row: Sb[SbTable][number]) => readonly unknown[];
    const rows = (network as Partial<Sb>)[table]!;
    expect(sorted(rows.map(view))).toEqual(sorted(recorded[table].map(view)));
  });

  test('requested tunnel keys', () => {
    const requested = nb.Logical_Switch.flatMap(({ ports }) => ports).filter(({ options }) =>
      options.has('requested-tnl-key'),
    );
    for (const { name, options } of requested) {
      const { tunnel_key } = network.Port_Binding.find(row => row.logical_port === name)!;
      expect(String(tunnel_key), name).toBe(options.get('requested-tnl-key'));
    }
  });

  test('references lead to rows of the same network', () => {
    const datapaths = new Set(network.Datapath_Binding);
    const bindings = new Set(network.Port_Binding);
    expect(network.Port_Binding.every(({ datapath }) => datapaths.has(datapath))).toBe(true);
    expect(network.flows.every(({ datapath }) => datapaths.has(datapath))).toBe(true);
    expect(network.Multicast_Group.every(({ ports }) => ports.every(port => bindings.has(port)))).toBe(true);
  });
});
