/**
 * `MAC [IP[/LENGTH]]...`, as in the addresses and the port security of a logical switch port (man ovn-nb; OVN 25.03,
 * lib/ovn-util.c, extract_lsp_addresses()).
 */
import { type Network, parseNetwork } from './ip.ts';
import { parseMac } from './mac.ts';

export interface LspAddresses {
  readonly mac: number;
  readonly networks: readonly Network[];
}

/** Undefined where there is no MAC at the beginning; reading ends at the first word that is no address. */
export function parseLspAddresses(text: string): LspAddresses | undefined {
  const [macText, ...words] = text.trim().split(/\s+/);
  const mac = parseMac(macText ?? '');
  if (mac === undefined) return undefined;
  const networks: Network[] = [];
  for (const word of words) {
    const network = parseNetwork(word);
    if (!network) break;
    networks.push(network);
  }
  return { mac, networks };
}

/** The link-local address of a MAC (RFC 4291, appendix A). */
export function linkLocalAddress(mac: number): bigint {
  const value = BigInt(mac);
  return (0xfe80n << 112n) | ((((value >> 24n) << 40n) | (0xfffen << 24n) | (value & 0xffffffn)) ^ (1n << 57n));
}
