/** Converts text to UTF-8 bytes and back (https://encoding.spec.whatwg.org/), and orders texts by their bytes. */

/** The library needs nothing else of its platform. Browsers and Node.js have both. */
declare const TextDecoder: new (
  encoding: 'utf-8',
  options: { readonly ignoreBOM: boolean; readonly fatal?: boolean },
) => { decode(bytes: Uint8Array): string };
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/** A byte order mark is kept as a character. */
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
const STRICT_DECODER = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
const ENCODER = new TextEncoder();

/** The text of the bytes from `start` up to but not including `end`; each invalid sequence becomes U+FFFD. */
export const decodeUtf8 = (bytes: Uint8Array, start = 0, end = bytes.length): string =>
  DECODER.decode(new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start));

/** The text of `bytes`; undefined if they are not valid UTF-8. */
export function decodeValidUtf8(bytes: Uint8Array): string | undefined {
  try {
    return STRICT_DECODER.decode(bytes);
  } catch (fault) {
    if (fault instanceof TypeError) return undefined;
    throw fault;
  }
}

/** For longer texts, a TextEncoder is faster than a loop. */
const SHORT = 64;

/** The bytes of `text`; an unpaired surrogate becomes U+FFFD. */
export const encodeUtf8 = (text: string): Uint8Array =>
  (text.length <= SHORT ? asciiBytes(text) : undefined) ?? ENCODER.encode(text);

function asciiBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return undefined;
    bytes[at] = unit;
  }
  return bytes;
}

/** The number of bytes of `text`. */
export const utf8Length = (text: string): number => encodeUtf8(text).length;

/** Orders texts by their bytes, as C programs do: negative, 0 or positive. */
export function compareUtf8(a: string, b: string): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const difference = rankOf(a.charCodeAt(at)) - rankOf(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Characters that need a surrogate pair come after all others. */
const rankOf = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
