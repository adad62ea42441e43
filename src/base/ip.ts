/**
 * IP addresses and networks as numbers: IPv4 as 32 bits and IPv6 as 128 bits, both in a bigint. They are parsed from text
 * and printed to text; IPv6 in its canonical form (RFC 5952).
 */
export type Family = 4 | 6;

export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** An address and the length of its network: 10.0.0.7/8 keeps the 7. */
export interface Prefix extends Address {
  readonly prefixLength: number;
}

/** An address and which of its bits count. The mask of a network has no gaps; others may have. */
export interface MaskedAddress extends Address {
  readonly mask: bigint;
}

export const addressBits = (family: Family): 32 | 128 => (family === 4 ? 32 : 128);

/**
 * The address that `text` spells, or undefined. IPv4 needs four decimal parts, which may have leading zeros, as Open
 * vSwitch reads them; IPv6 may end in such an address (RFC 4291).
 */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) return parseIPv4(text);
  return text.includes('.') ? parseDottedIPv6(text) : parseIPv6(text);
}

/** Like `parseAddress`, but without leading zeros, as inet_pton() reads it. */
export const parsePlainAddress = (text: string): Address | undefined =>
  DOTTED_WITH_ZEROS.test(text) ? undefined : parseAddress(text);

const DOTTED_WITH_ZEROS = /(?:^|[.:])0\d+\.|\.0\d+$/;

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

function parseIPv4(text: string): Address | undefined {
  const found = IPV4.exec(text);
  if (!found) return undefined;
  const [a, b, c, d] = [Number(found[1]), Number(found[2]), Number(found[3]), Number(found[4])];
  if (a > 255 || b > 255 || c > 255 || d > 255) return undefined;
  return { family: 4, value: BigInt(((a * 256 + b) * 256 + c) * 256 + d) };
}

const GROUPS = /^(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?$/i;

/** Eight groups; `::` replaces one or more that are zero. */
function parseIPv6(text: string): Address | undefined {
  const [head = '', tail, ...others] = text.split('::');
  if (others.length > 0 || !GROUPS.test(head) || !GROUPS.test(tail ?? '')) return undefined;
  const [first, last] = [digitsOf(head), digitsOf(tail ?? '')];
  const missing = 32 - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 4) return undefined;
  return { family: 6, value: BigInt(`0x${first}${'0'.repeat(missing)}${last}`) };
}

/** Four digits for each group. */
const digitsOf = (groups: string): string =>
  groups === '' ? '' : groups.split(':').reduce((digits, group) => digits + group.padStart(4, '0'), '');

/** The last two groups as an IPv4 address. */
function parseDottedIPv6(text: string): Address | undefined {
  const start = text.lastIndexOf(':') + 1;
  const last = parseIPv4(text.slice(start));
  return (
    last &&
    parseIPv6(`${text.slice(0, start)}${(last.value >> 16n).toString(16)}:${(last.value & 0xffffn).toString(16)}`)
  );
}

/** `ADDRESS/LENGTH`, or a bare address as a network of one. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  const { family, value } = address;
  const prefixLength = slash < 0 ? addressBits(family) : parseLength(text.slice(slash + 1));
  return prefixLength <= addressBits(family) ? { family, value, prefixLength } : undefined;
}

/** `ADDRESS/LENGTH`, a bare address, or `ADDRESS/MASK` with a mask of any form, as Open vSwitch reads them. */
export function parseMasked(text: string): MaskedAddress | undefined {
  const network = parsePrefix(text);
  if (network) return { ...network, mask: networkMask(network) };
  const [address, mask, ...others] = text.split('/').map(parseAddress);
  return address && address.family === mask?.family && others.length === 0
    ? { ...address, mask: mask.value }
    : undefined;
}

/** Whether `address` equals the masked address in all bits of the mask. */
export const fits = ({ family, value, mask }: MaskedAddress, address: Address): boolean =>
  family === address.family && ((value ^ address.value) & mask) === 0n;

const parseLength = (text: string): number => (/^\d{1,3}$/.test(text) ? Number(text) : Number.NaN);

export function printAddress({ family, value }: Address): string {
  return family === 4 ? printIPv4(value) : printIPv6(value);
}

export const printPrefix = (network: Prefix): string => `${printAddress(network)}/${network.prefixLength}`;

/** The first `prefixLength` bits as a mask. */
export function networkMask({ family, prefixLength }: Prefix): bigint {
  const bits = addressBits(family);
  return BigInt.asUintN(bits, -1n << BigInt(bits - prefixLength));
}

/** The first address of the network: 10.0.0.7/8 gives 10.0.0.0/8. */
export const networkAddress = (network: Prefix): Prefix => ({
  ...network,
  value: network.value & networkMask(network),
});

export const isSameAddress = (one: Address, other: Address): boolean =>
  one.family === other.family && one.value === other.value;

export function contains(network: Prefix, address: Address): boolean {
  const { family, prefixLength } = network;
  return (
    family === address.family && (network.value ^ address.value) >> BigInt(addressBits(family) - prefixLength) === 0n
  );
}

function printIPv4(value: bigint): string {
  const bits = Number(value);
  return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
}

/** RFC 5952: `::` replaces the longest run of two or more zero groups; an embedded IPv4 address keeps its dots. */
function printIPv6(value: bigint): string {
  if (value >> 32n === 0xffffn) return `::ffff:${printIPv4(value & 0xffffffffn)}`;
  if (value >> 32n === 0n && value >> 16n !== 0n) return `::${printIPv4(value)}`;
  const groups = groupsOf(value);
  const { start, end } = longestZeros(groups);
  return end - start > 1
    ? `${printGroups(groups.slice(0, start))}::${printGroups(groups.slice(end))}`
    : printGroups(groups);
}

const printGroups = (groups: readonly number[]): string => groups.map(group => group.toString(16)).join(':');

/** Split from words of 32 bits, because numbers are faster than big integers. */
function groupsOf(value: bigint): number[] {
  const groups: number[] = [];
  for (let shift = 96n; shift >= 0n; shift -= 32n) {
    const word = Number(BigInt.asUintN(32, value >> shift));
    groups.push(word >>> 16, word & 0xffff);
  }
  return groups;
}

/** The first of the longest runs of zeros. */
function longestZeros(groups: readonly number[]): { start: number; end: number } {
  let longest = { start: 0, end: 0 };
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > longest.end - longest.start) longest = { start, end: index + 1 };
  }
  return longest;
}
