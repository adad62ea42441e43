/**
 * Whether a packet has a field, so that it can be written. This is Open vSwitch's rule for the field; OVN's rule for the
 * symbol differs (Open vSwitch 3.5, ovs-fields(7), "Prerequisites"; lib/meta-flow.c, mf_are_prereqs_ok()).
 */
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import type { PacketTests } from './packet-tests.ts';

type Has = <T>(tests: PacketTests<T>) => T;

const hasType =
  (...types: number[]): Has =>
  ({ is }) =>
    is('dl_type', ...types);

const isIPv4 = hasType(ETHER_TYPES.ip);
const isIPv6 = hasType(ETHER_TYPES.ipv6);
const isIp = hasType(ETHER_TYPES.ip, ETHER_TYPES.ipv6);
const isArp = hasType(ETHER_TYPES.arp, ETHER_TYPES.rarp);

const hasProtocol =
  (family: Has, protocol: number): Has =>
  tests =>
    tests.all(family(tests), tests.is('nw_proto', protocol));

/** Only the first fragment of a packet has its ports. */
const hasPorts =
  (protocol: number): Has =>
  tests =>
    tests.all(hasProtocol(isIp, protocol)(tests), tests.is('nw_frag', 0, 1));

const isNeighborDiscovery =
  (...types: number[]): Has =>
  tests =>
    tests.all(isIcmp6(tests), tests.is('tp_src', ...types), tests.is('tp_dst', 0));

const isIcmp6 = hasProtocol(isIPv6, IP_PROTOCOLS.icmp6);
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
  'icmp4.': hasProtocol(isIPv4, IP_PROTOCOLS.icmp),
  'icmp6.': isIcmp6,
  'nd.target': isNeighborDiscovery(neighborSolicitation, neighborAdvertisement),
  'nd.sll': isNeighborDiscovery(neighborSolicitation),
  'nd.tll': isNeighborDiscovery(neighborAdvertisement),
};

export function isWritable<T>(field: string, tests: PacketTests<T>): T {
  const rule = RULES[field] ?? RULES[field.slice(0, field.indexOf('.') + 1)];
  return rule ? rule(tests) : tests.all();
}
