/** What a packet is, in the words of people: TCP, ICMP, IPv6, ARP. */
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { compileExpression } from '../../sema/match/evaluate.ts';
import type { Meanings } from '../../trace/choose/flow-lookup.ts';

const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [IP_PROTOCOLS.icmp, 'ICMP'],
  [IP_PROTOCOLS.igmp, 'IGMP'],
  [IP_PROTOCOLS.tcp, 'TCP'],
  [IP_PROTOCOLS.udp, 'UDP'],
  [IP_PROTOCOLS.icmp6, 'ICMPv6'],
  [IP_PROTOCOLS.sctp, 'SCTP'],
]);

export function kindOf(packet: Packet): string {
  const type = packet.get('dl_type');
  if (type === ETHER_TYPES.arp) return 'ARP';
  const protocol = packet.get('nw_proto');
  if (type === ETHER_TYPES.ip) return PROTOCOLS.get(protocol) ?? 'IPv4';
  if (type === ETHER_TYPES.ipv6) return PROTOCOLS.get(protocol) ?? 'IPv6';
  return `of Ethernet type 0x${type.toString(16).padStart(4, '0')}`;
}

const WORDS: Readonly<Record<string, string>> = {
  ip: 'IP',
  ip4: 'IPv4',
  ip6: 'IPv6',
  'icmp4 || icmp6': 'ICMP',
  icmp4: 'ICMP for IPv4',
  icmp6: 'ICMPv6',
};

/** A prerequisite or predicate in the same words. */
export const kindWord = (kind: string): string => WORDS[kind] ?? kind.toUpperCase();

/** Whether a packet satisfies a prerequisite or predicate of the language. */
export function isOfKind(packet: Packet, kind: string, meanings: Meanings): boolean {
  const condition = meanings.conditionOf(kind);
  return condition !== undefined && compileExpression(condition)(packet.words, meanings.portKeys);
}
