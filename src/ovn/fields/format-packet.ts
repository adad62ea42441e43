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

const { ip: IP, ipv6: IPV6, arp: ARP, rarp: RARP } = ETHER_TYPES;
const { icmp: ICMP, tcp: TCP, udp: UDP, icmp6: ICMP6, sctp: SCTP } = IP_PROTOCOLS;

const NEIGHBOR_DISCOVERY: readonly number[] = [ICMP6_TYPES.neighborSolicitation, ICMP6_TYPES.neighborAdvertisement];
const WITH_PORTS: readonly number[] = Object.values(IP_PROTOCOLS);

/** The word for an Ethernet type, and the word for an Ethernet type with an IP protocol. */
const TYPE_WORDS: Readonly<Record<number, string>> = { [IP]: 'ip', [IPV6]: 'ipv6', [ARP]: 'arp', [RARP]: 'rarp' };
const PROTOCOL_WORDS: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  [IP]: { [ICMP]: 'icmp', [TCP]: 'tcp', [UDP]: 'udp', [SCTP]: 'sctp' },
  [IPV6]: { [TCP]: 'tcp6', [UDP]: 'udp6', [ICMP6]: 'icmp6', [SCTP]: 'sctp6' },
};

export function formatPacket(packet: Packet): string {
  const type = packet.get('dl_type');
  const isIp = type === IP || type === IPV6;
  const isArp = type === ARP || type === RARP;
  return [
    ...state(packet),
    ...typeWord(packet, type),
    ...registers(packet),
    ...vlan(packet),
    ...named(packet, 'dl_src', 'dl_dst'),
    ...(TYPE_WORDS[type] ? [] : [`dl_type=0x${type.toString(16).padStart(4, '0')}`]),
    ...(isIp ? ip(packet, type) : []),
    ...(isArp ? arp(packet) : []),
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

function ip(packet: Packet, type: number): string[] {
  const protocol = packet.get('nw_proto');
  const tos = packet.get('nw_tos');
  const fragment = packet.get('nw_frag');
  return [
    ...(type === IP ? named(packet, 'nw_src', 'nw_dst') : named(packet, 'ipv6_src', 'ipv6_dst')),
    ...(type === IPV6 ? [`ipv6_label=0x${packet.get('ipv6_label').toString(16).padStart(5, '0')}`] : []),
    ...(PROTOCOL_WORDS[type]![protocol] ? [] : [`nw_proto=${protocol}`]),
    `nw_tos=${tos & 0xfc}`,
    `nw_ecn=${tos & 3}`,
    `nw_ttl=${packet.get('nw_ttl')}`,
    `nw_frag=${formatFragment(fragment)}`,
    ...(fragment & 2 || !WITH_PORTS.includes(protocol) ? [] : transport(packet, type, protocol)),
  ];
}

function transport(packet: Packet, type: number, protocol: number): string[] {
  const source = packet.get('tp_src');
  const ports = [source, packet.get('tp_dst')];
  if (type === IP && protocol === ICMP) return [`icmp_type=${ports[0]}`, `icmp_code=${ports[1]}`];
  if (type === IPV6 && protocol === ICMP6) {
    const icmp = [`icmp_type=${ports[0]}`, `icmp_code=${ports[1]}`];
    return isNeighborDiscovery(packet) ? [...icmp, ...neighbor(packet)] : icmp;
  }
  const flags = protocol === TCP ? [`tcp_flags=${formatTcpFlags(packet.get('tcp_flags'))}`] : [];
  return [`tp_src=${ports[0]}`, `tp_dst=${ports[1]}`, ...flags];
}

const isNeighborDiscovery = (packet: Packet): boolean =>
  packet.get('tp_dst') === 0 && NEIGHBOR_DISCOVERY.includes(packet.get('tp_src'));

const neighbor = (packet: Packet): string[] => [
  ...named(packet, 'nd_target'),
  renamed(packet, 'arp_sha', 'nd_sll'),
  renamed(packet, 'arp_tha', 'nd_tll'),
];

const arp = (packet: Packet): string[] => [
  renamed(packet, 'nw_src', 'arp_spa'),
  renamed(packet, 'nw_dst', 'arp_tpa'),
  `arp_op=${packet.get('nw_proto')}`,
  ...named(packet, 'arp_sha', 'arp_tha'),
];

const named = (packet: Packet, ...fields: FieldName[]): string[] => fields.map(field => renamed(packet, field, field));

const renamed = (packet: Packet, field: FieldName, name: string): string =>
  `${name}=${formatValue(LAYOUT[field], packet.getBig(field))}`;
