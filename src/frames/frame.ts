/**
 * An Ethernet frame that carries UDP over IPv4, between bytes and values. It is taken apart as Open vSwitch does
 * (`miniflow_extract` in lib/flow.c): the payload goes as far as the IPv4 total length says, whatever the UDP length says,
 * and bytes after that are padding. Any bytes give a frame or the reason why there is none.
 */
import { internetChecksum } from './checksum.ts';
import { decodeEthernet, type EthernetHeader, encodeEthernet } from './ethernet.ts';

export interface Frame extends EthernetHeader {
  readonly ip4: IPv4Header;
  readonly udp: UdpHeader;
  /** All after the UDP header. */
  readonly payload: Buffer;
}

export interface IPv4Header {
  /** 4, but Open vSwitch does not look. */
  readonly version: number;
  readonly src: number;
  readonly dst: number;
  readonly tos: number;
  readonly ttl: number;
  readonly identification: number;
  /** Flags and fragment offset, 16 bits: the reserved bit and "don't fragment" may be set, no other. */
  readonly fragment: number;
  /** IPv4 options, a multiple of 4 bytes; mostly empty. */
  readonly options: Buffer;
  /** Whether the checksum is over the options too, as it should be. */
  readonly checksumHasOptions: boolean;
}

export interface UdpHeader {
  readonly src: number;
  readonly dst: number;
  /** Without a checksum the field is 0. */
  readonly hasChecksum: boolean;
}

export const FRAME_FAULTS = {
  'ethernet-cut-short': 'the frame ends inside its Ethernet header',
  'not-ipv4': 'the frame carries no IPv4 packet',
  'ipv4-cut-short': 'the frame ends inside its IPv4 header',
  'ipv4-length': 'the IPv4 total length does not fit the frame',
  'ipv4-fragment': 'the packet is a fragment, in which Open vSwitch looks for no ports',
  'not-udp': 'the packet carries no UDP datagram',
  'udp-cut-short': 'the packet ends inside its UDP header',
} as const satisfies Record<string, string>;

export type FrameFault = keyof typeof FRAME_FAULTS;

export type DecodedFrame =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'fault'; readonly fault: FrameFault };

export const ETH_TYPE_IPV4 = 0x0800;
export const IPPROTO_UDP = 17;
export const DO_NOT_FRAGMENT = 0x4000;
/** "More fragments" and the offset. */
const FRAGMENT_BITS = 0x3fff;
export const UDP_HEADER_LENGTH = 8;

/** A view of `bytes`, not a copy: they must not change while the frame is in use. */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  const ethernet = decodeEthernet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (typeof ethernet === 'string') return { kind: 'fault', fault: ethernet };
  if (ethernet.type !== ETH_TYPE_IPV4) return { kind: 'fault', fault: 'not-ipv4' };
  const packet = decodeIPv4(ethernet.payload);
  if (typeof packet === 'string') return { kind: 'fault', fault: packet };
  const datagram = decodeUdp(packet.payload);
  if (typeof datagram === 'string') return { kind: 'fault', fault: datagram };
  const { eth, vlans } = ethernet;
  return { kind: 'frame', frame: { eth, vlans, ip4: packet.ip4, ...datagram } };
}

function decodeIPv4(bytes: Buffer): { ip4: IPv4Header; payload: Buffer } | FrameFault {
  if (bytes.length < 20) return 'ipv4-cut-short';
  const headerLength = (bytes[0]! & 0xf) * 4;
  if (headerLength < 20 || headerLength > bytes.length) return 'ipv4-cut-short';
  const totalLength = bytes.readUInt16BE(2);
  if (totalLength < headerLength || totalLength > bytes.length) return 'ipv4-length';
  const fragment = bytes.readUInt16BE(6);
  if (bytes[9] !== IPPROTO_UDP) return 'not-udp';
  if (fragment & FRAGMENT_BITS) return 'ipv4-fragment';
  const ip4 = {
    version: bytes[0]! >> 4,
    src: bytes.readUInt32BE(12),
    dst: bytes.readUInt32BE(16),
    tos: bytes[1]!,
    ttl: bytes[8]!,
    identification: bytes.readUInt16BE(4),
    fragment,
    options: bytes.subarray(20, headerLength),
    checksumHasOptions: true,
  };
  return { ip4, payload: bytes.subarray(headerLength, totalLength) };
}

function decodeUdp(bytes: Buffer): Pick<Frame, 'udp' | 'payload'> | FrameFault {
  if (bytes.length < UDP_HEADER_LENGTH) return 'udp-cut-short';
  const udp = { src: bytes.readUInt16BE(0), dst: bytes.readUInt16BE(2), hasChecksum: bytes.readUInt16BE(6) !== 0 };
  return { udp, payload: bytes.subarray(UDP_HEADER_LENGTH) };
}

/** The frame as bytes, with lengths and checksums as they should be; no padding to Ethernet's minimum. */
export function encodeFrame(frame: Frame): Buffer {
  const datagram = encodeUdp(frame);
  return Buffer.concat([encodeEthernet(frame, ETH_TYPE_IPV4), encodeIPv4Header(frame.ip4, datagram.length), datagram]);
}

function encodeIPv4Header(ip4: IPv4Header, payloadLength: number): Buffer {
  const header = Buffer.concat([Buffer.alloc(20), ip4.options]);
  header[0] = (ip4.version << 4) | (header.length / 4);
  header[1] = ip4.tos;
  header.writeUInt16BE(header.length + payloadLength, 2);
  header.writeUInt16BE(ip4.identification, 4);
  header.writeUInt16BE(ip4.fragment, 6);
  header[8] = ip4.ttl;
  header[9] = IPPROTO_UDP;
  header.writeUInt32BE(ip4.src, 12);
  header.writeUInt32BE(ip4.dst, 16);
  header.writeUInt16BE(internetChecksum(ip4.checksumHasOptions ? header : header.subarray(0, 20)), 10);
  return header;
}

function encodeUdp({ ip4, udp, payload }: Frame): Buffer {
  const datagram = Buffer.concat([Buffer.alloc(UDP_HEADER_LENGTH), payload]);
  datagram.writeUInt16BE(udp.src, 0);
  datagram.writeUInt16BE(udp.dst, 2);
  datagram.writeUInt16BE(datagram.length, 4);
  if (udp.hasChecksum) datagram.writeUInt16BE(udpChecksum(ip4, datagram), 6);
  return datagram;
}

/** RFC 768: over a pseudo header too, and all ones where it would be 0, which means "none". */
function udpChecksum({ src, dst }: IPv4Header, datagram: Buffer): number {
  const pseudoHeader = Buffer.alloc(12);
  pseudoHeader.writeUInt32BE(src, 0);
  pseudoHeader.writeUInt32BE(dst, 4);
  pseudoHeader[9] = IPPROTO_UDP;
  pseudoHeader.writeUInt16BE(datagram.length, 10);
  return internetChecksum(pseudoHeader, datagram) || 0xffff;
}
