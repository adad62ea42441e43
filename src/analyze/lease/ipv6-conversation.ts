/** How a guest gets its IPv6 address: it solicits a router, and uses DHCPv6 as the advertisement says. */
import { fromHex } from '../../base/bytes/bytes.ts';
import { parseAddress } from '../../base/ip.ts';
import { parseMac } from '../../base/mac.ts';
import { type ClientMessageType6, clientFrame6, type Lease6, routerSolicitation } from '../../dhcp/messages/client6.ts';
import { decodeMessage6 } from '../../dhcp/messages/message6.ts';
import { addressOf } from '../../dhcp/options/decode-options6.ts';
import type { Frame6 } from '../../frames/frame6.ts';
import { DHCPV6_CODES } from '../../ovn/options/dhcpv6-options.ts';
import type { Tracer } from '../../trace/trace.ts';
import type { Guest } from '../guests/guest.ts';
import { type Exchange, exchange } from './dhcp-exchange.ts';
import { type FrameView, viewFrame } from './frame-view.ts';

const MESSAGES = {
  'router-solicitation': 'ROUTER-SOLICITATION',
  solicit: 'SOLICIT',
  request: 'REQUEST',
  confirm: 'CONFIRM',
  renew: 'RENEW',
  rebind: 'REBIND',
  inform: 'INFORMATION-REQUEST',
  release: 'RELEASE',
  decline: 'DECLINE',
} as const satisfies Record<string, ClientMessageType6 | 'ROUTER-SOLICITATION'>;

export type MessageName6 = keyof typeof MESSAGES;
export const MESSAGE_NAMES6 = Object.keys(MESSAGES) as MessageName6[];

/** The address mode in the advertisement decides the next message. Without a router, the guest still solicits a server. */
export function converse6(guest: Guest, tracer: Tracer): Exchange[] {
  const solicitation = say6('router-solicitation', guest, tracer);
  const mode = solicitation.reply?.options.find(({ name }) => name === 'addr_mode')?.text;
  if (mode === 'slaac') return [solicitation];
  if (mode === 'dhcpv6_stateless') return [solicitation, say6('inform', guest, tracer)];
  return [solicitation, ...lease(guest, tracer)];
}

/** One message of a guest that has an address from its DHCPv6 server, or wants it back. */
export const say6 = (name: MessageName6, guest: Guest, tracer: Tracer): Exchange =>
  send(frameOf(MESSAGES[name], guest, knownLease(guest)), guest, tracer);

/** SOLICIT and, if there is an ADVERTISE, the REQUEST that accepts it. */
function lease(guest: Guest, tracer: Tracer): Exchange[] {
  const solicit = send(frameOf('SOLICIT', guest), guest, tracer);
  if (!solicit.reply) return [solicit];
  return [solicit, send(frameOf('REQUEST', guest, advertised(solicit.reply)), guest, tracer)];
}

const send = (frame: Frame6, guest: Guest, tracer: Tracer): Exchange => exchange(viewFrame(frame), guest, tracer);

/** The transaction ID depends only on the guest, so the same conversation always has the same bytes. */
function frameOf(type: ClientMessageType6 | 'ROUTER-SOLICITATION', guest: Guest, known?: Lease6): Frame6 {
  const mac = parseMac(guest.mac ?? '') ?? 0;
  return type === 'ROUTER-SOLICITATION'
    ? routerSolicitation(mac)
    : clientFrame6({ mac, xid: mac % 2 ** 24 }, type, known);
}

function advertised({ frame }: FrameView): Lease6 {
  const decoded = decodeMessage6(frame.payload);
  if (decoded.kind === 'fault') return {};
  const { message } = decoded;
  return {
    address: addressOf(message),
    server: message.options.find(({ code }) => code === DHCPV6_CODES.server_id)?.value,
  };
}

/** OVN does not check which server a message names, but a guest with a lease must name one. */
const SOME_SERVER = fromHex('000300010a58a9fe0101');

const knownLease = ({ ips }: Guest): Lease6 => ({
  address: ips.map(parseAddress).find(address => address?.family === 6)?.value,
  server: SOME_SERVER,
});
