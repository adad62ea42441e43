/**
 * Whether a packet has a field, so that it can be written. This is Open vSwitch's rule for the field; OVN's rule for the
 * symbol differs (Open vSwitch 3.5, ovs-fields(7), "Prerequisites"; lib/meta-flow.c, mf_are_prereqs_ok()).
 */
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import type { Packet } from '../../ovn/fields/packet.ts';

type Has = (packet: Packet) => boolean;

const hasType =
  (...types: number[]): Has =>
  packet =>
    types.includes(packet.get('dl_type'));

const isIPv4 = hasType(ETHER_TYPES.ip);
const isIPv6 = hasType(ETHER_TYPES.ipv6);
const isIp = hasType(ETHER_TYPES.ip, ETHER_TYPES.ipv6);
const isArp = hasType(ETHER_TYPES.arp, ETHER_TYPES.rarp);

const hasProtocol =
  (protocol: number): Has =>
  packet =>
    packet.get('nw_proto') === protocol;

/** Only the first fragment of a packet has its ports. */
const hasPorts =
  (protocol: number): Has =>
  packet =>
    isIp(packet) && hasProtocol(protocol)(packet) && (packet.get('nw_frag') & 2) === 0;

const isNeighborDiscovery =
  (...types: number[]): Has =>
  packet =>
    isIPv6(packet) &&
    hasProtocol(IP_PROTOCOLS.icmp6)(packet) &&
    types.includes(packet.get('tp_src')) &&
    packet.get('tp_dst') === 0;

const { neighborSolicitation, neighborAdvertisement } = ICMP6_TYPES;

/** By the name of the field, or by its prefix. All other fields can always be written. */
const RULES: Readonly<Record<string, Has>> = {
  'ip.': isIp,
  'ip4.': isIPv4,
  'ip6.': isIPv6,
  'arp.': isArp,
  'rarp.': isArp,
  'tcp.': hasPorts(IP_PROTOCOLS.tcp),
  'udp.': hasPorts(IP_PROTOCOLS.udp),
  'sctp.': hasPorts(IP_PROTOCOLS.sctp),
  'icmp4.': packet => isIPv4(packet) && hasProtocol(IP_PROTOCOLS.icmp)(packet),
  'icmp6.': packet => isIPv6(packet) && hasProtocol(IP_PROTOCOLS.icmp6)(packet),
  'nd.target': isNeighborDiscovery(neighborSolicitation, neighborAdvertisement),
  'nd.sll': isNeighborDiscovery(neighborSolicitation),
  'nd.tll': isNeighborDiscovery(neighborAdvertisement),
};

export function isWritable(field: string, packet: Packet): boolean {
  const rule = RULES[field] ?? RULES[field.slice(0, field.indexOf('.') + 1)];
  return rule?.(packet) ?? true;
}
