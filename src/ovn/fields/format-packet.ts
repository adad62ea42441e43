/**
 * A packet in one line, as Open vSwitch writes a flow: `udp,reg14=0x1,vlan_tci=0x0000,dl_src=...` (Open vSwitch 3.5,
 * lib/flow.c, flow_format(), and lib/match.c, match_format()). Only state that is zero is left out; headers are complete.
 */
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import { formatCtState, formatFragment, formatHex, formatTcpFlags, formatValue } from './format-value.ts';
import { type FieldName, LAYOUT, register } from './layout.ts';
import type { Packet } from './packet.ts';
import { CT_STATES } from './symbols.ts';

const { ip: IP, ipv6: IPV6, arp: ARP, rarp: RARP, mpls: MPLS, mplsMulticast: MPLSM, nsh: NSH } = ETHER_TYPES;
const { icmp: ICMP, tcp: TCP, udp: UDP, icmp6: ICMP6, sctp: SCTP } = IP_PROTOCOLS;

const NEIGHBOR_DISCOVERY: readonly number[] = [ICMP6_TYPES.neighborSolicitation, ICMP6_TYPES.neighborAdvertisement];
const WITH_PORTS: readonly number[] = Object.values(IP_PROTOCOLS);

/** The word for an Ethernet type, and the word for an Ethernet type with an IP protocol. */
const TYPE_WORDS: Readonly<Record<number, string>> = {
  [IP]: 'ip',
  [IPV6]: 'ipv6',
  [ARP]: 'arp',
  [RARP]: 'rarp',
  [MPLS]: 'mpls',
  [MPLSM]: 'mplsm',
};
const PROTOCOL_WORDS: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  [IP]: { [ICMP]: 'icmp', [TCP]: 'tcp', [UDP]: 'udp', [SCTP]: 'sctp' },
  [IPV6]: { [TCP]: 'tcp6', [UDP]: 'udp6', [ICMP6]: 'icmp6', [SCTP]: 'sctp6' },
};

export function formatPacket(packet: Packet): string {
  const type = packet.get('dl_type');
  return [
    ...state(packet),
    ...originalTuple(packet, type),
    ...typeWord(packet, type),
    ...registers(packet),
    ...vlan(packet),
    ...named(packet, 'dl_src', 'dl_dst'),
    ...(TYPE_WORDS[type] ? [] : [`dl_type=0x${type.toString(16).padStart(4, '0')}`]),
    ...(HEADERS[type]?.(packet) ?? []),
  ].join(',');
}

function state(packet: Packet): string[] {
  const mark = packet.get('pkt_mark');
  const ctState = packet.get('ct_state');
  const ctMark = packet.get('ct_mark');
  const ctLabel = packet.getBig('ct_label');
  return [
    ...(mark ? [`pkt_mark=${formatHex(mark)}`] : []),
    ...(ctState ? [`ct_state=${formatCtState(ctState)}`] : []),
    ...(ctMark ? [`ct_mark=${formatHex(ctMark)}`] : []),
    ...(ctLabel ? [`ct_label=${formatHex(ctLabel)}`] : []),
  ];
}

/**
 * What the connection had before conntrack changed it; only for IP, and if conntrack found the packet valid. Open vSwitch
 * omits the addresses in neighbor discovery.
 */
function originalTuple(packet: Packet, type: number): string[] {
  const isShown = packet.get('ct_nw_proto') !== 0 && isTrackedAsValid(packet.get('ct_state'));
  const addresses = isShown ? ORIGINAL_ADDRESSES[type] : undefined;
  if (!addresses) return [];
  const isDiscovery = type === IPV6 && packet.get('nw_proto') === ICMP6 && isNeighborDiscovery(packet);
  return named(packet, ...(isDiscovery ? [] : addresses), 'ct_nw_proto', 'ct_tp_src', 'ct_tp_dst');
}

const ORIGINAL_ADDRESSES: Readonly<Record<number, readonly FieldName[]>> = {
  [IP]: ['ct_nw_src', 'ct_nw_dst'],
  [IPV6]: ['ct_ipv6_src', 'ct_ipv6_dst'],
};

const ctBits = (...names: (typeof CT_STATES)[number][]): number =>
  names.reduce((bits, name) => bits | (1 << CT_STATES.indexOf(name)), 0);
const KNOWN = ctBits('new', 'est', 'rel', 'rpl', 'snat', 'dnat');

/** Open vSwitch counts every state as valid, unless it has only `inv`. */
const isTrackedAsValid = (state: number): boolean =>
  (state & KNOWN) !== 0 || (state & ctBits('trk', 'inv')) === ctBits('trk');

function typeWord(packet: Packet, type: number): string[] {
  const word = PROTOCOL_WORDS[type]?.[packet.get('nw_proto')] ?? TYPE_WORDS[type];
  return word ? [word] : [];
}

function registers({ words }: Packet): string[] {
  return Array.from({ length: 16 }, (_, index) => ({ index, value: words[register(index).word]! >>> 0 }))
    .filter(({ value }) => value !== 0)
    .map(({ index, value }) => `reg${index}=${formatHex(value)}`);
}

/** A tag that is present is followed by the next one, which is absent. */
function vlan(packet: Packet): string[] {
  const tci = packet.get('vlan_tci');
  if (tci === 0) return ['vlan_tci=0x0000'];
  const isPresent = (tci & 0x1000) !== 0;
  const first = isPresent
    ? [`dl_vlan=${tci & 0xfff}`, `dl_vlan_pcp=${tci >> 13}`]
    : [`vlan_tci=0x${tci.toString(16).padStart(4, '0')}`];
  return [...first, 'vlan_tci1=0x0000'];
}

/** The headers that follow the Ethernet header, for each type that Open vSwitch knows. */
const HEADERS: Readonly<Record<number, (packet: Packet) => string[]>> = {
  [IP]: packet => [...named(packet, 'nw_src', 'nw_dst'), ...ip(packet, IP)],
  [IPV6]: packet => [
    ...named(packet, 'ipv6_src', 'ipv6_dst'),
    `ipv6_label=0x${packet.get('ipv6_label').toString(16).padStart(5, '0')}`,
    ...ip(packet, IPV6),
  ],
  [ARP]: arp,
  [RARP]: arp,
  [MPLS]: () => ZERO_LABELS,
  [MPLSM]: () => ZERO_LABELS,
  [NSH]: packet => [...ZERO_SERVICE_HEADER, ...ip(packet, NSH)],
};

/** A match cannot set these headers, so in a trace they are zero. */
const ZERO_LABELS = ['label', 'tc', 'ttl', 'bos', 'lse1', 'lse2'].map(name => `mpls_${name}=0`);
const ZERO_SERVICE_HEADER = ['flags=0', 'ttl=0', 'mdtype=0', 'np=0', 'spi=0x0', 'si=0'].map(text => `nsh_${text}`);

function ip(packet: Packet, type: number): string[] {
  const protocol = packet.get('nw_proto');
  const tos = packet.get('nw_tos');
  const fragment = packet.get('nw_frag');
  return [
    ...(PROTOCOL_WORDS[type]?.[protocol] ? [] : [`nw_proto=${protocol}`]),
    `nw_tos=${tos & 0xfc}`,
    `nw_ecn=${tos & 3}`,
    `nw_ttl=${packet.get('nw_ttl')}`,
    `nw_frag=${formatFragment(fragment)}`,
    ...(fragment & 2 ? laterFragment(packet, type, protocol) : transport(packet, type, protocol)),
  ];
}

function transport(packet: Packet, type: number, protocol: number): string[] {
  if (!WITH_PORTS.includes(protocol)) return [];
  if (type === IP && protocol === ICMP) return icmp(packet, 'icmp_type', 'icmp_code');
  if (type === IPV6 && protocol === ICMP6) return [...icmp(packet, 'icmp_type', 'icmp_code'), ...neighbor(packet)];
  const flags = protocol === TCP ? [`tcp_flags=${formatTcpFlags(packet.get('tcp_flags'))}`] : [];
  return [`tp_src=${packet.get('tp_src')}`, `tp_dst=${packet.get('tp_dst')}`, ...flags];
}

/** Of a later fragment, Open vSwitch shows what it reads to find out whether the packet is neighbor discovery. */
function laterFragment(packet: Packet, type: number, protocol: number): string[] {
  if (type !== IPV6 || protocol !== ICMP6) return [];
  if (packet.get('tp_dst') !== 0) return icmp(packet, 'icmp_code');
  return [...icmp(packet, 'icmp_type', 'icmp_code'), ...neighbor(packet)];
}

/** Both have 16 bits in Open vSwitch's flow, as ports have. */
const icmp = (packet: Packet, ...fields: ('icmp_type' | 'icmp_code')[]): string[] =>
  fields.map(field => `${field}=${packet.get(field === 'icmp_type' ? 'tp_src' : 'tp_dst')}`);

const isNeighborDiscovery = (packet: Packet): boolean =>
  packet.get('tp_dst') === 0 && NEIGHBOR_DISCOVERY.includes(packet.get('tp_src'));

function neighbor(packet: Packet): string[] {
  if (!isNeighborDiscovery(packet)) return [];
  return [...named(packet, 'nd_target'), renamed(packet, 'arp_sha', 'nd_sll'), renamed(packet, 'arp_tha', 'nd_tll')];
}

function arp(packet: Packet): string[] {
  return [
    renamed(packet, 'nw_src', 'arp_spa'),
    renamed(packet, 'nw_dst', 'arp_tpa'),
    `arp_op=${packet.get('nw_proto')}`,
    ...named(packet, 'arp_sha', 'arp_tha'),
  ];
}

const named = (packet: Packet, ...fields: FieldName[]): string[] => fields.map(field => renamed(packet, field, field));

const renamed = (packet: Packet, field: FieldName, name: string): string =>
  `${name}=${formatValue(LAYOUT[field], packet.getBig(field))}`;
