/**
 * Integer constants, with or without a mask: OVN reads and writes them in five notations (man ovn-sb, Logical_Flow,
 * "Constants"; OVN 25.03, lib/lex.c).
 */
import { maskLength } from '../base/bits.ts';
import { parsePlainAddress, printAddress } from '../base/ip.ts';
import { parseMac, printMac } from '../base/mac.ts';
import type { Result } from '../base/result.ts';

export type Notation = 'decimal' | 'hexadecimal' | 'ipv4' | 'ipv6' | 'ethernet';

export interface Integer {
  readonly notation: Notation;
  /** Up to 1024 bits in hexadecimal notation, 128 in the others. With a mask, only bits of the mask are set. */
  readonly value: bigint;
  readonly mask?: bigint;
}

/**
 * `text` is what the lexer takes for a number: digits, letters, dots and colons, and one `/` before a mask. Errors are
 * OVN's.
 */
export function parseInteger(text: string): Result<Integer> {
  const slash = text.indexOf('/');
  const value = parsePlain(slash < 0 ? text : text.slice(0, slash));
  if ('error' in value || slash < 0) return value;
  const mask = parsePlain(text.slice(slash + 1));
  return 'error' in mask ? mask : withMask(value.value, mask.value);
}

export function printInteger({ notation, value, mask }: Integer): string {
  const print = PRINTERS[notation];
  if (mask === undefined) return print(value);
  const length = notation === 'ipv4' ? maskLength(mask, 32) : notation === 'ipv6' ? maskLength(mask, 128) : undefined;
  return `${print(value)}/${length ?? print(mask)}`;
}

/** A number in hexadecimal, as Open vSwitch writes it: zero has no prefix. */
export const printHexadecimal = (value: bigint): string => (value === 0n ? '0' : `0x${value.toString(16)}`);

const PRINTERS: Readonly<Record<Notation, (value: bigint) => string>> = {
  decimal: String,
  hexadecimal: printHexadecimal,
  ipv4: value => printAddress({ family: 4, value }),
  ipv6: value => printAddress({ family: 6, value }),
  ethernet: value => printMac(Number(value)),
};

/**
 * OVN accepts bytes of any number of digits if the text has seventeen characters. The last two digits of each byte
 * count.
 */
function parseUnevenMac(text: string): number | undefined {
  if (!/^[\da-f]+(?::[\da-f]+){5}$/i.test(text)) return undefined;
  return parseMac(
    text
      .split(':')
      .map(byte => byte.slice(-2))
      .join(':'),
  );
}

const found = (notation: Notation, value: bigint): Result<Integer> => ({ value: { notation, value } });

function parsePlain(text: string): Result<Integer> {
  if (text === '') return { error: 'Integer constant expected.' };
  if (/^\d+$/.test(text)) return parseDecimal(text);
  if (/^0x/i.test(text)) return parseHexadecimal(text);
  const mac = text.length === 17 ? (parseMac(text) ?? parseUnevenMac(text)) : undefined;
  if (mac !== undefined) return found('ethernet', BigInt(mac));
  const address = parsePlainAddress(text);
  return address ? found(`ipv${address.family}`, address.value) : { error: 'Invalid numeric constant.' };
}

function parseDecimal(text: string): Result<Integer> {
  if (text.length > 1 && text.startsWith('0')) return { error: 'Decimal constants must not have leading zeros.' };
  const value = BigInt(text.slice(0, 21));
  if (value >= 2n ** 64n) return { error: 'Decimal constants must be less than 2**64.' };
  return found('decimal', value);
}

function parseHexadecimal(text: string): Result<Integer> {
  const digits = text.slice(2);
  if (digits === '') return { error: `Hex digits expected following 0${text[1]}.` };
  if (!/^[0-9a-f]+$/i.test(digits)) return { error: 'Invalid syntax in hexadecimal constant.' };
  if (digits.replace(/^0+/, '').length > 256) return { error: 'Hexadecimal constant requires more than 1024 bits.' };
  return found('hexadecimal', BigInt(text));
}

/** A mask has the notation of its value, or is the prefix length of an address. 0 may have a hexadecimal mask. */
function withMask(value: Integer, mask: Integer): Result<Integer> {
  const masked = (notation: Notation, bits: bigint): Result<Integer> => ({
    value: { notation, value: value.value & bits, mask: bits },
  });
  if (value.notation === mask.notation) return masked(value.notation, mask.value);
  const width = value.notation === 'ipv4' ? 32n : value.notation === 'ipv6' ? 128n : 0n;
  const length = BigInt.asUintN(32, mask.value);
  if (width && mask.notation === 'decimal' && length <= width) {
    return masked(value.notation, ((1n << length) - 1n) << (width - length));
  }
  if (value.notation === 'decimal' && mask.notation === 'hexadecimal' && value.value === 0n) {
    return masked('hexadecimal', mask.value);
  }
  return { error: 'Value and mask have incompatible formats.' };
}
