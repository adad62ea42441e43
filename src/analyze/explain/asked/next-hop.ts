/** Where a guest sends its packets: to the port with the address, or to a router of its network. */
import { type LspAddresses, linkLocalAddress, parseLspAddresses } from '../../../base/address-forms/lsp-addresses.ts';
import {
  type Address,
  contains,
  isSameAddress,
  networkMask,
  type Prefix,
  parseAddress,
  printAddress,
} from '../../../base/ip.ts';
import { parseMac, printMac } from '../../../base/mac.ts';
import type { LogicalNetwork } from '../../../network/logical-network.ts';
import type { PortRow } from '../../../trace/state/seen-port.ts';

export type NextHop =
  | { readonly kind: 'router'; readonly mac: string; readonly port: PortRow; readonly address?: string }
  | (AddressHolder & { readonly kind: 'port'; readonly rivals: readonly AddressHolder[] })
  /** The address is of a group, or on the network of the sender, and no port has it. */
  | { readonly kind: 'unknown'; readonly mac: string }
  /** The network has no router for the address. */
  | { readonly kind: 'none' };

/** A port that has an address, with its MAC. */
export interface AddressHolder {
  readonly port: PortRow;
  readonly mac: string;
}

/** Whether an address is of a group, or of all: nobody replies from such an address. */
export const isGroupAddress = (address: string): boolean => multicastMac(parseAddress(address)!) !== undefined;

/** Whether a MAC is of a group, or of all: the first bit on the wire is set (IEEE 802). */
export const isGroupMac = (mac: string): boolean => Math.floor((parseMac(mac) ?? 0) / 2 ** 40) % 2 === 1;

/** A MAC that no port of OVN-Kubernetes has. */
export const UNKNOWN_MAC = '02:00:00:00:00:02';

/** What helps to find the next hop. */
export interface HopHints {
  /** The subnets of the link of the sender, as far as they are known without a router. */
  readonly subnets?: readonly Prefix[];
  /** The port that is meant, if several have the address. */
  readonly to?: PortRow | undefined;
}

export function nextHop(
  from: PortRow,
  sender: string,
  address: string,
  network: LogicalNetwork,
  { subnets = [], to }: HopHints = {},
): NextHop {
  const target = parseAddress(address)!;
  const multicast = multicastMac(target);
  if (multicast !== undefined) return { kind: 'unknown', mac: printMac(multicast) };
  const own = network.Port_Binding.filter(port => port.datapath === from.datapath && port !== from);
  const routers = routersOf(own, network);
  const source = parseAddress(sender)!;
  const onLink = [...subnets, ...routers.flatMap(({ networks }) => networks)];
  const isOnLink = onLink.some(each => contains(each, target) && contains(each, source));
  const isOffLink = !isOnLink && !isLinkLocal(target) && onLink.some(each => contains(each, source));
  // A guest asks only for the MACs of addresses on its link.
  const holders = isOffLink ? [] : holdersOf(own, target, network);
  const found = holders.find(({ port }) => port === to) ?? holders[0];
  if (found) return { kind: 'port', ...found, rivals: holders.filter(({ mac }) => mac !== found.mac) };
  const isToAll = isBroadcast(target, onLink);
  if (isToAll) return { kind: 'unknown', mac: printMac(BROADCAST) };
  if (isOnLink || isLinkLocal(target)) return { kind: 'unknown', mac: UNKNOWN_MAC };
  const router =
    routers.find(({ networks }) => networks.some(each => contains(each, source))) ??
    routers.find(({ networks }) => networks.some(({ family }) => family === target.family)) ??
    routers[0];
  if (!router) return own.some(leadsOut) ? { kind: 'unknown', mac: UNKNOWN_MAC } : { kind: 'none' };
  const gateway = router.networks.find(({ family }) => family === target.family);
  return { kind: 'router', mac: router.mac, port: router.port, ...(gateway && { address: printAddress(gateway) }) };
}

/** The ports among these that have an address, themselves or by the router that they lead to. */
export const holdersOf = (
  ports: readonly PortRow[],
  target: Address,
  network: LogicalNetwork,
): readonly AddressHolder[] =>
  ports.flatMap(port => {
    const found = ownersOf(port, network).find(each => has(each, target));
    return found ? [{ port, mac: found.mac }] : [];
  });

/** The address of a router on the network of `sender`, as seen from the ports of a switch. */
export function gatewayFor(
  sender: string | undefined,
  ports: readonly PortRow[],
  network: LogicalNetwork,
): string | undefined {
  const source = parseAddress(sender ?? '');
  const all = routersOf(ports, network).flatMap(({ networks }) => networks);
  const gateway = source && all.find(each => contains(each, source));
  return gateway && printAddress(gateway);
}

/** Types of ports with what OVN does not know, such as a gateway of the physical network. */
const OUTER: readonly string[] = ['localnet', 'l2gateway', 'vtep'];

const leadsOut = ({ type, mac }: PortRow): boolean => OUTER.includes(type) || mac.includes('unknown');

/** The MAC of a group (RFC 1112 section 6.4, RFC 2464 section 7) or of all (RFC 919); undefined for other addresses. */
function multicastMac({ family, value }: Address): number | undefined {
  if (family === 4 && value === ALL_IPV4) return BROADCAST;
  if (family === 4) return value >> 28n === 0xen ? Number(0x01005e000000n | (value & 0x7fffffn)) : undefined;
  return value >> 120n === 0xffn ? Number(0x333300000000n | (value & 0xffffffffn)) : undefined;
}

const ALL_IPV4 = 0xffffffffn;
const BROADCAST = 0xffffffffffff;

/** Whether an address is that of all on one of these networks (RFC 919). */
const isBroadcast = (address: Address, networks: readonly Prefix[]): boolean =>
  address.family === 4 &&
  networks.some(
    each => each.prefixLength < 31 && contains(each, address) && (address.value | networkMask(each)) === ALL_IPV4,
  );

/** Link-local addresses are on the network of the sender (RFC 4291 section 2.5.6). */
const isLinkLocal = ({ family, value }: Address): boolean => family === 6 && value >> 118n === 0x3fan;

interface RouterPort {
  readonly port: PortRow;
  readonly mac: string;
  readonly networks: readonly Prefix[];
}

/** The router ports that are linked to these ports of a switch. */
export function routersOf(ports: readonly PortRow[], network: LogicalNetwork): readonly RouterPort[] {
  return ports.flatMap(port => {
    const peer = peerOf(port, network);
    const [addresses] = peer ? addressesIn(peer.mac) : [];
    return addresses ? [{ port, mac: addresses.mac, networks: addresses.networks }] : [];
  });
}

const peerOf = ({ type, options }: PortRow, { Port_Binding }: LogicalNetwork): PortRow | undefined =>
  type === 'patch' || type === 'l3gateway'
    ? Port_Binding.find(({ logical_port }) => logical_port === options.get('peer'))
    : undefined;

/** The addresses of a port, and of the router port that it leads to. */
const ownersOf = (port: PortRow, network: LogicalNetwork): readonly LspAddresses[] => [
  ...addressesIn(port.mac),
  ...addressesIn(peerOf(port, network)?.mac ?? []),
];

const addressesIn = (texts: readonly string[]): readonly LspAddresses[] =>
  texts.flatMap(text => parseLspAddresses(text) ?? []);

/** Every MAC has a link-local address of IPv6, too. */
const has = ({ mac, networks }: LspAddresses, address: Address): boolean =>
  networks.some(each => isSameAddress(each, address)) ||
  (address.family === 6 && linkLocalAddress(parseMac(mac)!) === address.value);
