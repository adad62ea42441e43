/** The request for the MAC of an address, as a guest sends it: ARP (RFC 826) or a neighbor solicitation (RFC 4861). */
import { linkLocalAddress } from '../../base/address-forms/lsp-addresses.ts';
import { type Address, parseAddress, printAddress } from '../../base/ip.ts';
import { parseMac, printMac } from '../../base/mac.ts';
import type { Guest } from '../guests/guest.ts';

/** The microflow; undefined if the MAC of the guest is not known. */
export function neighborRequest({ port, mac, ips }: Guest, target: Address): string | undefined {
  const number = parseMac(mac ?? '');
  if (mac === undefined || number === undefined) return undefined;
  const own = ips.flatMap(text => parseAddress(text) ?? []).find(({ family }) => family === target.family);
  const terms = target.family === 4 ? arpTerms(mac, own, target) : solicitationTerms(mac, number, own, target);
  return [`inport == ${JSON.stringify(port.logical_port)}`, `eth.src == ${mac}`, ...terms].join(' && ');
}

/** Without an address of its own, a guest probes (RFC 5227). */
const arpTerms = (mac: string, own: Address | undefined, target: Address): readonly string[] => [
  'eth.dst == ff:ff:ff:ff:ff:ff',
  'arp.op == 1',
  `arp.sha == ${mac}`,
  `arp.spa == ${own ? printAddress(own) : '0.0.0.0'}`,
  `arp.tpa == ${printAddress(target)}`,
];

function solicitationTerms(mac: string, number: number, own: Address | undefined, target: Address): readonly string[] {
  const low24 = target.value & 0xffffffn;
  const source = own && !isLinkLocal(target) ? own.value : linkLocalAddress(number);
  return [
    `eth.dst == ${printMac(Number((0x3333ffn << 24n) | low24))}`,
    `ip6.src == ${printAddress({ family: 6, value: source })}`,
    `ip6.dst == ${printAddress({ family: 6, value: SOLICITED_NODE | low24 })}`,
    'ip.ttl == 255',
    'icmp6.type == 135',
    'icmp6.code == 0',
    `nd.target == ${printAddress(target)}`,
    `nd.sll == ${mac}`,
  ];
}

/** RFC 4291, section 2.7.1. */
const SOLICITED_NODE = parseAddress('ff02::1:ff00:0')!.value;

const isLinkLocal = ({ value }: Address): boolean => value >> 118n === 0x3fan;
