/**
 * A numeric constant of the logical-flow language, as it stands in an action: decimal, hexadecimal, a MAC, IPv4 or IPv6
 * address, or a network. All are integers to OVN, and an option takes as many low bits as it has room for
 * (man ovn-sb, "Constants"; lib/lex.c, OVN 25.03).
 */
import { addressBits, parseAddress, parseMasked } from '../base/ip.ts';
import { parseMac } from '../base/mac.ts';

export interface Constant {
  readonly value: bigint;
  /** Of a network; 32 for all else. */
  readonly prefixLength: number;
}

const LARGEST_DECIMAL = (1n << 64n) - 1n;

/** The constant that `text` spells, or undefined. The host bits of a network are cleared. */
export function parseConstant(text: string): Constant | undefined {
  if (text.includes('/')) return networkConstant(text);
  const value = parseInteger(text);
  return value === undefined ? undefined : { value, prefixLength: addressBits(4) };
}

function parseInteger(text: string): bigint | undefined {
  if (/^\d+$/.test(text)) return BigInt(text) <= LARGEST_DECIMAL ? BigInt(text) : undefined;
  if (/^0x[0-9a-f]{1,32}$/i.test(text)) return BigInt(text);
  const mac = parseMac(text);
  return mac === undefined ? parseAddress(text)?.value : BigInt(mac);
}

/** `ADDRESS/LENGTH` or `ADDRESS/MASK`; of a mask with gaps, the length goes to its lowest one. */
function networkConstant(text: string): Constant | undefined {
  const masked = parseMasked(text);
  if (!masked) return undefined;
  const { family, value, mask } = masked;
  const bits = addressBits(family);
  return { value: value & mask, prefixLength: bits - trailingZeros(mask, bits) };
}

function trailingZeros(mask: bigint, most: number): number {
  let count = 0;
  while (count < most && !((mask >> BigInt(count)) & 1n)) count++;
  return count;
}

/** The low `length` bytes of a constant, big end first. */
export function lowBytes({ value }: Constant, length: number): Buffer {
  const low = BigInt.asUintN(8 * length, value);
  return Buffer.from(low.toString(16).padStart(2 * length, '0'), 'hex');
}
