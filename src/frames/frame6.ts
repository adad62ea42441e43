/**
 * An Ethernet frame with UDP or ICMPv6 over IPv6, between bytes and values. Decoding follows Open vSwitch, as for IPv4
 * (frame.ts). Extension headers are not decoded: requests from a guest to a server do not have them. Any bytes give a
 * frame or a fault.
 */
import {
  bigUintBytes,
  concatBytes,
  readBigUint,
  readUint16,
  readUint32,
  uint16Bytes,
  uint32Bytes,
} from '../base/bytes/bytes.ts';
import { ETHER_TYPES } from '../base/protocols/ether-types.ts';
import { IP_PROTOCOLS } from '../base/protocols/ip-protocols.ts';
import { internetChecksum } from './checksum.ts';
import { decodeEthernet, type EthernetHeader, encodeEthernet } from './ethernet.ts';
import { UDP_HEADER_LENGTH } from './frame.ts';

export interface Frame6 extends EthernetHeader {
  readonly ip6: IPv6Header;
  readonly transport: Transport;
  /** All bytes after the UDP header, or after type, code and checksum of ICMPv6. */
  readonly payload: Uint8Array;
  /** The bytes after the packet in the frame, which should be only padding. They are not encoded. */
  readonly trailer?: Uint8Array;
}

export interface IPv6Header {
  /** 6. Open vSwitch does not check it. */
  readonly version: number;
  readonly src: bigint;
  readonly dst: bigint;
  readonly trafficClass: number;
  /** 20 bits. */
  readonly flowLabel: number;
  readonly hopLimit: number;
}

export type Transport = UdpTransport | Icmp6Transport;

export interface UdpTransport {
  readonly protocol: 'udp';
  readonly src: number;
  readonly dst: number;
  /** The length in the header. Absent if it is the real length. */
  readonly length?: number;
}

export interface Icmp6Transport {
  readonly protocol: 'icmp6';
  readonly type: number;
  readonly code: number;
  readonly length?: undefined;
}

export const FRAME6_FAULTS = {
  'not-ipv6': 'the frame carries no IPv6 packet',
  'ipv6-cut-short': 'the frame ends inside its IPv6 header',
  'ipv6-length': 'the IPv6 payload length does not fit the frame',
  'not-udp-or-icmp6':
    'the packet carries neither a UDP datagram nor an ICMPv6 message, or has extension headers before it',
  'udp-cut-short': 'the packet ends inside its UDP header',
  'icmp6-cut-short': 'the packet ends inside its ICMPv6 header',
} as const satisfies Record<string, string>;

export type Frame6Fault = keyof typeof FRAME6_FAULTS;

export type DecodedFrame6 =
  | { readonly kind: 'frame'; readonly frame: Frame6 }
  | { readonly kind: 'fault'; readonly fault: Frame6Fault | 'ethernet-cut-short' };

const IPV6_HEADER_LENGTH = 40;
/** Open vSwitch does not read shorter ICMPv6 messages. */
const SHORTEST_ICMP6 = 8;
const ICMP6_HEADER_LENGTH = 4;

/** The frame is a view of `bytes`, not a copy: `bytes` must not change while the frame is in use. */
export function decodeFrame6(bytes: Uint8Array): DecodedFrame6 {
  const ethernet = decodeEthernet(bytes);
  if (typeof ethernet === 'string') return { kind: 'fault', fault: ethernet };
  if (ethernet.type !== ETHER_TYPES.ipv6) return { kind: 'fault', fault: 'not-ipv6' };
  const { eth, vlans, payload } = ethernet;
  const packet = decodeIPv6(payload);
  return typeof packet === 'string'
    ? { kind: 'fault', fault: packet }
    : { kind: 'frame', frame: { eth, vlans, ...packet } };
}

function decodeIPv6(bytes: Uint8Array): Omit<Frame6, keyof EthernetHeader> | Frame6Fault {
  if (bytes.length < IPV6_HEADER_LENGTH) return 'ipv6-cut-short';
  const end = IPV6_HEADER_LENGTH + readUint16(bytes, 4);
  if (end > bytes.length) return 'ipv6-length';
  const ip6 = {
    version: bytes[0]! >> 4,
    src: readAddress(bytes, 8),
    dst: readAddress(bytes, 24),
    trafficClass: (readUint16(bytes, 0) >> 4) & 0xff,
    flowLabel: readUint32(bytes, 0) & 0xfffff,
    hopLimit: bytes[7]!,
  };
  const segment = decodeTransport(bytes[6]!, bytes.subarray(IPV6_HEADER_LENGTH, end));
  const trailer = bytes.subarray(end);
  return typeof segment === 'string' ? segment : { ip6, ...segment, ...(trailer.length > 0 && { trailer }) };
}

function decodeTransport(protocol: number, bytes: Uint8Array): Pick<Frame6, 'transport' | 'payload'> | Frame6Fault {
  if (protocol === IP_PROTOCOLS.udp) return decodeUdp(bytes);
  if (protocol !== IP_PROTOCOLS.icmp6) return 'not-udp-or-icmp6';
  if (bytes.length < SHORTEST_ICMP6) return 'icmp6-cut-short';
  const transport = { protocol: 'icmp6', type: bytes[0]!, code: bytes[1]! } as const;
  return { transport, payload: bytes.subarray(ICMP6_HEADER_LENGTH) };
}

function decodeUdp(bytes: Uint8Array): Pick<Frame6, 'transport' | 'payload'> | Frame6Fault {
  if (bytes.length < UDP_HEADER_LENGTH) return 'udp-cut-short';
  const length = readUint16(bytes, 4);
  const ports = { protocol: 'udp', src: readUint16(bytes, 0), dst: readUint16(bytes, 2) } as const;
  const transport = length === bytes.length ? ports : { ...ports, length };
  return { transport, payload: bytes.subarray(UDP_HEADER_LENGTH) };
}

/** The IPv6 address in the 16 bytes that begin at `at`. */
export const readAddress = (bytes: Uint8Array, at: number): bigint => readBigUint(bytes, at, 16);

/** The 16 bytes of an IPv6 address. */
export const addressBytes = (address: bigint): Uint8Array => bigUintBytes(address, 16);

/** The frame as bytes, with computed lengths and checksums, and without padding to Ethernet's minimum length. */
export function encodeFrame6(frame: Frame6): Uint8Array {
  const { ip6, transport, payload } = frame;
  const segment = concatBytes([transportHeader(transport, payload.length), payload]);
  const protocol = IP_PROTOCOLS[transport.protocol];
  const checksum = internetChecksum(pseudoHeader(ip6, protocol, segment.length), segment) || 0xffff;
  segment.set(uint16Bytes(checksum), transport.protocol === 'udp' ? 6 : 2);
  return concatBytes([
    encodeEthernet(frame, ETHER_TYPES.ipv6),
    encodeIPv6Header(ip6, protocol, segment.length),
    segment,
  ]);
}

/** With the checksum 0. */
function transportHeader(transport: Transport, payloadLength: number): Uint8Array {
  if (transport.protocol === 'icmp6') return Uint8Array.of(transport.type, transport.code, 0, 0);
  const { src, dst, length = UDP_HEADER_LENGTH + payloadLength } = transport;
  return concatBytes([src, dst, length, 0].map(uint16Bytes));
}

const encodeIPv6Header = (ip6: IPv6Header, protocol: number, length: number): Uint8Array =>
  concatBytes([
    uint32Bytes(ip6.version * 0x10000000 + ip6.trafficClass * 0x100000 + ip6.flowLabel),
    uint16Bytes(length),
    Uint8Array.of(protocol, ip6.hopLimit),
    addressBytes(ip6.src),
    addressBytes(ip6.dst),
  ]);

/** RFC 8200 section 8.1. */
const pseudoHeader = ({ src, dst }: IPv6Header, protocol: number, length: number): Uint8Array =>
  concatBytes([addressBytes(src), addressBytes(dst), uint32Bytes(length), uint32Bytes(protocol)]);
