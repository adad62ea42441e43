/**
 * An Ethernet frame with UDP over IPv4, between bytes and values. Decoding follows Open vSwitch (`miniflow_extract` in
 * lib/flow.c): the IPv4 total length, not the UDP length, decides where the payload ends. The bytes after it are padding.
 * Any bytes give a frame or a fault.
 */
import { concatBytes, readUint16, readUint32, uint16Bytes, uint32Bytes } from '../base/bytes/bytes.ts';
import { ETHER_TYPES } from '../base/protocols/ether-types.ts';
import { IP_PROTOCOLS } from '../base/protocols/ip-protocols.ts';
import { internetChecksum } from './checksum.ts';
import { decodeEthernet, type EthernetHeader, encodeEthernet } from './ethernet.ts';

export interface Frame extends EthernetHeader {
  readonly ip4: IPv4Header;
  readonly udp: UdpHeader;
  /** All bytes after the UDP header. */
  readonly payload: Uint8Array;
}

export interface IPv4Header {
  /** 4. Open vSwitch does not check it. */
  readonly version: number;
  readonly src: number;
  readonly dst: number;
  readonly tos: number;
  readonly ttl: number;
  readonly identification: number;
  /** Flags and fragment offset, 16 bits. Only the reserved bit and "don't fragment" may be set. */
  readonly fragment: number;
  /** IPv4 options, a multiple of 4 bytes. Usually empty. */
  readonly options: Uint8Array;
  /** Whether the checksum covers the options, too. This is the correct form. */
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
  'ipv4-fragment': 'the packet is a fragment; Open vSwitch does not read the ports of fragments',
  'not-udp': 'the packet carries no UDP datagram',
  'udp-cut-short': 'the packet ends inside its UDP header',
} as const satisfies Record<string, string>;

export type FrameFault = keyof typeof FRAME_FAULTS;

export type DecodedFrame =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'fault'; readonly fault: FrameFault };

export const DO_NOT_FRAGMENT = 0x4000;
/** "More fragments" and the offset. */
const FRAGMENT_BITS = 0x3fff;
export const UDP_HEADER_LENGTH = 8;

/** The frame is a view of `bytes`, not a copy: `bytes` must not change while the frame is in use. */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  const ethernet = decodeEthernet(bytes);
  if (typeof ethernet === 'string') return { kind: 'fault', fault: ethernet };
  if (ethernet.type !== ETHER_TYPES.ip) return { kind: 'fault', fault: 'not-ipv4' };
  const packet = decodeIPv4(ethernet.payload);
  if (typeof packet === 'string') return { kind: 'fault', fault: packet };
  const datagram = decodeUdp(packet.payload);
  if (typeof datagram === 'string') return { kind: 'fault', fault: datagram };
  const { eth, vlans } = ethernet;
  return { kind: 'frame', frame: { eth, vlans, ip4: packet.ip4, ...datagram } };
}

function decodeIPv4(bytes: Uint8Array): { ip4: IPv4Header; payload: Uint8Array } | FrameFault {
  if (bytes.length < 20) return 'ipv4-cut-short';
  const headerLength = (bytes[0]! & 0xf) * 4;
  if (headerLength < 20 || headerLength > bytes.length) return 'ipv4-cut-short';
  const totalLength = readUint16(bytes, 2);
  if (totalLength < headerLength || totalLength > bytes.length) return 'ipv4-length';
  const fragment = readUint16(bytes, 6);
  if (bytes[9] !== IP_PROTOCOLS.udp) return 'not-udp';
  if (fragment & FRAGMENT_BITS) return 'ipv4-fragment';
  const ip4 = {
    version: bytes[0]! >> 4,
    src: readUint32(bytes, 12),
    dst: readUint32(bytes, 16),
    tos: bytes[1]!,
    ttl: bytes[8]!,
    identification: readUint16(bytes, 4),
    fragment,
    options: bytes.subarray(20, headerLength),
    checksumHasOptions: true,
  };
  return { ip4, payload: bytes.subarray(headerLength, totalLength) };
}

function decodeUdp(bytes: Uint8Array): Pick<Frame, 'udp' | 'payload'> | FrameFault {
  if (bytes.length < UDP_HEADER_LENGTH) return 'udp-cut-short';
  const udp = { src: readUint16(bytes, 0), dst: readUint16(bytes, 2), hasChecksum: readUint16(bytes, 6) !== 0 };
  return { udp, payload: bytes.subarray(UDP_HEADER_LENGTH) };
}

/** The frame as bytes, with computed lengths and checksums, and without padding to Ethernet's minimum length. */
export function encodeFrame(frame: Frame): Uint8Array {
  const datagram = encodeUdp(frame);
  return concatBytes([encodeEthernet(frame, ETHER_TYPES.ip), encodeIPv4Header(frame.ip4, datagram.length), datagram]);
}

function encodeIPv4Header(ip4: IPv4Header, payloadLength: number): Uint8Array {
  const length = 20 + ip4.options.length;
  const header = concatBytes([
    Uint8Array.of((ip4.version << 4) | (length / 4), ip4.tos),
    uint16Bytes(length + payloadLength),
    uint16Bytes(ip4.identification),
    uint16Bytes(ip4.fragment),
    Uint8Array.of(ip4.ttl, IP_PROTOCOLS.udp),
    NO_CHECKSUM,
    uint32Bytes(ip4.src),
    uint32Bytes(ip4.dst),
    ip4.options,
  ]);
  header.set(uint16Bytes(internetChecksum(ip4.checksumHasOptions ? header : header.subarray(0, 20))), 10);
  return header;
}

const NO_CHECKSUM = uint16Bytes(0);

function encodeUdp({ ip4, udp, payload }: Frame): Uint8Array {
  const length = uint16Bytes(UDP_HEADER_LENGTH + payload.length);
  const datagram = concatBytes([uint16Bytes(udp.src), uint16Bytes(udp.dst), length, NO_CHECKSUM, payload]);
  if (udp.hasChecksum) datagram.set(uint16Bytes(udpChecksum(ip4, datagram)), 6);
  return datagram;
}

/** RFC 768: the checksum includes a pseudo header. 0xffff replaces 0, because 0 means "no checksum". */
function udpChecksum({ src, dst }: IPv4Header, datagram: Uint8Array): number {
  const pseudoHeader = concatBytes([
    uint32Bytes(src),
    uint32Bytes(dst),
    uint16Bytes(IP_PROTOCOLS.udp),
    uint16Bytes(datagram.length),
  ]);
  return internetChecksum(pseudoHeader, datagram) || 0xffff;
}
