/**
 * `MAC [IP[/LENGTH]]...`, as in the addresses and the port security of a logical switch port (man ovn-nb; OVN 25.03,
 * lib/ovn-util.c, extract_lsp_addresses()). It is read as far as it goes: what is no address ends it, but an address
 * before that counts.
 */
import { addressBits, type Family, type Network, parseAddress } from './ip.ts';
import { parseMac } from './mac.ts';

export interface LspAddresses {
  readonly mac: number;
  readonly networks: readonly Network[];
}

const MAC = /\s*(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}/iy;

/** As Open vSwitch scans them: what behind the slash is neither length nor mask does not belong to the address. */
const FORMS = [
  [4, /\s*(\d+(?:\.\d+){3})(?:\/(\d+(?:\.\d+){3}|[+-]?\d+))?/y],
  [6, /\s*([0-9a-f:.]+)(?:\/([+-]?\d+|[0-9a-f:.]+))?/iy],
] as const;

/** Undefined where there is no MAC at the beginning. */
export function parseLspAddresses(text: string): LspAddresses | undefined {
  MAC.lastIndex = 0;
  const mac = parseMac(MAC.exec(text)?.[0].trim() ?? '');
  return mac === undefined ? undefined : { mac, networks: [...networks(text, MAC.lastIndex)] };
}

function* networks(text: string, start: number): Generator<Network> {
  for (let next = networkAt(text, start); next; next = networkAt(text, next.end)) yield next.network;
}

function networkAt(text: string, offset: number): { network: Network; end: number } | undefined {
  for (const [family, form] of FORMS) {
    form.lastIndex = offset;
    const found = form.exec(text);
    const network = found && toNetwork(family, found[1]!, found[2]);
    if (network) return { network, end: form.lastIndex };
  }
  return undefined;
}

/** The length of the network is a number or a mask of that form. */
function toNetwork(family: Family, addressText: string, lengthText: string | undefined): Network | undefined {
  const address = parseAddress(addressText);
  if (address?.family !== family) return undefined;
  const bits = addressBits(family);
  if (lengthText === undefined) return { ...address, prefixLength: bits };
  const prefixLength = /^[+-]?\d+$/.test(lengthText) ? Number(lengthText) : maskLength(lengthText, family);
  return prefixLength >= 0 && prefixLength <= bits ? { ...address, prefixLength } : undefined;
}

/** How many ones a mask begins with; -1 if it has other than zeros behind them. */
function maskLength(text: string, family: Family): number {
  const mask = parseAddress(text);
  if (mask?.family !== family) return -1;
  const digits = mask.value.toString(2).padStart(addressBits(family), '0');
  return /^1*0*$/.test(digits) ? digits.lastIndexOf('1') + 1 : -1;
}

/** The link-local address of a MAC (RFC 4291, appendix A). */
export function linkLocalAddress(mac: number): bigint {
  const value = BigInt(mac);
  return (0xfe80n << 112n) | ((((value >> 24n) << 40n) | (0xfffen << 24n) | (value & 0xffffffn)) ^ (1n << 57n));
}
