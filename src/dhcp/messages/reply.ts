/**
 * The reply of ovn-controller to a DHCP request at `put_dhcp_opts`, byte for byte: `pinctrl_handle_put_dhcp_opts` in
 * controller/pinctrl.c, OVN 25.03; and the changes that the logical flow in ls_in_dhcp_response then makes.
 *
 * OVN keeps no leases. It reads only the request and the action, and offers the one address of the action. It sends every
 * option of the action, whether or not the client requests it. Everything else in the reply is copied from the request.
 */

import { concatBytes } from '../../base/bytes/bytes.ts';
import { UDP_PORTS } from '../../base/protocols/udp-ports.ts';
import type { Frame } from '../../frames/frame.ts';
import { BROADCAST } from '../../frames/ipv4.ts';
import { DHCP_CODES } from '../../ovn/options/dhcp-options.ts';
import { chooseBootFile } from '../options/boot-file.ts';
import { MESSAGE_TYPES, type MessageType, messageTypeOf } from '../options/message-type.ts';
import { type EncodedOffer, encodeOffer, type OfferedOptions } from '../options/offered-options.ts';
import { END, encodeOption } from '../options/option-list.ts';
import {
  BROADCAST_FLAG,
  type DhcpMessage,
  decodeMessage,
  encodeHeader,
  MAGIC_COOKIE,
  MESSAGE_FAULTS,
  OP_REPLY,
  OP_REQUEST,
  optionValue,
} from './message.ts';

export type ReplyType = 'OFFER' | 'ACK' | 'NAK';

/** The reasons for no reply. The packet then continues with the action's result bit set to 0. */
export const NO_REPLY_REASONS = {
  ...MESSAGE_FAULTS,
  'no-options': 'put_dhcp_opts offers an address without any options',
  'not-ethernet': 'the request is not from an Ethernet client (htype 1, hlen 6)',
  'not-a-request': 'the message is a reply, not a request',
  'no-message-type': 'the request has no DHCP message type (option 53)',
  'unknown-message-type': 'the request has a DHCP message type that clients do not send',
  release: 'a DHCPRELEASE gets no answer',
  decline: 'a DHCPDECLINE gets no answer',
} as const satisfies Record<string, string>;

export type NoReplyReason = keyof typeof NO_REPLY_REASONS;

export type DhcpAnswer =
  | { readonly kind: 'reply'; readonly type: ReplyType; readonly reply: Frame }
  | { readonly kind: 'no-reply'; readonly reason: NoReplyReason };

/** The result of `put_dhcp_opts`: only ip4.dst and the payload change, so the packet still goes from client to server. */
export function replyTo(request: Frame, offered: OfferedOptions): DhcpAnswer {
  const offer = encodeOffer(offered);
  if (offer.options.length === 0) return noReply('no-options');
  const decoded = decodeMessage(request.payload);
  if (decoded.kind === 'fault') return noReply(decoded.fault);
  const { message } = decoded;
  const type = typeOfReply(message, offer.offerip);
  return isReplyType(type) ? { kind: 'reply', type, reply: replyFrame(request, message, type, offer) } : noReply(type);
}

/** The reply as the client sees it, after `eth.dst = eth.src; eth.src = MAC; ip4.src = ADDRESS; udp.src = 67; udp.dst = 68`. */
export function fromServer(reply: Frame, serverMac: number, serverAddress: number): Frame {
  return {
    ...reply,
    eth: { src: serverMac, dst: reply.eth.src },
    ip4: { ...reply.ip4, src: serverAddress },
    udp: { ...reply.udp, src: UDP_PORTS.dhcpServer, dst: UDP_PORTS.dhcpClient },
  };
}

const noReply = (reason: NoReplyReason): DhcpAnswer => ({ kind: 'no-reply', reason });

const isReplyType = (type: ReplyType | NoReplyReason): type is ReplyType =>
  type === 'OFFER' || type === 'ACK' || type === 'NAK';

function typeOfReply(message: DhcpMessage, offerip: number): ReplyType | NoReplyReason {
  if (message.htype !== 1 || message.hlen !== 6) return 'not-ethernet';
  if (message.op !== OP_REQUEST) return 'not-a-request';
  const code = optionValue(message, DHCP_CODES.message_type, 1);
  if (!code) return 'no-message-type';
  const type = messageTypeOf(code);
  return (type && ANSWERS[type]?.(message, offerip)) ?? 'unknown-message-type';
}

/** OVN treats a REQUEST in every client state alike: only the requested address decides between ACK and NAK. */
const ANSWERS: Readonly<
  Partial<Record<MessageType, (message: DhcpMessage, offerip: number) => ReplyType | NoReplyReason>>
> = {
  DISCOVER: () => 'OFFER',
  REQUEST: (message, offerip) => (requestedAddress(message) === offerip ? 'ACK' : 'NAK'),
  INFORM: () => 'ACK',
  RELEASE: () => 'release',
  DECLINE: () => 'decline',
};

const requestedAddress = (message: DhcpMessage): number =>
  optionValue(message, DHCP_CODES.requested_ip_address, 4) || message.ciaddr;

const isInform = (message: DhcpMessage): boolean =>
  optionValue(message, DHCP_CODES.message_type, 1) === MESSAGE_TYPES.INFORM;

function replyFrame(request: Frame, message: DhcpMessage, type: ReplyType, offer: EncodedOffer): Frame {
  const dst = message.flags & BROADCAST_FLAG ? BROADCAST : offer.offerip;
  return {
    ...request,
    ip4: { ...request.ip4, dst, checksumHasOptions: false },
    udp: { ...request.udp, hasChecksum: false },
    payload: replyPayload(message, type, offer),
  };
}

function replyPayload(message: DhcpMessage, type: ReplyType, offer: EncodedOffer): Uint8Array {
  const isIpxe = message.options.some(option => option.code === DHCP_CODES.etherboot);
  const wanted = isInform(message) ? withoutLease(offer.options) : offer.options;
  const { options, nextServer = message.siaddr } = chooseBootFile(wanted, isIpxe);
  return concatBytes([
    encodeHeader({ ...message, op: OP_REPLY, ...addresses(message, type, offer.offerip, nextServer) }),
    MAGIC_COOKIE,
    encodeOption({ code: DHCP_CODES.message_type, value: Uint8Array.of(MESSAGE_TYPES[type]) }),
    type === 'NAK' ? new Uint8Array(0) : options,
    TRAILER,
  ]);
}

/** Four bytes of padding, the end option, and four more bytes of padding. */
const TRAILER = Uint8Array.of(0, 0, 0, 0, END, 0, 0, 0, 0);

type Addresses = Partial<Pick<DhcpMessage, 'yiaddr' | 'siaddr'>>;

function addresses(message: DhcpMessage, type: ReplyType, offerip: number, nextServer: number): Addresses {
  if (isInform(message)) return { yiaddr: 0 };
  return type === 'NAK' ? { yiaddr: 0, siaddr: 0 } : { yiaddr: offerip, siaddr: nextServer };
}

/** The reply to an INFORM carries no address and no lease times (RFC 2131 section 3.4). */
const LEASE_CODES: readonly number[] = [DHCP_CODES.netmask, DHCP_CODES.lease_time, DHCP_CODES.T1, DHCP_CODES.T2];

/**
 * Uses the length bytes of the options, which are too small for a list of 64 addresses or more. If the last part of such
 * a list claims more bytes than there are, ovn-controller sends bytes of its memory; here the part ends.
 */
function withoutLease(options: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  for (let at = 0; at < options.length; ) {
    const end = at + 2 + (options[at + 1] ?? 0);
    if (!LEASE_CODES.includes(options[at]!)) kept.push(options.subarray(at, end));
    at = end;
  }
  return concatBytes(kept);
}
