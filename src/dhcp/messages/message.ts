/**
 * A DHCP message (RFC 2131 section 2), the payload of a UDP datagram, between bytes and values: fixed header, magic cookie
 * and options. Like ovn-controller, it does not read options in sname and file (option 52). Any bytes give a message or a
 * fault.
 */
import { concatBytes, equalBytes, readUint, uintBytes } from '../../base/bytes/bytes.ts';
import { type DhcpOption, decodeOptionList, END, encodeOption } from '../options/option-list.ts';

export interface DhcpHeader {
  /** 1 is a request, 2 a reply. */
  readonly op: number;
  /** 1 is Ethernet. */
  readonly htype: number;
  /** The length of the address in chaddr, in bytes. */
  readonly hlen: number;
  readonly hops: number;
  /** The transaction: a reply has the xid of its request. */
  readonly xid: number;
  /** Seconds since the client began to ask for an address. */
  readonly secs: number;
  /** 0x8000 asks for a broadcast reply. */
  readonly flags: number;
  /** The address that the client uses already. */
  readonly ciaddr: number;
  /** The address that the server assigns to the client. */
  readonly yiaddr: number;
  /** The server to boot from next. */
  readonly siaddr: number;
  /** The address of the relay. */
  readonly giaddr: number;
  /** The client's hardware address, in 16 bytes. */
  readonly chaddr: Uint8Array;
  /** 64 bytes. */
  readonly sname: Uint8Array;
  /** 128 bytes. */
  readonly file: Uint8Array;
}

export interface DhcpMessage extends DhcpHeader {
  /** The options in order, without padding and end. */
  readonly options: readonly DhcpOption[];
}

export const MESSAGE_FAULTS = {
  'message-cut-short': 'the message ends inside its fixed header of 236 bytes',
  'no-magic-cookie': 'the header is not followed by the magic cookie 63:82:53:63',
} as const satisfies Record<string, string>;

export type MessageFault = keyof typeof MESSAGE_FAULTS;

export type DecodedMessage =
  | { readonly kind: 'message'; readonly message: DhcpMessage; readonly areOptionsCutShort: boolean }
  | { readonly kind: 'fault'; readonly fault: MessageFault };

export const OP_REQUEST = 1;
export const OP_REPLY = 2;
export const BROADCAST_FLAG = 0x8000;
export const MAGIC_COOKIE = Uint8Array.of(0x63, 0x82, 0x53, 0x63);

const HEADER_LENGTH = 236;

type BytesField = 'chaddr' | 'sname' | 'file';
type NumberField = Exclude<keyof DhcpHeader, BytesField>;
interface Extent {
  readonly offset: number;
  readonly length: number;
}

const NUMBERS = entries({
  op: { offset: 0, length: 1 },
  htype: { offset: 1, length: 1 },
  hlen: { offset: 2, length: 1 },
  hops: { offset: 3, length: 1 },
  xid: { offset: 4, length: 4 },
  secs: { offset: 8, length: 2 },
  flags: { offset: 10, length: 2 },
  ciaddr: { offset: 12, length: 4 },
  yiaddr: { offset: 16, length: 4 },
  siaddr: { offset: 20, length: 4 },
  giaddr: { offset: 24, length: 4 },
} as const satisfies Record<NumberField, Extent>);

const BYTES = entries({
  chaddr: { offset: 28, length: 16 },
  sname: { offset: 44, length: 64 },
  file: { offset: 108, length: 128 },
} as const satisfies Record<BytesField, Extent>);

/** The message is a view of `bytes`, not a copy. */
export function decodeMessage(bytes: Uint8Array): DecodedMessage {
  if (bytes.length < HEADER_LENGTH) return { kind: 'fault', fault: 'message-cut-short' };
  const afterHeader = bytes.subarray(HEADER_LENGTH);
  if (!equalBytes(afterHeader.subarray(0, 4), MAGIC_COOKIE)) return { kind: 'fault', fault: 'no-magic-cookie' };
  const { options, areOptionsCutShort } = decodeOptionList(afterHeader.subarray(4));
  return { kind: 'message', message: { ...decodeHeader(bytes), options }, areOptionsCutShort };
}

function decodeHeader(bytes: Uint8Array): DhcpHeader {
  const numbers = NUMBERS.map(([field, at]) => [field, readUint(bytes, at.offset, at.length)]);
  const parts = BYTES.map(([field, at]) => [field, bytes.subarray(at.offset, at.offset + at.length)]);
  return Object.fromEntries([...numbers, ...parts]) as unknown as DhcpHeader;
}

export function encodeMessage(message: DhcpMessage): Uint8Array {
  return concatBytes([encodeHeader(message), MAGIC_COOKIE, ...message.options.map(encodeOption), Uint8Array.of(END)]);
}

export function encodeHeader(header: DhcpHeader): Uint8Array {
  const bytes = new Uint8Array(HEADER_LENGTH);
  for (const [field, { offset, length }] of NUMBERS) bytes.set(uintBytes(header[field], length), offset);
  for (const [field, { offset, length }] of BYTES) bytes.set(header[field].subarray(0, length), offset);
  return bytes;
}

/** The value of the last option `code` that is `length` bytes long. Options of other lengths are ignored. */
export function optionValue(message: DhcpMessage, code: number, length: number): number | undefined {
  const option = message.options.findLast(each => each.code === code && each.value.length === length);
  return option && readUint(option.value, 0, length);
}

function entries<Key extends string, Value>(record: Record<Key, Value>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}
