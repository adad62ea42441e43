/**
 * The value of the Domain Search option (RFC 3397): names with their shared ends compressed (RFC 1035 section 4.1.4), as
 * OVN 25.03 makes it (`encode_put_dhcpv4_option` in lib/actions.c).
 */
import { printable } from '../../frames/printable.ts';

const POINTER = 0xc000;
const LONGEST_NAME = 255;

/**
 * Names separated by commas, in order. OVN compares ends of names without their last letter, so that it takes `a.com` and
 * `b.con` to share one; and one name of more than 255 bytes leaves the whole list empty.
 */
export function encodeDomains(text: string): Buffer {
  const names = text.split(',').filter(name => name !== '');
  if (names.some(name => Buffer.byteLength(name) > LONGEST_NAME)) return Buffer.alloc(0);
  const offsets = new Map<string, number>();
  return names.reduce(
    (encoded, name) => Buffer.concat([encoded, encodeName(name, encoded.length, offsets)]),
    Buffer.alloc(0),
  );
}

/** `start` is where in the option the name will stand; `offsets` remembers where each end of a name stands. */
function encodeName(name: string, start: number, offsets: Map<string, number>): Buffer {
  const parts: Buffer[] = [];
  let at = start;
  for (const rest of endsOf(name)) {
    const known = offsets.get(rest.slice(0, -1));
    if (known !== undefined) return Buffer.concat([...parts, pointerTo(known)]);
    offsets.set(rest.slice(0, -1), at);
    const label = Buffer.from(rest.split('.').find(part => part !== '')!);
    parts.push(Buffer.of(label.length), label);
    at += 1 + label.length;
  }
  return Buffer.concat([...parts, Buffer.of(0)]);
}

/** `a.b.c`, `b.c`, `c`; what has no label left is none. */
function* endsOf(name: string): Generator<string> {
  for (let rest = name; /[^.]/.test(rest); rest = rest.replace(/^\.*[^.]+\.?/, '')) yield rest;
}

function pointerTo(offset: number): Buffer {
  const pointer = Buffer.alloc(2);
  pointer.writeUInt16BE(POINTER | offset);
  return pointer;
}

/** The names, separated by commas, or undefined where the bytes are not such a list. */
export function decodeDomains(bytes: Buffer): string | undefined {
  const names: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const name = decodeName(bytes, at);
    if (!name) return undefined;
    names.push(name.labels.join('.'));
    at = name.end;
  }
  return names.join(',');
}

/** A pointer may only lead back, so that it comes to an end; the name ends in the list after its first one. */
function decodeName(bytes: Buffer, start: number): { labels: string[]; end: number } | undefined {
  const labels: string[] = [];
  for (let at = start; at < bytes.length; ) {
    const length = bytes[at]!;
    if (length === 0) return { labels, end: at + 1 };
    if (length >= POINTER >> 8) return decodePointer(bytes, at, labels);
    const end = at + 1 + length;
    labels.push(printable(bytes.subarray(at + 1, end)));
    at = end;
  }
  return undefined;
}

function decodePointer(bytes: Buffer, at: number, labels: string[]): { labels: string[]; end: number } | undefined {
  if (at + 2 > bytes.length) return undefined;
  const target = bytes.readUInt16BE(at) & ~POINTER;
  const rest = target < at ? decodeName(bytes.subarray(0, at), target) : undefined;
  return rest && { labels: [...labels, ...rest.labels], end: at + 2 };
}
