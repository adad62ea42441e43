/**
 * Whether port security lets a packet through (man ovn-nb, Logical_Switch_Port, port_security; OVN 25.03,
 * utilities/ovn-trace.c, execute_check_in_port_sec() and execute_check_out_port_sec()).
 */

import { linkLocalAddress, parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import type { Prefix } from '../../base/ip.ts';
import { parseMac } from '../../base/mac.ts';
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import { UDP_PORTS } from '../../base/protocols/udp-ports.ts';
import { remember } from '../../base/remember.ts';
import type { Packet } from '../../ovn/fields/packet.ts';

const { ip: IP, ipv6: IPV6, arp: ARP } = ETHER_TYPES;

/** A row of port security. */
interface Row {
  readonly mac: number;
  readonly networks: readonly Prefix[];
}

type Check = (packet: Packet, allowed: Row) => boolean;

/** Whether a port with these rows of port security may send the packet. Without rows, it may send any packet. */
export function allowsSending(portSecurity: readonly string[], packet: Packet): boolean {
  const checks: Readonly<Record<number, Check>> = { [IP]: mayComeFromIPv4, [ARP]: mayArp, [IPV6]: mayComeFromIPv6 };
  return allows(portSecurity, packet, packet.get('dl_src'), checks);
}

/** Whether a port with these rows of port security may receive the packet. */
export function allowsReceiving(portSecurity: readonly string[], packet: Packet): boolean {
  const checks: Readonly<Record<number, Check>> = { [IP]: mayGoToIPv4, [IPV6]: mayGoToIPv6 };
  return allows(portSecurity, packet, packet.get('dl_dst'), checks);
}

/** The first row with the packet's MAC address decides. */
function allows(
  portSecurity: readonly string[],
  packet: Packet,
  mac: number,
  checks: Readonly<Record<number, Check>>,
): boolean {
  const rows = parsed(portSecurity);
  if (rows.length === 0) return true;
  const allowed = rows.find(row => row.mac === mac);
  if (!allowed) return false;
  return checks[packet.get('dl_type')]?.(packet, allowed) ?? true;
}

/** Parses a column of port security. Remembered, because each packet of a port needs it. */
const parsed = remember((portSecurity: readonly string[]): readonly Row[] =>
  portSecurity
    .flatMap(text => parseLspAddresses(text) ?? [])
    .map(({ mac, networks }) => ({ mac: parseMac(mac)!, networks })),
);

const ofFamily = (networks: readonly Prefix[], family: 4 | 6): readonly bigint[] =>
  networks.filter(network => network.family === family).map(({ value }) => value);

function mayArp(packet: Packet, { mac, networks }: Row): boolean {
  const addresses = ofFamily(networks, 4);
  if (packet.get('arp_sha') !== mac) return false;
  return addresses.length === 0 || addresses.includes(packet.getBig('nw_src'));
}

/** A guest without an address may send DHCP requests. */
function mayComeFromIPv4(packet: Packet, { networks }: Row): boolean {
  if (networks.length === 0) return true;
  const isDhcp =
    packet.get('nw_proto') === IP_PROTOCOLS.udp &&
    packet.get('tp_src') === UDP_PORTS.dhcpClient &&
    packet.get('tp_dst') === UDP_PORTS.dhcpServer &&
    packet.get('nw_src') === 0 &&
    packet.get('nw_dst') === 0xffffffff;
  return isDhcp || ofFamily(networks, 4).includes(packet.getBig('nw_src'));
}

function mayComeFromIPv6(packet: Packet, allowed: Row): boolean {
  const { mac, networks } = allowed;
  if (networks.length === 0) return true;
  if (!ownsIPv6(allowed, packet.getBig('ipv6_src'))) return false;
  const type = packet.get('nw_proto') === IP_PROTOCOLS.icmp6 ? packet.get('tp_src') : 0;
  if (type === ICMP6_TYPES.neighborSolicitation) return [0, mac].includes(packet.get('arp_sha'));
  if (type !== ICMP6_TYPES.neighborAdvertisement) return true;
  const mayTarget = ofFamily(networks, 6).length === 0 || ownsIPv6(allowed, packet.getBig('nd_target'));
  return [0, mac].includes(packet.get('arp_tha')) && mayTarget;
}

const ownsIPv6 = ({ mac, networks }: Row, address: bigint): boolean =>
  ofFamily(networks, 6).includes(address) || address === linkLocalAddress(mac);

function mayGoToIPv4(packet: Packet, { networks }: Row): boolean {
  const address = packet.get('nw_dst');
  const addresses = ofFamily(networks, 4);
  if (networks.length === 0) return true;
  if (addresses.length === 0) return false;
  return addresses.includes(BigInt(address)) || address === 0xffffffff || address >>> 28 === 0xe;
}

function mayGoToIPv6(packet: Packet, allowed: Row): boolean {
  const address = packet.getBig('ipv6_dst');
  if (allowed.networks.length === 0) return true;
  if (ofFamily(allowed.networks, 6).length === 0) return false;
  return ownsIPv6(allowed, address) || address >> 120n === 0xffn;
}
