/**
 * Joins and compares plain Uint8Arrays, and converts them to and from hexadecimal text and unsigned numbers. Numbers are
 * in network byte order: most significant byte first. Nothing here needs Node.js.
 */

/** All parts, one after the other, in new bytes. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * The same memory as a plain Uint8Array. A subclass, such as the Buffer of Node.js, has other `slice` and `toString`
 * methods, and code that reads both classes is slower.
 */
export const plainBytes = ({ buffer, byteOffset, length }: Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, length);

/** Whether both have the same bytes. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Two lower-case digits for each byte from `start` up to but not including `end`. */
export function toHex(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  for (let at = start; at < end; at++) text += HEX_PAIRS[bytes[at]!];
  return text;
}

/** The bytes that `text` spells. `text` is an even number of hexadecimal digits. */
export const fromHex = (text: string): Uint8Array =>
  Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));

/** The number in the `length` bytes (1 to 6) from `at` on. Throws a RangeError if there are fewer. */
export function readUint(bytes: Uint8Array, at: number, length: number): number {
  if (at < 0 || at + length > bytes.length) throw new RangeError(`no ${length} bytes at ${at} of ${bytes.length}`);
  let value = 0;
  for (let offset = at; offset < at + length; offset++) value = value * 256 + bytes[offset]!;
  return value;
}

export const readUint16 = (bytes: Uint8Array, at: number): number => readUint(bytes, at, 2);
export const readUint32 = (bytes: Uint8Array, at: number): number => readUint(bytes, at, 4);

/** Like `readUint`, for up to 16 bytes. */
export const readBigUint = (bytes: Uint8Array, at: number, length: number): bigint =>
  BigInt(`0x${toHex(bytes, at, at + length)}`);

/** The integer `value` as `length` bytes (1 to 6); higher bytes are cut off. */
export function uintBytes(value: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = length - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256;
  return bytes;
}

export const uint16Bytes = (value: number): Uint8Array => uintBytes(value, 2);
export const uint32Bytes = (value: number): Uint8Array => uintBytes(value, 4);

/** The non-negative `value` as `length` bytes; higher bytes are cut off. */
export const bigUintBytes = (value: bigint, length: number): Uint8Array =>
  fromHex(
    BigInt.asUintN(8 * length, value)
      .toString(16)
      .padStart(2 * length, '0'),
  );
