/** Fills datapaths with their ports, groups and learned addresses (OVN 25.03, utilities/ovn-trace.c, read_db()). */

import { parseScannedMac } from '../../base/address-forms/scanned-mac.ts';
import { compareUtf8 } from '../../base/bytes/utf8.ts';
import { parseAddress } from '../../base/ip.ts';
import type { Datapath, LogicalNetwork } from '../../network/logical-network.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import type { TracedDatapath, TracedPort } from './traced-datapath.ts';

export type DatapathsByRow = ReadonlyMap<Datapath, TracedDatapath>;

/** The ports by name. Of two ports with the same name, the first is used. */
export function addPorts({ Port_Binding }: LogicalNetwork, datapaths: DatapathsByRow): Map<string, TracedPort> {
  const ports = new Map<string, TracedPort>();
  for (const row of Port_Binding) {
    if (ports.has(row.logical_port)) continue;
    const datapath = datapaths.get(row.datapath)!;
    const port: TracedPort = { row, datapath, key: row.tunnel_key };
    ports.set(row.logical_port, port);
    datapath.portsByKey.set(port.key, port);
    if (row.type === 'l3gateway') datapath.hasL3Gateway = true;
  }
  for (const port of ports.values()) link(port, ports);
  return ports;
}

function link(port: TracedPort, ports: ReadonlyMap<string, TracedPort>): void {
  const { options, type } = port.row;
  const other = (option: string) => ports.get(options.get(option) ?? '');
  const peer = type === 'patch' || type === 'l3gateway' ? other('peer') : undefined;
  if (peer) port.peer = peer;
  const distributedPort = type === 'chassisredirect' ? other('distributed-port') : undefined;
  if (distributedPort?.datapath === port.datapath) port.distributedPort = distributedPort;
}

/** Includes ports of other datapaths, as ovn-trace does, although a group should not have them. */
export function addGroup(
  row: SbRow<'Multicast_Group'>,
  datapaths: DatapathsByRow,
  all: ReadonlyMap<string, TracedPort>,
): void {
  const datapath = datapaths.get(row.datapath)!;
  const ports = () => row.ports.flatMap(port => all.get(port.logical_port) ?? []).sort(byName);
  const group = { name: row.name, key: row.tunnel_key, ports };
  datapath.groupsByKey.set(group.key, group);
  datapath.groupsByName.set(group.name, group);
}

const byName = ({ row: a }: TracedPort, { row: b }: TracedPort): number => compareUtf8(a.logical_port, b.logical_port);

export function addMacBinding(
  { logical_port, ip, mac, datapath }: SbRow<'MAC_Binding'>,
  ports: ReadonlyMap<string, TracedPort>,
): void {
  const port = ports.get(logical_port);
  const address = parseAddress(ip);
  const value = parseScannedMac(mac);
  if (!port || port.row.datapath !== datapath || !address || value === undefined) return;
  port.datapath.macBindings.set(`${port.key} ${address.value}`, value);
}

export function addFdb({ mac, dp_key, port_key }: SbRow<'FDB'>, datapaths: DatapathsByRow): void {
  const datapath = [...datapaths.values()].find(({ key }) => key === dp_key);
  const value = parseScannedMac(mac);
  if (datapath && value !== undefined) datapath.fdb.set(value, port_key);
}
