/**
 * The classic capture file of libpcap (pcap-savefile(5)) with Ethernet frames, frames of the interface "any" of Linux, or
 * IP packets. Files are written in big-endian order with microseconds. Both byte orders are read, with microseconds or nanoseconds.
 */
import { concatBytes, readUint16, readUint32, uint32Bytes } from '../base/bytes/bytes.ts';
import { type Checked, type Diagnostic, error, warning } from '../base/diagnostic.ts';
import { LINKS, type Link } from './link.ts';

export interface CapturedFrame {
  /** Since 1970, in UTC. */
  readonly microseconds: number;
  readonly bytes: Uint8Array;
  /** What the bytes begin with; absent for an Ethernet header. */
  readonly link?: Exclude<Link, 'ethernet'>;
}

/** The part of a frame that says what it begins with. */
export const linkOf = (link: Link): Pick<CapturedFrame, 'link'> => (link === 'ethernet' ? {} : { link });

/** Reads unsigned numbers in one byte order. */
export interface Numbers {
  u16(bytes: Uint8Array, offset: number): number;
  u32(bytes: Uint8Array, offset: number): number;
}

export const BIG_END_FIRST: Numbers = {
  u16: readUint16,
  u32: readUint32,
};
export const LITTLE_END_FIRST: Numbers = {
  u16: (bytes, offset) => readUint16(reversed(bytes, offset, 2), 0),
  u32: (bytes, offset) => readUint32(reversed(bytes, offset, 4), 0),
};

const reversed = (bytes: Uint8Array, at: number, length: number): Uint8Array =>
  Uint8Array.from(bytes.subarray(at, at + length)).reverse();

interface Variant {
  readonly numbers: Numbers;
  readonly perMicrosecond: number;
}

const MAGIC = 0xa1b2c3d4;
/** By the first four bytes of the file, read in big-endian order. */
const VARIANTS: ReadonlyMap<number, Variant> = new Map([
  [MAGIC, { numbers: BIG_END_FIRST, perMicrosecond: 1 }],
  [0xd4c3b2a1, { numbers: LITTLE_END_FIRST, perMicrosecond: 1 }],
  [0xa1b23c4d, { numbers: BIG_END_FIRST, perMicrosecond: 1000 }],
  [0x4d3cb2a1, { numbers: LITTLE_END_FIRST, perMicrosecond: 1000 }],
]);

const LINKTYPE_ETHERNET = 1;
const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const LARGEST_FRAME = 262144;

export function writePcap(frames: readonly CapturedFrame[]): Uint8Array {
  const header = [MAGIC, 0x00020004, 0, 0, LARGEST_FRAME, LINKTYPE_ETHERNET];
  return concatBytes([words(header), ...frames.flatMap(frame => [recordHeader(frame), frame.bytes])]);
}

function recordHeader({ microseconds, bytes }: CapturedFrame): Uint8Array {
  return words([Math.floor(microseconds / 1e6), microseconds % 1e6, bytes.length, bytes.length]);
}

const words = (values: readonly number[]): Uint8Array => concatBytes(values.map(uint32Bytes));

export const isPcap = (bytes: Uint8Array): boolean => bytes.length >= 4 && VARIANTS.has(readUint32(bytes, 0));

/** Reads `bytes` of the file called `name`, for which `isPcap` is true. An incomplete frame at the end is left out. */
export function readPcap(bytes: Uint8Array, name: string): Checked<CapturedFrame[]> {
  const variant = VARIANTS.get(readUint32(bytes, 0))!;
  if (bytes.length < FILE_HEADER_LENGTH) return { value: [], diagnostics: [captureCutShort(name, 0)] };
  const linkType = variant.numbers.u32(bytes, 20) & 0xffff;
  const link = LINKS.get(linkType);
  return link ? readRecords(bytes, name, variant, link) : { diagnostics: [unknownLink(name, linkType)] };
}

function readRecords(
  bytes: Uint8Array,
  name: string,
  { numbers, perMicrosecond }: Variant,
  link: Link,
): Checked<CapturedFrame[]> {
  const frames: CapturedFrame[] = [];
  for (let at = FILE_HEADER_LENGTH; at < bytes.length; ) {
    const start = at + RECORD_HEADER_LENGTH;
    const end = start <= bytes.length ? start + numbers.u32(bytes, at + 8) : start;
    if (end > bytes.length) return { value: frames, diagnostics: [captureCutShort(name, at)] };
    const fraction = Math.floor(numbers.u32(bytes, at + 4) / perMicrosecond);
    const microseconds = numbers.u32(bytes, at) * 1e6 + fraction;
    frames.push({ microseconds, bytes: bytes.subarray(start, end), ...linkOf(link) });
    at = end;
  }
  return { value: frames, diagnostics: [] };
}

export const captureCutShort = (name: string, offset: number): Diagnostic =>
  warning('capture-cut-short', `${name}: read up to byte ${offset}; the record there is incomplete`);

export const unknownLink = (name: string, linkType: number): Diagnostic =>
  error(
    'capture-link-type',
    `${name}: the frames have link type ${linkType}; capture them on one Ethernet interface (link type 1)`,
  );
