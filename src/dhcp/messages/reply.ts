/**
 * What ovn-controller answers to a DHCP request that meets `put_dhcp_opts`, byte for byte: `pinctrl_handle_put_dhcp_opts`
 * in controller/pinctrl.c, OVN 25.03; and what the logical flow in ls_in_dhcp_response then makes of it.
 *
 * OVN keeps no leases: it looks at the request and at the action alone, offers the one address that the action names, and
 * sends every option of the action, whatever the client asked for. All else in the reply is the request's own.
 */

import { concatBytes } from '../../base/bytes/bytes.ts';
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

/** Why there is no reply; the packet then goes on with the action's result bit at 0. */
export const SILENCES = {
  ...MESSAGE_FAULTS,
  'no-options': 'put_dhcp_opts offers an address without any options',
  'not-ethernet': 'the request is not from an Ethernet client (htype 1, hlen 6)',
  'not-a-request': 'the message is a reply, not a request',
  'no-message-type': 'the request has no DHCP message type (option 53)',
  'unknown-message-type': 'the request has a DHCP message type that clients do not send',
  release: 'a DHCPRELEASE gets no answer',
  decline: 'a DHCPDECLINE gets no answer',
} as const satisfies Record<string, string>;

export type SilenceReason = keyof typeof SILENCES;

export type Answer =
  | { readonly kind: 'reply'; readonly type: ReplyType; readonly reply: Frame }
  | { readonly kind: 'silence'; readonly reason: SilenceReason };

/** What comes out of `put_dhcp_opts`: still from the client to the server, but for ip4.dst and the payload. */
export function replyTo(request: Frame, offered: OfferedOptions): Answer {
  const offer = encodeOffer(offered);
  if (offer.options.length === 0) return silence('no-options');
  const decoded = decodeMessage(request.payload);
  if (decoded.kind === 'fault') return silence(decoded.fault);
  const { message } = decoded;
  const type = typeOfReply(message, offer.offerip);
  return isReplyType(type) ? { kind: 'reply', type, reply: replyFrame(request, message, type, offer) } : silence(type);
}

/** The reply as the client sees it, after `eth.dst = eth.src; eth.src = MAC; ip4.src = ADDRESS; udp.src = 67; udp.dst = 68`. */
export function fromServer(reply: Frame, serverMac: number, serverAddress: number): Frame {
  return {
    ...reply,
    eth: { src: serverMac, dst: reply.eth.src },
    ip4: { ...reply.ip4, src: serverAddress },
    udp: { ...reply.udp, src: 67, dst: 68 },
  };
}

const silence = (reason: SilenceReason): Answer => ({ kind: 'silence', reason });

const isReplyType = (type: ReplyType | SilenceReason): type is ReplyType =>
  type === 'OFFER' || type === 'ACK' || type === 'NAK';

function typeOfReply(message: DhcpMessage, offerip: number): ReplyType | SilenceReason {
  if (message.htype !== 1 || message.hlen !== 6) return 'not-ethernet';
  if (message.op !== OP_REQUEST) return 'not-a-request';
  const code = optionValue(message, DHCP_CODES.message_type, 1);
  if (!code) return 'no-message-type';
  const type = messageTypeOf(code);
  return (type && ANSWERS[type]?.(message, offerip)) ?? 'unknown-message-type';
}

/** All states in which a client sends a REQUEST are one to OVN: it asks for the offered address, or not. */
const ANSWERS: Readonly<
  Partial<Record<MessageType, (message: DhcpMessage, offerip: number) => ReplyType | SilenceReason>>
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

/** Four bytes of padding, the end, and four more. */
const TRAILER = Uint8Array.of(0, 0, 0, 0, END, 0, 0, 0, 0);

type Addresses = Partial<Pick<DhcpMessage, 'yiaddr' | 'siaddr'>>;

function addresses(message: DhcpMessage, type: ReplyType, offerip: number, nextServer: number): Addresses {
  if (isInform(message)) return { yiaddr: 0 };
  return type === 'NAK' ? { yiaddr: 0, siaddr: 0 } : { yiaddr: offerip, siaddr: nextServer };
}

/** RFC 2131 section 3.4: who has an address already is not told about one. */
const LEASE_CODES: readonly number[] = [DHCP_CODES.netmask, DHCP_CODES.lease_time, DHCP_CODES.T1, DHCP_CODES.T2];

/**
 * Goes by the lengths that the options tell, which are too small for a list of 64 addresses or more. Where the last piece of
 * such a list claims more than there is, ovn-controller sends whatever lies behind it in memory; here it ends.
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
