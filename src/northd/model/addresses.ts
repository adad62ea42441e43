/**
 * The addresses of logical ports: `MAC [IP[/LENGTH]]...` in a switch port, a MAC and networks in a router port. Texts
 * are in canonical form, as flows need them. Truth: `extract_lsp_addresses`, `extract_lrp_networks` and
 * `is_dynamic_lsp_address` in lib/ovn-util.c.
 */

import { linkLocalAddress, parseLspAddresses, parseNetworks } from '../../base/address-forms/lsp-addresses.ts';
import { parseScannedMac, scanMac } from '../../base/address-forms/scanned-mac.ts';
import {
  type Address,
  addressBits,
  contains,
  networkAddress,
  networkMask,
  type Prefix,
  printAddress,
  printPrefix,
} from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';

/** An address in its network; `text` is the address alone. */
export interface PortIp extends Prefix {
  readonly text: string;
}

export interface PortAddresses {
  readonly mac: string;
  readonly ipv4: readonly PortIp[];
  readonly ipv6: readonly PortIp[];
}

/** The MAC and IPs of `text` up to the first invalid one (then `isCut`); undefined if there is no MAC. */
export function parsePortAddresses(text: string): (PortAddresses & { readonly isCut: boolean }) | undefined {
  const found = parseLspAddresses(text);
  return found && { mac: found.mac, ...byFamily(found.networks), isCut: found.isCut };
}

/** `[MAC] IP...`, as in the option `arp_proxy`; the MAC is empty if none is given. */
export function parseProxyAddresses(text: string): PortAddresses | undefined {
  const addresses = parsePortAddresses(text) ?? { mac: '', ...byFamily(parseNetworks(text).networks) };
  return addresses.mac || addresses.ipv4.length || addresses.ipv6.length ? addresses : undefined;
}

/** A router port's MAC and networks, with the link-local address of the MAC last; undefined if the MAC is invalid. */
export function routerPortAddresses({ mac, networks }: NbRow<'Logical_Router_Port'>): PortAddresses | undefined {
  const value = parseScannedMac(mac);
  if (value === undefined) return undefined;
  const ips = networks.flatMap(text => soleNetwork(text) ?? []).filter(ip => ip.family === 6 || ip.value !== 0n);
  return { mac: printMac(value), ...byFamily([...ips, linkLocalNetwork(value)]) };
}

/** Whether `text` requests an address that ovn-northd chooses: `dynamic`, `MAC dynamic`, `dynamic IP...`. */
export function isDynamicAddress(text: string): boolean {
  if (!text.includes('dynamic')) return false;
  const [first, ...rest] = text.trim().split(/\s+/);
  if (first === 'dynamic') return rest.length <= 2 && rest.every(soleNetwork);
  return text.slice(scanMac(text)?.end ?? text.length).trim() === 'dynamic';
}

export const linkLocalNetwork = (mac: number): PortIp =>
  withText({ family: 6, value: linkLocalAddress(mac), prefixLength: 64 });

/** The solicited-node multicast address of an IPv6 address (RFC 4291 section 2.7.1). */
export function solicitedNode({ value }: Address): string {
  const low = Number(BigInt.asUintN(24, value));
  return `ff02::1:${(0xff00 | (low >> 16)).toString(16)}:${(low & 0xffff).toString(16)}`;
}

/** The port's address in the network of `address`, if there is one. */
export const memberIp = ({ ipv4, ipv6 }: PortAddresses, address: Address): PortIp | undefined =>
  (address.family === 4 ? ipv4 : ipv6).find(network => contains(network, address));

export const isOnNetworkOf = (addresses: PortAddresses, address: Address): boolean =>
  memberIp(addresses, address) !== undefined;

/** Whether the address is in fe80::/64. */
export const isLinkLocal = ({ family, value }: Address): boolean => family === 6 && value >> 64n === LINK_LOCAL_NETWORK;

const LINK_LOCAL_NETWORK = 0xfe80n << 48n;

/** One address as it is, several in braces. */
export const listOfIps = (ips: readonly PortIp[]): string =>
  ips.length === 1 ? ips[0]!.text : `{${ips.map(({ text }) => text).join(', ')}}`;

/** The broadcast address of an IPv4 network. */
export const broadcastOf = (ip: PortIp): string =>
  printAddress({ family: 4, value: ip.value | (networkMask(ip) ^ 0xffffffffn) });

/** `10.0.0.0/24` for 10.0.0.1 with a length of 24. */
export const networkText = (ip: Prefix): string => printPrefix(networkAddress(ip));

export const isHost = ({ family, prefixLength }: Prefix): boolean => prefixLength === addressBits(family);

/** The network that `text` spells, with no other text after it. */
export function soleNetwork(text: string): Prefix | undefined {
  const { networks, isCut } = parseNetworks(text);
  return networks.length === 1 && !isCut && text === text.trimEnd() ? networks[0] : undefined;
}

const withText = ({ family, value, prefixLength }: Prefix): PortIp => ({
  family,
  value,
  prefixLength,
  text: printAddress({ family, value }),
});

const byFamily = (networks: readonly Prefix[]): Pick<PortAddresses, 'ipv4' | 'ipv6'> => ({
  ipv4: networks.filter(({ family }) => family === 4).map(withText),
  ipv6: networks.filter(({ family }) => family === 6).map(withText),
});
