/**
 * `MAC [IP[/LENGTH]]...`, as in the addresses and the port security of a logical switch port (man ovn-nb; OVN 25.03,
 * lib/ovn-util.c, extract_lsp_addresses()). Reading stops at the first word that is not an address; the addresses before
 * it count.
 */
import { maskLength } from '../bits.ts';
import { addressBits, type Family, type Prefix, parseAddress } from '../ip.ts';
import { scanMac } from './scanned-mac.ts';

export interface Networks {
  readonly networks: readonly Prefix[];
  /** Whether other text follows the addresses. */
  readonly isCut: boolean;
}

export interface LspAddresses extends Networks {
  /** As OVN prints it. */
  readonly mac: string;
}

const INTEGER = String.raw`\s*[+-]?\d+`;
const DOTTED = String.raw`${INTEGER}(?:\.${INTEGER}){3}`;

/** As Open vSwitch scans them. Text after the slash that is neither a length nor a mask does not belong to the address. */
const FORMS = [
  [4, new RegExp(`(${DOTTED})(?:/(${DOTTED}|${INTEGER}))?`, 'y')],
  [6, new RegExp(String.raw`\s*([0-9a-f:.]+)(?:/(${INTEGER}|[0-9a-f:.]+))?`, 'iy')],
] as const;

/** Undefined if `text` does not begin with a MAC. */
export function parseLspAddresses(text: string): LspAddresses | undefined {
  const found = scanMac(text);
  return found && { mac: found.mac, ...parseNetworks(text, found.end) };
}

/** The networks in `text` from `start` on. */
export function parseNetworks(text: string, start = 0): Networks {
  const networks: Prefix[] = [];
  let end = start;
  while (end < text.length) {
    const next = networkAt(text, end);
    if (!next) return { networks, isCut: text.slice(end).trim() !== '' };
    networks.push(next.network);
    end = next.end;
  }
  return { networks, isCut: false };
}

function networkAt(text: string, offset: number): { network: Prefix; end: number } | undefined {
  for (const [family, form] of FORMS) {
    form.lastIndex = offset;
    const found = form.exec(text);
    const network = found && toNetwork(family, found[1]!, found[2]);
    if (network) return { network, end: form.lastIndex };
  }
  return undefined;
}

/** The length of the network is given as a number or as a mask. */
function toNetwork(family: Family, addressText: string, lengthText: string | undefined): Prefix | undefined {
  const value = scan(family, addressText);
  if (value === undefined) return undefined;
  const bits = addressBits(family);
  const prefixLength = lengthText === undefined ? bits : lengthOf(family, lengthText);
  return prefixLength >= 0 && prefixLength <= bits ? { family, value, prefixLength } : undefined;
}

function scan(family: Family, text: string): bigint | undefined {
  const address = parseAddress(text);
  if (address) return address.family === family ? address.value : undefined;
  return family === 4 ? scanIPv4(text) : undefined;
}

/** Of a part that does not fit in a byte, or is negative, only the low bits count. */
const scanIPv4 = (text: string): bigint =>
  text.split('.').reduce((value, part) => (value << 8n) | BigInt.asUintN(8, BigInt(part)), 0n);

const WHOLE_INTEGER = new RegExp(`^${INTEGER}$`);

/** The length that `text` gives as a number or as a mask; -1 if it is neither. */
function lengthOf(family: Family, text: string): number {
  if (WHOLE_INTEGER.test(text)) return Number(BigInt.asIntN(32, BigInt(text)));
  const mask = scan(family, text);
  return (mask === undefined ? undefined : maskLength(mask, addressBits(family))) ?? -1;
}

/** The link-local address of a MAC (RFC 4291, appendix A). */
export function linkLocalAddress(mac: number): bigint {
  const value = BigInt(mac);
  return (0xfe80n << 112n) | ((((value >> 24n) << 40n) | (0xfffen << 24n) | (value & 0xffffffn)) ^ (1n << 57n));
}
