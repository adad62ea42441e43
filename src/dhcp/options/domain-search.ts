/**
 * The value of the Domain Search option (RFC 3397): names with compressed shared suffixes (RFC 1035 section 4.1.4), as
 * OVN 25.03 makes it (`encode_put_dhcpv4_option` in lib/actions.c).
 */
import { concatBytes, readUint16, uint16Bytes } from '../../base/bytes/bytes.ts';
import { encodeUtf8, utf8Length } from '../../base/bytes/utf8.ts';
import { printableBytes } from '../../frames/printable.ts';

const POINTER = 0xc000;
const LONGEST_NAME = 255;

/**
 * `text` has names separated by commas. OVN compares suffixes without their last letter, so `a.com` and `b.con` share one.
 * One name of more than 255 bytes makes the whole list empty.
 */
export function encodeDomains(text: string): Uint8Array {
  const names = text.split(',').filter(name => name !== '');
  if (names.some(name => utf8Length(name) > LONGEST_NAME)) return new Uint8Array(0);
  const offsets = new Map<string, number>();
  return names.reduce<Uint8Array>(
    (encoded, name) => concatBytes([encoded, encodeName(name, encoded.length, offsets)]),
    new Uint8Array(0),
  );
}

/** `start` is the name's offset in the option. `offsets` has the offset of each suffix that is written already. */
function encodeName(name: string, start: number, offsets: Map<string, number>): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = start;
  for (const rest of endsOf(name)) {
    const known = offsets.get(rest.slice(0, -1));
    if (known !== undefined) return concatBytes([...parts, pointerTo(known)]);
    offsets.set(rest.slice(0, -1), at);
    const label = encodeUtf8(rest.split('.').find(part => part !== '')!);
    parts.push(Uint8Array.of(label.length), label);
    at += 1 + label.length;
  }
  return concatBytes([...parts, Uint8Array.of(0)]);
}

/** `a.b.c`, `b.c`, `c`: the suffixes that have at least one label. */
function* endsOf(name: string): Generator<string> {
  for (let rest = name; /[^.]/.test(rest); rest = rest.replace(/^\.*[^.]+\.?/, '')) yield rest;
}

const pointerTo = (offset: number): Uint8Array => uint16Bytes(POINTER | offset);

/** The names, separated by commas, or undefined if the bytes are not such a list. */
export function decodeDomains(bytes: Uint8Array): string | undefined {
  const names: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const name = decodeName(bytes, at);
    if (!name) return undefined;
    names.push(name.labels.join('.'));
    at = name.end;
  }
  return names.join(',');
}

/** A pointer must point backward, so decoding always ends. In the list, the name ends after its first pointer. */
function decodeName(bytes: Uint8Array, start: number): { labels: string[]; end: number } | undefined {
  const labels: string[] = [];
  for (let at = start; at < bytes.length; ) {
    const length = bytes[at]!;
    if (length === 0) return { labels, end: at + 1 };
    if (length >= POINTER >> 8) return decodePointer(bytes, at, labels);
    const end = at + 1 + length;
    labels.push(printableBytes(bytes.subarray(at + 1, end)));
    at = end;
  }
  return undefined;
}

function decodePointer(bytes: Uint8Array, at: number, labels: string[]): { labels: string[]; end: number } | undefined {
  if (at + 2 > bytes.length) return undefined;
  const target = readUint16(bytes, at) & ~POINTER;
  const rest = target < at ? decodeName(bytes.subarray(0, at), target) : undefined;
  return rest && { labels: [...labels, ...rest.labels], end: at + 2 };
}
