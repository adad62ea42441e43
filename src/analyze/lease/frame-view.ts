/** A frame of DHCP, DHCPv6 or router discovery for people and programs: its bytes, its line, its options by name. */
import { printAddress } from '../../base/ip.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { once } from '../../base/remember.ts';
import { decodeAdvertisement, decodeNdOptions } from '../../dhcp/messages/decode-advertisement.ts';
import { type DhcpMessage, decodeMessage, optionValue } from '../../dhcp/messages/message.ts';
import { decodeMessage6, messageTypeOf6 } from '../../dhcp/messages/message6.ts';
import { tcpdumpLine } from '../../dhcp/messages/tcpdump.ts';
import { decodeOptions, type NamedOption } from '../../dhcp/options/decode-options.ts';
import { addressOf, decodeOptions6 } from '../../dhcp/options/decode-options6.ts';
import { messageTypeOf } from '../../dhcp/options/message-type.ts';
import { type AnyFrame, encodeAnyFrame, isFrame6 } from '../../frames/any-frame.ts';
import type { Frame } from '../../frames/frame.ts';
import type { Frame6 } from '../../frames/frame6.ts';
import { printIPv4 } from '../../frames/ipv4.ts';
import { DHCP_CODES } from '../../ovn/options/dhcp-options.ts';
import { type OptionPlace, optionPlaces } from './option-places.ts';

/** All parts except the frame are computed on first read. */
export interface FrameView {
  readonly frame: AnyFrame;
  readonly bytes: Uint8Array;
  readonly tcpdump: string;
  /** `DISCOVER`, `ACK`, `SOLICIT`, `ROUTER-ADVERTISEMENT` and so on; `BOOTP`, `DHCPV6`, `ICMPV6` for any other message. */
  readonly message: string;
  /** The address that the server gives, or that the client says it has. If there is none, `0.0.0.0`; in IPv6, absent. */
  readonly address: string | undefined;
  readonly options: readonly NamedOption[];
  /** Where options are in `bytes`. */
  readonly places: readonly OptionPlace[];
}

/** `known` has the bytes that `frame` is read from, if any. */
export function viewFrame(frame: AnyFrame, known?: Uint8Array): FrameView {
  const bytes = once(() => known ?? encodeAnyFrame(frame));
  const content = once(() => (isFrame6(frame) ? contentOf6(frame) : contentOf4(frame)));
  return {
    frame,
    get bytes() {
      return bytes();
    },
    get tcpdump() {
      return tcpdumpLine(bytes());
    },
    get message() {
      return content().message;
    },
    get address() {
      return content().address;
    },
    get options() {
      return content().decode();
    },
    get places() {
      return optionPlaces(bytes());
    },
  };
}

interface Content {
  readonly message: string;
  readonly address?: string;
  decode(): readonly NamedOption[];
}

const NOTHING = (): readonly NamedOption[] => [];

function contentOf4(frame: Frame): Content {
  const decoded = decodeMessage(frame.payload);
  const message = decoded.kind === 'message' ? decoded.message : undefined;
  return {
    message: messageName(message),
    address: printIPv4(message ? message.yiaddr || message.ciaddr : 0),
    decode: message ? () => decodeOptions(message) : NOTHING,
  };
}

function messageName(message: DhcpMessage | undefined): string {
  const code = message && optionValue(message, DHCP_CODES.message_type, 1);
  return (code !== undefined && messageTypeOf(code)) || 'BOOTP';
}

function contentOf6({ transport, payload }: Frame6): Content {
  if (transport.protocol === 'icmp6') return discoveryContent(transport.type, payload);
  const decoded = decodeMessage6(payload);
  if (decoded.kind === 'fault') return { message: 'DHCPV6', decode: NOTHING };
  const { message } = decoded;
  const address = addressOf(message);
  return {
    message: messageTypeOf6(message.type) ?? 'DHCPV6',
    decode: () => decodeOptions6(message),
    ...(address !== undefined && { address: printAddress({ family: 6, value: address }) }),
  };
}

function discoveryContent(type: number, payload: Uint8Array): Content {
  if (type === ICMP6_TYPES.routerAdvertisement) {
    return { message: 'ROUTER-ADVERTISEMENT', decode: () => decodeAdvertisement(payload) };
  }
  if (type !== ICMP6_TYPES.routerSolicitation) return { message: 'ICMPV6', decode: NOTHING };
  return { message: 'ROUTER-SOLICITATION', decode: () => decodeNdOptions(payload.subarray(4)) };
}
