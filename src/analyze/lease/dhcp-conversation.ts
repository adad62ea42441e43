/** The messages between a guest and OVN's DHCP server: a whole conversation, or one message in a given state. */
import { parseMac } from '../../base/mac.ts';
import { type ClientMessage, clientFrame, type ServerAddresses } from '../../dhcp/messages/client.ts';
import type { Frame } from '../../frames/frame.ts';
import { parseIPv4 } from '../../frames/ipv4.ts';
import { DHCP_SERVER } from '../../kubernetes/names.ts';
import { offeredValue } from '../../sema/flow-facts/action-facts.ts';
import type { Tracer } from '../../trace/trace.ts';
import type { Guest } from '../guests/guest.ts';
import { type Exchange, exchange } from './dhcp-exchange.ts';
import { type FrameView, viewFrame } from './frame-view.ts';

export const MESSAGE_NAMES = ['discover', 'request', 'renew', 'rebind', 'inform', 'release', 'decline'] as const;
export type MessageName = (typeof MESSAGE_NAMES)[number];

/** DISCOVER and, if there is an offer, the REQUEST that accepts it. */
export function converse(guest: Guest, tracer: Tracer): Exchange[] {
  const discover = say('discover', guest, tracer);
  const selecting = discover.reply && takeUp(discover.reply);
  if (!selecting) return [discover];
  return [discover, exchange(viewFrame(clientFrame(clientOf(guest), selecting)), guest, tracer)];
}

/** One message of a guest that has its address or wants it back. */
export const say = (name: MessageName, guest: Guest, tracer: Tracer): Exchange =>
  exchange(viewFrame(requestOf(name, guest)), guest, tracer);

const macOf = ({ mac }: Guest): number => parseMac(mac ?? '') ?? 0;

/** The transaction ID depends only on the guest, so the same conversation always has the same bytes. */
const clientOf = (guest: Guest) => ({
  mac: macOf(guest),
  xid: macOf(guest) % 2 ** 32,
  hostname: guest.vm ?? guest.pod ?? guest.port.logical_port,
});

/** The REQUEST for an offer; undefined if the offer lacks its server, which a REQUEST must name (RFC 2131 section 4.3.2). */
function takeUp({ frame, address, options }: FrameView): ClientMessage | undefined {
  const server = parseIPv4(options.findLast(({ name }) => name === 'server_id')?.text ?? '');
  if (server === undefined) return undefined;
  return { kind: 'selecting', requested: parseIPv4(address!)!, server: { address: server, mac: frame.eth.src } };
}

function requestOf(name: MessageName, guest: Guest): Frame {
  const address = parseIPv4(guest.ips.find(ip => parseIPv4(ip) !== undefined) ?? '') ?? 0;
  const server = knownServer(guest);
  const messages: Readonly<Record<MessageName, ClientMessage>> = {
    discover: { kind: 'discover', ...(address && { requested: address }) },
    request: { kind: 'init-reboot', requested: address },
    renew: { kind: 'renewing', address, server },
    rebind: { kind: 'rebinding', address },
    inform: { kind: 'inform', address },
    release: { kind: 'release', address, server },
    decline: { kind: 'decline', requested: address, server },
  };
  return clientFrame(clientOf(guest), messages[name]);
}

/** The server of the guest's lease, with the MAC of the router, because the server is not on the guest's link. */
function knownServer({ dhcpFlow }: Guest): ServerAddresses {
  const address = (dhcpFlow && offeredValue(dhcpFlow.actions, 'server_id')) ?? DHCP_SERVER[4];
  return { address: parseIPv4(address) ?? 0, mac: 0x0a58a9fe0101 };
}
