/**
 * `MAC [IP[/LENGTH]]...`, as in the addresses and the port security of a logical switch port (man ovn-nb; OVN 25.03,
 * lib/ovn-util.c, extract_lsp_addresses()). It is read as far as it goes: what is no address ends it, but an address
 * before that counts.
 */
import { addressBits, type Network, parseAddress } from './ip.ts';
import { parseMac } from './mac.ts';

export interface LspAddresses {
  readonly mac: number;
  readonly networks: readonly Network[];
}

const MAC = /\s*(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}/iy;
const ADDRESS = /\s*([0-9a-f:.]+)(?:\/([0-9a-f:.]+))?/iy;

/** Undefined where there is no MAC at the beginning. */
export function parseLspAddresses(text: string): LspAddresses | undefined {
  MAC.lastIndex = 0;
  const mac = parseMac(MAC.exec(text)?.[0].trim() ?? '');
  return mac === undefined ? undefined : { mac, networks: [...networks(text, MAC.lastIndex)] };
}

function* networks(text: string, start: number): Generator<Network> {
  for (let offset = start; offset < text.length; ) {
    ADDRESS.lastIndex = offset;
    const found = ADDRESS.exec(text);
    const network = found && toNetwork(found[1]!, found[2]);
    if (!network) return;
    yield network;
    offset = ADDRESS.lastIndex;
    if (!/\s/.test(text[offset] ?? ' ')) return;
  }
}

/** The length of the network is a number or a mask of that form. */
function toNetwork(addressText: string, lengthText: string | undefined): Network | undefined {
  const address = parseAddress(addressText);
  if (!address) return undefined;
  const bits = addressBits(address.family);
  if (lengthText === undefined) return { ...address, prefixLength: bits };
  const prefixLength = /^\d{1,3}$/.test(lengthText) ? Number(lengthText) : maskLength(lengthText, bits);
  return prefixLength !== undefined && prefixLength <= bits ? { ...address, prefixLength } : undefined;
}

/** How many ones a mask begins with, if it has only zeros behind them. */
function maskLength(text: string, bits: number): number | undefined {
  const mask = parseAddress(text);
  if (!mask || addressBits(mask.family) !== bits) return undefined;
  const digits = mask.value.toString(2).padStart(bits, '0');
  return /^1*0*$/.test(digits) ? digits.lastIndexOf('1') + 1 : undefined;
}

/** The link-local address of a MAC (RFC 4291, appendix A). */
export function linkLocalAddress(mac: number): bigint {
  const value = BigInt(mac);
  return (0xfe80n << 112n) | ((((value >> 24n) << 40n) | (0xfffen << 24n) | (value & 0xffffffn)) ^ (1n << 57n));
}
