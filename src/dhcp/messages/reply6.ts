/**
 * The reply of ovn-controller to a DHCPv6 message at `put_dhcpv6_opts`, byte for byte: `pinctrl_handle_put_dhcpv6_opts`
 * in controller/pinctrl.c, OVN 25.03. The logical flow in ls_in_dhcp_response then swaps addresses and ports.
 *
 * OVN keeps no leases and compares no addresses. Every request with an IA_NA gets the one address of the action, with an
 * infinite lease.
 */

import { concatBytes, uint32Bytes } from '../../base/bytes/bytes.ts';
import type { Frame6 } from '../../frames/frame6.ts';
import { DHCPV6_CODES, type Dhcpv6OptionName } from '../../ovn/options/dhcpv6-options.ts';
import { type EncodedOption6, encodeOffer6 } from '../options/offered-options6.ts';
import type { OfferedOption } from '../options/option-codec.ts';
import type { DhcpOption } from '../options/option-list.ts';
import { encodeOption6 } from '../options/option-list6.ts';
import {
  MESSAGE_TYPES6,
  MESSAGE6_FAULTS,
  MESSAGE6_HEADER_LENGTH,
  type MessageType6,
  messageTypeOf6,
} from './message6.ts';
import { type Request6, readRequest6 } from './request6.ts';

/** The reasons for no reply. The packet then continues with the action's result bit set to 0. */
export const NO_REPLY_REASONS6 = {
  ...MESSAGE6_FAULTS,
  'no-dhcpv6-options': 'put_dhcpv6_opts has no options',
  'message-not-answered': 'OVN does not answer DHCPv6 messages of this type, such as RENEW and REBIND',
  'no-client-identifier': 'the request has no Client Identifier (option 1)',
  'client-identifier-cut-short':
    'the Client Identifier runs past the end of the request; ovn-controller sends back bytes of its memory',
  'no-ia-na': 'the request has no IA_NA (option 3) with an IAID other than 0',
  'several-addresses': 'put_dhcpv6_opts has an ia_addr that is not one address',
} as const satisfies Record<string, string>;

export type NoReplyReason6 = keyof typeof NO_REPLY_REASONS6;

export type ReplyType6 = 'ADVERTISE' | 'REPLY';

export type Answer6 =
  | { readonly kind: 'reply'; readonly type: ReplyType6; readonly reply: Frame6 }
  | { readonly kind: 'no-reply'; readonly reason: NoReplyReason6 };

const ANSWERS: Readonly<Partial<Record<MessageType6, ReplyType6>>> = {
  SOLICIT: 'ADVERTISE',
  REQUEST: 'REPLY',
  CONFIRM: 'REPLY',
  RELEASE: 'REPLY',
  DECLINE: 'REPLY',
  'INFORMATION-REQUEST': 'REPLY',
};

/** The result of `put_dhcpv6_opts`: only the payload changes, so the packet still goes from client to server. */
export function replyTo6(frame: Frame6, offered: readonly OfferedOption[]): Answer6 {
  const offer = encodeOffer6(offered);
  if (offer.length === 0) return noReply('no-dhcpv6-options');
  if (frame.payload.length < MESSAGE6_HEADER_LENGTH) return noReply('message6-cut-short');
  const asked = messageTypeOf6(frame.payload[0]!);
  const type = asked && ANSWERS[asked];
  return asked && type ? answer(frame, asked, type, offer) : noReply('message-not-answered');
}

const noReply = (reason: NoReplyReason6): Answer6 => ({ kind: 'no-reply', reason });

function answer(frame: Frame6, asked: MessageType6, type: ReplyType6, offer: readonly EncodedOption6[]): Answer6 {
  const request = readRequest6(frame);
  const { clientIdentifier, iaid } = request;
  if (clientIdentifier === undefined) return noReply('no-client-identifier');
  if (iaid === 0 && asked !== 'INFORMATION-REQUEST') return noReply('no-ia-na');
  if (clientIdentifier === 'cut-short') return noReply('client-identifier-cut-short');
  const options = asked === 'RELEASE' ? status(offer) : compose(offer, request);
  if (!options) return noReply('several-addresses');
  const header = concatBytes([Uint8Array.of(MESSAGE_TYPES6[type]), frame.payload.subarray(1, MESSAGE6_HEADER_LENGTH)]);
  const payload = concatBytes([header, clientIdentifier, ...options.map(encodeOption6)]);
  const { length: _, ...transport } = frame.transport;
  return { kind: 'reply', type, reply: { ...frame, transport, payload } };
}

/** The reply to a RELEASE reports success. */
function status(offer: readonly EncodedOption6[]): DhcpOption[] {
  const server = offer.find(({ name }) => name === 'server_id');
  return [
    ...(server ? [serverIdentifier(server)] : []),
    { code: DHCPV6_CODES.status_code, value: Uint8Array.of(0, 0) },
  ];
}

/** Undefined if an ia_addr is not one address. */
function compose(offer: readonly EncodedOption6[], request: Request6): DhcpOption[] | undefined {
  if (offer.some(({ name, value }) => name === 'ia_addr' && value.length !== ADDRESS_LENGTH)) return undefined;
  return offer.flatMap(option => COMPOSERS[option.name](option, request) ?? []);
}

const ADDRESS_LENGTH = 16;
const FOR_EVER = uint32Bytes(0xffffffff);

/** The option that is sent for an option of the action, if any. */
const COMPOSERS: Record<Dhcpv6OptionName, (option: EncodedOption6, request: Request6) => DhcpOption | undefined> = {
  server_id: serverIdentifier,
  ia_addr: identityAssociation,
  dns_server: option => option,
  domain_search: ({ code, value }) => ({
    code,
    value: concatBytes([Uint8Array.of(value.length), value, Uint8Array.of(0)]),
  }),
  fqdn: clientFqdn,
  bootfile_name: (option, { isIpxe }) => (isIpxe ? option : undefined),
  bootfile_name_alt: ({ value }, { isIpxe }) => (isIpxe ? undefined : { code: DHCPV6_CODES.bootfile_name, value }),
};

/** A DUID with a link-layer address of type Ethernet (RFC 8415 section 11.4). */
function serverIdentifier({ code, value }: EncodedOption6): DhcpOption {
  return { code, value: concatBytes([Uint8Array.of(0, 3, 0, 1), value]) };
}

/** RFC 8415 sections 21.4 and 21.6, with infinite T1, T2 and lifetimes. Without an IAID, there is no IA_NA in the reply. */
function identityAssociation({ code, value }: EncodedOption6, { iaid }: Request6): DhcpOption | undefined {
  if (iaid === 0) return undefined;
  const address = encodeOption6({ code, value: concatBytes([value, FOR_EVER, FOR_EVER]) });
  return { code: DHCPV6_CODES.ia_na, value: concatBytes([uint32Bytes(iaid), FOR_EVER, FOR_EVER, address]) };
}

const FQDN_S = 1;
const FQDN_O = 2;
const FQDN_N = 4;
const NO_FLAGS = 0xff;

/** RFC 4704 section 4.1: the server does not update the DNS. It sets O if the client asks for an update. */
function clientFqdn({ code, value }: EncodedOption6, { fqdnFlags }: Request6): DhcpOption | undefined {
  if (fqdnFlags === NO_FLAGS) return undefined;
  const flags = fqdnFlags & FQDN_S ? FQDN_N | FQDN_O : FQDN_N;
  return { code, value: concatBytes([Uint8Array.of(flags), value]) };
}
