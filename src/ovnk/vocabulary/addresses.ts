/** Addresses that OVN-Kubernetes derives from other values (release 1.1, go-controller/pkg/util/net.go). */
import { readUint32, toHex } from '../../base/bytes/bytes.ts';
import { sha256 } from '../../base/bytes/sha256.ts';
import { type Address, addressBits, type Family, networkAddress, type Prefix, printAddress } from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';

/** The address at `offset` from the first address of the network, with the network's prefix length. */
export const nthAddress = (network: Prefix, offset: number | bigint): Prefix => ({
  ...network,
  value: networkAddress(network).value + BigInt(offset),
});

/** 0a:58 and four bytes: the IPv4 address, or the first bytes of the SHA-256 of the IPv6 address as text. */
export function macFromAddress(address: Address): string {
  const tail = address.family === 4 ? Number(address.value) : firstFourBytes(printAddress(address));
  return printMac(0x0a58 * 2 ** 32 + tail);
}

/** A MAC address for an owner without an IP address. It looks random and is the same on each run. */
export const macFromName = (name: string): string => printMac(0x0a58 * 2 ** 32 + firstFourBytes(name));

/** A UUID derived from a name. */
export function uuidFromName(name: string): string {
  const digits = toHex(sha256(name));
  const parts = [0, 8, 12, 16, 20, 32].map((start, index, all) => digits.slice(start, all[index + 1]));
  return parts.slice(0, 5).join('-');
}

/** `ip4` or `ip6`, as in matches and ids. */
export const protocolOf = (family: Family): 'ip4' | 'ip6' => `ip${family}`;
/** `v4` or `v6`, as in address sets. */
export const versionOf = (family: Family): 'v4' | 'v6' => `v${family}`;

export const ofFamily = <A extends Address>(family: Family, addresses: readonly A[]): readonly A[] =>
  addresses.filter(address => address.family === family);

export const lastAddress = (network: Prefix): bigint =>
  networkAddress(network).value + (1n << BigInt(addressBits(network.family) - network.prefixLength)) - 1n;

const firstFourBytes = (text: string): number => readUint32(sha256(text), 0);
