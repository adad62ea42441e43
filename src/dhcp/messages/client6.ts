/**
 * The frames that a Linux guest sends to get IPv6 addresses: the kernel's router solicitation, and the messages of a DHCPv6
 * client (RFC 8415 section 18.2). The client has one IA_NA; its IAID is the last four bytes of the MAC address.
 */

import { linkLocalAddress } from '../../base/address-forms/lsp-addresses.ts';
import { concatBytes, uint16Bytes, uintBytes } from '../../base/bytes/bytes.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { UDP_PORTS } from '../../base/protocols/udp-ports.ts';
import { addressBytes, type Frame6 } from '../../frames/frame6.ts';
import { DHCPV6_CODES } from '../../ovn/options/dhcpv6-options.ts';
import { ND_CODES } from '../../ovn/options/nd-ra-options.ts';
import type { DhcpOption } from '../options/option-list.ts';
import { encodeOption6 } from '../options/option-list6.ts';
import { encodeMessage6, MESSAGE_TYPES6, type MessageType6 } from './message6.ts';

export interface DhcpClient6 {
  readonly mac: number;
  /** The transaction, 24 bits. */
  readonly xid: number;
}

/** The lease that the client knows when it sends a message. */
export interface Lease6 {
  readonly address?: bigint | undefined;
  /** The value of the server's Server Identifier option. */
  readonly server?: Uint8Array | undefined;
}

interface MessageRow {
  /** Whether the message has the server's identifier. */
  readonly namesServer: boolean;
  /** The IA_NA: with the address in it, empty, or none. */
  readonly association: 'with-address' | 'empty' | 'none';
  readonly asks: boolean;
}

/** RFC 8415 section 18.2 and appendix B. */
const MESSAGES = {
  SOLICIT: { namesServer: false, association: 'empty', asks: true },
  REQUEST: { namesServer: true, association: 'with-address', asks: true },
  CONFIRM: { namesServer: false, association: 'with-address', asks: false },
  RENEW: { namesServer: true, association: 'with-address', asks: true },
  REBIND: { namesServer: false, association: 'with-address', asks: true },
  RELEASE: { namesServer: true, association: 'with-address', asks: false },
  DECLINE: { namesServer: true, association: 'with-address', asks: false },
  'INFORMATION-REQUEST': { namesServer: false, association: 'none', asks: true },
} as const satisfies Partial<Record<MessageType6, MessageRow>>;

export type ClientMessageType6 = keyof typeof MESSAGES;

const ALL_SERVERS = { ip: 0xff020000000000000000000000010002n, mac: 0x333300010002 };
const ALL_ROUTERS = { ip: 0xff020000000000000000000000000002n, mac: 0x333300000002 };

export function clientFrame6(client: DhcpClient6, type: ClientMessageType6, lease: Lease6 = {}): Frame6 {
  const options = [...clientOptions(client.mac, type, lease)];
  return {
    ...toGroup(client.mac, ALL_SERVERS, 1),
    transport: { protocol: 'udp', src: UDP_PORTS.dhcpv6Client, dst: UDP_PORTS.dhcpv6Server },
    payload: encodeMessage6({ type: MESSAGE_TYPES6[type], xid: client.xid, options }),
  };
}

export function routerSolicitation(mac: number): Frame6 {
  const linkAddress = concatBytes([Uint8Array.of(ND_CODES.slla, 1), macBytes(mac)]);
  return {
    ...toGroup(mac, ALL_ROUTERS, 255),
    transport: { protocol: 'icmp6', type: ICMP6_TYPES.routerSolicitation, code: 0 },
    payload: concatBytes([new Uint8Array(4), linkAddress]),
  };
}

function toGroup(
  mac: number,
  group: { ip: bigint; mac: number },
  hopLimit: number,
): Pick<Frame6, 'eth' | 'vlans' | 'ip6'> {
  const ip6 = { version: 6, src: linkLocalAddress(mac), dst: group.ip, trafficClass: 0, flowLabel: 0, hopLimit };
  return { eth: { src: mac, dst: group.mac }, vlans: [], ip6 };
}

const REQUESTED = [DHCPV6_CODES.dns_server, DHCPV6_CODES.domain_search, DHCPV6_CODES.bootfile_name];

function* clientOptions(mac: number, type: ClientMessageType6, { address, server }: Lease6): Generator<DhcpOption> {
  const { namesServer, association, asks }: MessageRow = MESSAGES[type];
  yield { code: DHCPV6_CODES.client_id, value: concatBytes([Uint8Array.of(0, 3, 0, 1), macBytes(mac)]) };
  if (namesServer && server) yield { code: DHCPV6_CODES.server_id, value: server };
  if (asks) yield { code: DHCPV6_CODES.option_request, value: concatBytes(REQUESTED.map(uint16Bytes)) };
  yield { code: DHCPV6_CODES.elapsed_time, value: new Uint8Array(2) };
  if (association !== 'none') yield identityAssociation(mac, association === 'with-address' ? address : undefined);
}

function identityAssociation(mac: number, address: bigint | undefined): DhcpOption {
  const head = concatBytes([macBytes(mac).subarray(2), new Uint8Array(8)]);
  const inner = { code: DHCPV6_CODES.ia_addr, value: concatBytes([addressBytes(address ?? 0n), new Uint8Array(8)]) };
  return { code: DHCPV6_CODES.ia_na, value: address === undefined ? head : concatBytes([head, encodeOption6(inner)]) };
}

const macBytes = (mac: number): Uint8Array => uintBytes(mac, 6);
