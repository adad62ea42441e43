/**
 * How captured frames begin (the link types of tcpdump.org): with an Ethernet header; with the header of Linux for captures
 * on the interface "any", which has no destination; or with the IP packet itself.
 */
import { readUint, readUint16 } from '../base/bytes/bytes.ts';
import { ETHER_TYPES } from '../base/protocols/ether-types.ts';
import { internetChecksum } from './checksum.ts';

export type Link = 'ethernet' | 'cooked' | 'cooked2' | 'ip';

export const LINKS: ReadonlyMap<number, Link> = new Map([
  [1, 'ethernet'],
  [12, 'ip'],
  [14, 'ip'],
  [101, 'ip'],
  [113, 'cooked'],
  [228, 'ip'],
  [229, 'ip'],
  [276, 'cooked2'],
]);

/** A packet without an Ethernet header. */
export interface LinklessPacket {
  /** EtherType of the packet. */
  readonly type: number;
  readonly packet: Uint8Array;
  /** The MAC address of the sender, if it is known. */
  readonly source?: number;
}

/** The packet in a frame that has no Ethernet header; undefined if the frame ends before it. */
export function linklessPacket(bytes: Uint8Array, link: Exclude<Link, 'ethernet'>): LinklessPacket | undefined {
  if (link === 'ip') return bytes.length > 0 ? { type: typeOf(bytes), packet: bytes } : undefined;
  const { length, type, addressLength, address } = HEADERS[link];
  if (bytes.length < length) return undefined;
  const isMac = readUint(bytes, addressLength.at, addressLength.size) === 6;
  return {
    type: readUint16(bytes, type),
    packet: bytes.subarray(length),
    ...(isMac && { source: readUint(bytes, address, 6) }),
  };
}

/** Where the parts of the headers of Linux are (LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2). */
const HEADERS = {
  cooked: { length: 16, type: 14, addressLength: { at: 4, size: 2 }, address: 6 },
  cooked2: { length: 20, type: 0, addressLength: { at: 11, size: 1 }, address: 12 },
} as const;

const typeOf = (packet: Uint8Array): number => (packet[0]! >> 4 === 6 ? ETHER_TYPES.ipv6 : ETHER_TYPES.ip);

/** The header of a frame whose link type is not known, from the place where an IP packet begins in it. */
export function guessLink(bytes: Uint8Array): Link {
  if (isPacket(bytes)) return 'ip';
  if (isPacket(bytes.subarray(HEADERS.cooked.length))) return 'cooked';
  return isPacket(bytes.subarray(HEADERS.cooked2.length)) ? 'cooked2' : 'ethernet';
}

/** Whether `bytes` begin with an IPv4 header with a valid checksum, or are one IPv6 packet to its end. */
function isPacket(bytes: Uint8Array): boolean {
  if (bytes.length < 20) return false;
  const headerLength = (bytes[0]! & 0xf) * 4;
  const isIPv4 = bytes[0]! >> 4 === 4 && headerLength >= 20 && headerLength <= bytes.length;
  if (isIPv4) return internetChecksum(bytes.subarray(0, headerLength)) === 0;
  return bytes[0]! >> 4 === 6 && bytes.length === 40 + readUint16(bytes, 4);
}
