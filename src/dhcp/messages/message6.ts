/**
 * A DHCPv6 message (RFC 8415), the payload of a UDP datagram, between bytes and values: type, transaction and options. Any
 * bytes give a message or a fault. If an option runs past the end, the options before it are kept.
 */
import { concatBytes, readUint, uintBytes } from '../../base/bytes/bytes.ts';
import type { DhcpOption } from '../options/option-list.ts';
import { decodeOptionList6, encodeOption6 } from '../options/option-list6.ts';

export const MESSAGE_TYPES6 = {
  SOLICIT: 1,
  ADVERTISE: 2,
  REQUEST: 3,
  CONFIRM: 4,
  RENEW: 5,
  REBIND: 6,
  REPLY: 7,
  RELEASE: 8,
  DECLINE: 9,
  RECONFIGURE: 10,
  'INFORMATION-REQUEST': 11,
} as const satisfies Record<string, number>;

export type MessageType6 = keyof typeof MESSAGE_TYPES6;

const NAMES = new Map(Object.entries(MESSAGE_TYPES6).map(([name, type]) => [type as number, name as MessageType6]));

export const messageTypeOf6 = (type: number): MessageType6 | undefined => NAMES.get(type);

export interface DhcpMessage6 {
  readonly type: number;
  /** The transaction, 24 bits: a reply has the xid of its request. */
  readonly xid: number;
  readonly options: readonly DhcpOption[];
}

export const MESSAGE6_FAULTS = {
  'message6-cut-short': 'the message ends inside its type and transaction',
} as const satisfies Record<string, string>;

export type DecodedMessage6 =
  | { readonly kind: 'message'; readonly message: DhcpMessage6; readonly areOptionsCutShort: boolean }
  | { readonly kind: 'fault'; readonly fault: keyof typeof MESSAGE6_FAULTS };

export const MESSAGE6_HEADER_LENGTH = 4;

/** The message is a view of `bytes`, not a copy. */
export function decodeMessage6(bytes: Uint8Array): DecodedMessage6 {
  if (bytes.length < MESSAGE6_HEADER_LENGTH) return { kind: 'fault', fault: 'message6-cut-short' };
  const { options, rest } = decodeOptionList6(bytes.subarray(MESSAGE6_HEADER_LENGTH));
  const message = { type: bytes[0]!, xid: readUint(bytes, 1, 3), options };
  return { kind: 'message', message, areOptionsCutShort: rest.length > 0 };
}

export const encodeMessage6 = ({ type, xid, options }: DhcpMessage6): Uint8Array =>
  concatBytes([Uint8Array.of(type), uintBytes(xid, 3), ...options.map(encodeOption6)]);
