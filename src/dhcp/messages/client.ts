/**
 * The frames of a Linux guest's DHCP client: NetworkManager's own client (n-dhcp4; Fedora, RHEL, CentOS), with the same
 * options in the same order. RFC 2131 table 5 defines the fields for each state of a client.
 */

import { concatBytes, uint16Bytes, uint32Bytes, uintBytes } from '../../base/bytes/bytes.ts';
import { encodeUtf8 } from '../../base/bytes/utf8.ts';
import { UDP_PORTS } from '../../base/protocols/udp-ports.ts';
import { DO_NOT_FRAGMENT, type Frame } from '../../frames/frame.ts';
import { ANY, BROADCAST } from '../../frames/ipv4.ts';
import { DHCP_CODES } from '../../ovn/options/dhcp-options.ts';
import { MESSAGE_TYPES, type MessageType } from '../options/message-type.ts';
import type { DhcpOption } from '../options/option-list.ts';
import { encodeMessage, OP_REQUEST } from './message.ts';

export interface DhcpClient {
  readonly mac: number;
  /** The transaction, 32 bits. */
  readonly xid: number;
  /** The name that the guest sends to the server. */
  readonly hostname?: string;
}

export interface ServerAddresses {
  readonly address: number;
  /** The destination of unicast frames to the server. */
  readonly mac: number;
}

/** A message of a client, by the client's state. Addresses have 32 bits. */
export type ClientMessage =
  /** `requested`: the address of an earlier lease. */
  | { readonly kind: 'discover'; readonly requested?: number }
  /** Accepts an offer. */
  | { readonly kind: 'selecting'; readonly requested: number; readonly server: ServerAddresses }
  /** Asks after a restart whether an address is still valid. */
  | { readonly kind: 'init-reboot'; readonly requested: number }
  | { readonly kind: 'renewing'; readonly address: number; readonly server: ServerAddresses }
  | { readonly kind: 'rebinding'; readonly address: number }
  | { readonly kind: 'inform'; readonly address: number }
  | { readonly kind: 'release'; readonly address: number; readonly server: ServerAddresses }
  | { readonly kind: 'decline'; readonly requested: number; readonly server: ServerAddresses };

interface StateRow {
  readonly type: MessageType;
  /** Whether the message has a list of requested parameters. */
  readonly asks: boolean;
  /** Whether it goes to the server only; otherwise it is a broadcast. */
  readonly isUnicast: boolean;
  /** Whether it has the server's address in option 54. */
  readonly namesServer: boolean;
}

const STATES = {
  discover: { type: 'DISCOVER', asks: true, isUnicast: false, namesServer: false },
  selecting: { type: 'REQUEST', asks: true, isUnicast: false, namesServer: true },
  'init-reboot': { type: 'REQUEST', asks: true, isUnicast: false, namesServer: false },
  renewing: { type: 'REQUEST', asks: true, isUnicast: true, namesServer: false },
  rebinding: { type: 'REQUEST', asks: true, isUnicast: false, namesServer: false },
  inform: { type: 'INFORM', asks: true, isUnicast: false, namesServer: false },
  release: { type: 'RELEASE', asks: false, isUnicast: true, namesServer: true },
  decline: { type: 'DECLINE', asks: false, isUnicast: false, namesServer: true },
} as const satisfies Record<ClientMessage['kind'], StateRow>;

/** The parameters that NetworkManager requests (nm-dhcp-options.c), in its order: classless routes before the router (RFC 3442). */
const REQUESTED_NAMES = [
  'netmask',
  'time_offset',
  'dns_server',
  'hostname',
  'domain_name',
  'mtu',
  'broadcast_address',
  'classless_static_route',
  'router',
  'static_route',
  'nis_domain',
  'nis_server',
  'ntp_server',
  'domain_search_list',
  'ms_classless_static_route',
  'wpad',
  'root_path',
] as const satisfies (keyof typeof DHCP_CODES)[];
const REQUESTED_PARAMETERS = Uint8Array.from(REQUESTED_NAMES, name => DHCP_CODES[name]);

/** The size that every client must accept (RFC 2131). A client with an address uses a UDP socket, which accepts any size. */
const SMALLEST_MAXIMUM = 576;
const LARGEST_MAXIMUM = 0xffff;

const BROADCAST_MAC = 0xffffffffffff;
const CLASS_SELECTOR_6 = 0xc0;

/** The frame that `client` sends. */
export function clientFrame(client: DhcpClient, message: ClientMessage): Frame {
  const ciaddr = 'address' in message ? message.address : ANY;
  const server = STATES[message.kind].isUnicast && 'server' in message ? message.server : undefined;
  return {
    eth: { src: client.mac, dst: server?.mac ?? BROADCAST_MAC },
    vlans: [],
    ip4: { src: ciaddr, dst: server?.address ?? BROADCAST, ...IPV4_DEFAULTS },
    udp: { src: UDP_PORTS.dhcpClient, dst: UDP_PORTS.dhcpServer, hasChecksum: true },
    payload: clientPayload(client, message, ciaddr),
  };
}

const IPV4_DEFAULTS = {
  version: 4,
  tos: CLASS_SELECTOR_6,
  ttl: 64,
  identification: 0,
  fragment: DO_NOT_FRAGMENT,
  options: new Uint8Array(0),
  checksumHasOptions: true,
};

const NO_NAME = new Uint8Array(64);
const NO_FILE = new Uint8Array(128);

function clientPayload({ mac, xid, hostname }: DhcpClient, message: ClientMessage, ciaddr: number): Uint8Array {
  return encodeMessage({
    op: OP_REQUEST,
    htype: 1,
    hlen: 6,
    hops: 0,
    xid,
    secs: 1,
    flags: 0,
    ciaddr,
    yiaddr: ANY,
    siaddr: ANY,
    giaddr: ANY,
    chaddr: concatBytes([uintBytes(mac, 6), new Uint8Array(10)]),
    sname: NO_NAME,
    file: NO_FILE,
    options: [...clientOptions(mac, hostname, message)],
  });
}

function* clientOptions(mac: number, hostname: string | undefined, message: ClientMessage): Generator<DhcpOption> {
  const { type, asks, namesServer } = STATES[message.kind];
  yield { code: DHCP_CODES.message_type, value: Uint8Array.of(MESSAGE_TYPES[type]) };
  yield { code: DHCP_CODES.client_identifier, value: concatBytes([Uint8Array.of(1), uintBytes(mac, 6)]) };
  if (asks) {
    const maximum = 'address' in message ? LARGEST_MAXIMUM : SMALLEST_MAXIMUM;
    yield { code: DHCP_CODES.parameter_request_list, value: REQUESTED_PARAMETERS };
    yield { code: DHCP_CODES.maximum_message_size, value: uint16Bytes(maximum) };
  }
  if ('requested' in message) yield { code: DHCP_CODES.requested_ip_address, value: uint32Bytes(message.requested) };
  if (namesServer && 'server' in message) {
    yield { code: DHCP_CODES.server_id, value: uint32Bytes(message.server.address) };
  }
  if (asks && hostname) yield { code: DHCP_CODES.hostname, value: encodeUtf8(hostname) };
}
