/**
 * IP addresses and networks as numbers: IPv4 as 32 bits and IPv6 as 128 bits, both in a bigint. Text in, text out; IPv6
 * is printed in its canonical form (RFC 5952).
 */
export type Family = 4 | 6;

export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** An address and the length of its network: 10.0.0.7/8 keeps the 7. */
export interface Network extends Address {
  readonly prefixLength: number;
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

function parseIPv4(text: string): Address | undefined {
  if (!/^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  if (bytes.some(byte => byte > 255)) return undefined;
  return { family: 4, value: BigInt(bytes.reduce((value, byte) => value * 256 + byte)) };
}

const GROUPS = /^(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?$/i;

/** Eight groups, of which `::` leaves out one or more that are zero. */
function parseIPv6(text: string): Address | undefined {
  const parts = text.split('::');
  if (parts.length > 2 || !parts.every(part => GROUPS.test(part))) return undefined;
  const [head = [], tail] = parts.map(part => (part === '' ? [] : part.split(':')));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...(tail ?? [])];
  return { family: 6, value: BigInt(`0x${groups.map(group => group.padStart(4, '0')).join('')}`) };
}

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
export function parseNetwork(text: string): Network | undefined {
  const [, addressText, lengthText] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = parseAddress(addressText ?? '');
  if (!address) return undefined;
  const prefixLength = lengthText === undefined ? addressBits(address.family) : Number(lengthText);
  return prefixLength <= addressBits(address.family) ? { ...address, prefixLength } : undefined;
}

export function printAddress({ family, value }: Address): string {
  return family === 4 ? printIPv4(value) : printIPv6(value);
}

export const printNetwork = (network: Network): string => `${printAddress(network)}/${network.prefixLength}`;

/** The bits that `prefixLength` leaves to the network, as a mask. */
export function networkMask({ family, prefixLength }: Network): bigint {
  const bits = BigInt(addressBits(family));
  return ((1n << bits) - 1n) ^ ((1n << (bits - BigInt(prefixLength))) - 1n);
}

/** The first address of the network: 10.0.0.7/8 gives 10.0.0.0/8. */
export const networkAddress = (network: Network): Network => ({
  ...network,
  value: network.value & networkMask(network),
});

export function contains(network: Network, address: Address): boolean {
  return network.family === address.family && ((network.value ^ address.value) & networkMask(network)) === 0n;
}

function printIPv4(value: bigint): string {
  const bits = Number(value);
  return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
}

/** RFC 5952: the longest run of two or more zero groups is left out; an embedded IPv4 address keeps its dots. */
function printIPv6(value: bigint): string {
  if (value === 0n) return '::';
  if (value >> 32n === 0xffffn) return `::ffff:${printIPv4(value & 0xffffffffn)}`;
  if (value >> 32n === 0n && value >> 16n !== 0n) return `::${printIPv4(value)}`;
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const runs = [...groups.join(':').matchAll(/\b0(?::0\b)+/g)].map(([run]) => run);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (!longest) return groups.join(':');
  const pattern = new RegExp(`(^|:)${longest}(:|$)`);
  return groups.join(':').replace(pattern, '::');
}
