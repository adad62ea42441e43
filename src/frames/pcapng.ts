/**
 * The capture file of Wireshark and dumpcap (pcapng, draft-ietf-opsawg-pcapng). Section headers, interface descriptions,
 * enhanced and simple packets are read; all other blocks are skipped.
 */
import { readUint32 } from '../base/bytes/bytes.ts';
import type { Checked, Diagnostic } from '../base/diagnostic.ts';
import { LINKS } from './link.ts';
import {
  BIG_END_FIRST,
  type CapturedFrame,
  captureCutShort,
  LITTLE_END_FIRST,
  linkOf,
  type Numbers,
  unknownLink,
} from './pcap.ts';

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const IF_TSRESOL = 9;

interface Block {
  readonly type: number;
  readonly body: Uint8Array;
  readonly numbers: Numbers;
}

interface Interface {
  readonly linkType: number;
  /** The maximum number of captured bytes of a frame; 0 means no limit. */
  readonly snapLength: number;
  readonly ticksPerMicrosecond: number;
}

/** A section header block is the same in both byte orders. */
export const isPcapng = (bytes: Uint8Array): boolean => bytes.length >= 4 && readUint32(bytes, 0) === SECTION_HEADER;

/** Reads `bytes` of the file called `name`, up to the first incomplete block. */
export function readPcapng(bytes: Uint8Array, name: string): Checked<CapturedFrame[]> {
  const diagnostics: Diagnostic[] = [];
  const frames: CapturedFrame[] = [];
  const foreign = new Set<number>();
  let interfaces: Interface[] = [];
  for (const block of blocksOf(bytes, name, diagnostics)) {
    if (block.type === SECTION_HEADER) interfaces = [];
    if (block.type === INTERFACE_DESCRIPTION && block.body.length >= 8) interfaces.push(interfaceOf(block));
    const packet = packetOf(block, interfaces);
    const link = packet && LINKS.get(packet.linkType);
    if (link) frames.push({ ...packet.frame, ...linkOf(link) });
    else if (packet) foreign.add(packet.linkType);
  }
  for (const linkType of foreign) diagnostics.push(unknownLink(name, linkType));
  return { value: frames, diagnostics };
}

function* blocksOf(bytes: Uint8Array, name: string, diagnostics: Diagnostic[]): Generator<Block> {
  let numbers = BIG_END_FIRST;
  for (let at = 0; at < bytes.length; ) {
    if (at + 12 <= bytes.length && readUint32(bytes, at) === SECTION_HEADER) numbers = byteOrder(bytes, at + 8);
    const length = at + 12 <= bytes.length ? numbers.u32(bytes, at + 4) : 0;
    if (length < 12 || length % 4 !== 0 || at + length > bytes.length) {
      diagnostics.push(captureCutShort(name, at));
      return;
    }
    yield { type: numbers.u32(bytes, at), body: bytes.subarray(at + 8, at + length - 4), numbers };
    at += length;
  }
}

const byteOrder = (bytes: Uint8Array, offset: number): Numbers =>
  readUint32(bytes, offset) === BYTE_ORDER_MAGIC ? BIG_END_FIRST : LITTLE_END_FIRST;

function interfaceOf({ body, numbers }: Block): Interface {
  return {
    linkType: numbers.u16(body, 0),
    snapLength: numbers.u32(body, 4),
    ticksPerMicrosecond: ticksPerMicrosecond(body.subarray(8), numbers),
  };
}

/** From option if_tsresol: the number of binary or decimal places of a second. The default is 6 decimal places. */
function ticksPerMicrosecond(options: Uint8Array, numbers: Numbers): number {
  for (let at = 0; at + 4 < options.length; at += 4 + Math.ceil(numbers.u16(options, at + 2) / 4) * 4) {
    if (numbers.u16(options, at) !== IF_TSRESOL) continue;
    const places = options[at + 4]!;
    return (places & 0x80 ? 2 ** (places & 0x7f) : 10 ** places) / 1e6;
  }
  return 1;
}

type Packet = { readonly linkType: number; readonly frame: CapturedFrame };

function packetOf(block: Block, interfaces: readonly Interface[]): Packet | undefined {
  if (block.type === ENHANCED_PACKET && block.body.length >= 20) return enhancedPacket(block, interfaces);
  if (block.type === SIMPLE_PACKET && block.body.length >= 4) return simplePacket(block, interfaces[0]);
  return undefined;
}

function enhancedPacket({ body, numbers }: Block, interfaces: readonly Interface[]): Packet | undefined {
  const on = interfaces[numbers.u32(body, 0)];
  if (!on) return undefined;
  const ticks = numbers.u32(body, 4) * 2 ** 32 + numbers.u32(body, 8);
  const bytes = body.subarray(20, 20 + numbers.u32(body, 12));
  return { linkType: on.linkType, frame: { microseconds: Math.floor(ticks / on.ticksPerMicrosecond), bytes } };
}

/** A simple packet has no time and belongs to the first interface. */
function simplePacket({ body, numbers }: Block, on: Interface | undefined): Packet | undefined {
  if (!on) return undefined;
  const length = Math.min(numbers.u32(body, 0), on.snapLength || Number.POSITIVE_INFINITY);
  return { linkType: on.linkType, frame: { microseconds: 0, bytes: body.subarray(4, 4 + length) } };
}
