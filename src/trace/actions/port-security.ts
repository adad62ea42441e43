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
import type { PacketTests } from './packet-tests.ts';

const { ip: IP, ipv6: IPV6, arp: ARP } = ETHER_TYPES;

/** A row of port security. */
interface Row {
  readonly mac: number;
  readonly networks: readonly Prefix[];
}

type Check = <T>(tests: PacketTests<T>, allowed: Row) => T;

/** Whether a port with these rows of port security may send the packet. Without rows, it may send any packet. */
export const allowsSending = <T>(portSecurity: readonly string[], tests: PacketTests<T>): T =>
  allows(portSecurity, tests, 'dl_src', { [IP]: mayComeFromIPv4, [ARP]: mayArp, [IPV6]: mayComeFromIPv6 });

/** Whether a port with these rows of port security may receive the packet. */
export const allowsReceiving = <T>(portSecurity: readonly string[], tests: PacketTests<T>): T =>
  allows(portSecurity, tests, 'dl_dst', { [IP]: mayGoToIPv4, [IPV6]: mayGoToIPv6 });

/** The first row with the packet's MAC address decides. */
function allows<T>(
  portSecurity: readonly string[],
  tests: PacketTests<T>,
  mac: 'dl_src' | 'dl_dst',
  checks: Readonly<Record<number, Check>>,
): T {
  const rows = parsed(portSecurity);
  const { all, any, is, not } = tests;
  if (rows.length === 0) return all();
  const first = rows.filter((row, index) => rows.findIndex(other => other.mac === row.mac) === index);
  const checked = (row: Row) =>
    Object.entries(checks).map(([type, check]) => any(not(is('dl_type', Number(type))), check(tests, row)));
  return any(...first.map(row => all(is(mac, row.mac), ...checked(row))));
}

/** Parses a column of port security. Remembered, because each packet of a port needs it. */
const parsed = remember((portSecurity: readonly string[]): readonly Row[] =>
  portSecurity
    .flatMap(text => parseLspAddresses(text) ?? [])
    .map(({ mac, networks }) => ({ mac: parseMac(mac)!, networks })),
);

const ofFamily = (networks: readonly Prefix[], family: 4 | 6): readonly bigint[] =>
  networks.filter(network => network.family === family).map(({ value }) => value);

function mayArp<T>({ all, is }: PacketTests<T>, { mac, networks }: Row): T {
  const addresses = ofFamily(networks, 4);
  return all(is('arp_sha', mac), ...(addresses.length === 0 ? [] : [is('nw_src', ...addresses)]));
}

/** A guest without an address may send DHCP requests. */
function mayComeFromIPv4<T>({ all, any, is }: PacketTests<T>, { networks }: Row): T {
  if (networks.length === 0) return all();
  const isDhcp = all(
    is('nw_proto', IP_PROTOCOLS.udp),
    is('tp_src', UDP_PORTS.dhcpClient),
    is('tp_dst', UDP_PORTS.dhcpServer),
    is('nw_src', 0),
    is('nw_dst', 0xffffffff),
  );
  return any(isDhcp, is('nw_src', ...ofFamily(networks, 4)));
}

function mayComeFromIPv6<T>({ all, any, is, not }: PacketTests<T>, { mac, networks }: Row): T {
  if (networks.length === 0) return all();
  const isDiscovery = (type: number) => all(is('nw_proto', IP_PROTOCOLS.icmp6), is('tp_src', type));
  const isSolicitation = isDiscovery(ICMP6_TYPES.neighborSolicitation);
  const isAdvertisement = isDiscovery(ICMP6_TYPES.neighborAdvertisement);
  const mayTarget = ofFamily(networks, 6).length === 0 ? all() : is('nd_target', ...ownAddresses({ mac, networks }));
  return all(
    is('ipv6_src', ...ownAddresses({ mac, networks })),
    any(not(isSolicitation), is('arp_sha', 0, mac)),
    any(not(isAdvertisement), all(is('arp_tha', 0, mac), mayTarget)),
  );
}

const ownAddresses = ({ mac, networks }: Row): readonly bigint[] => [...ofFamily(networks, 6), linkLocalAddress(mac)];

function mayGoToIPv4<T>({ all, any, is, endsAbove }: PacketTests<T>, { networks }: Row): T {
  const addresses = ofFamily(networks, 4);
  if (networks.length === 0) return all();
  if (addresses.length === 0) return any();
  return any(is('nw_dst', ...addresses), is('nw_dst', 0xffffffff), endsAbove('nw_dst', 28, 0xe));
}

function mayGoToIPv6<T>({ all, any, is, endsAbove }: PacketTests<T>, allowed: Row): T {
  if (allowed.networks.length === 0) return all();
  if (ofFamily(allowed.networks, 6).length === 0) return any();
  return any(is('ipv6_dst', ...ownAddresses(allowed)), endsAbove('ipv6_dst', 120, 0xff));
}
