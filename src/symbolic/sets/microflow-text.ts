/** A packet as a microflow that describes it, so that its trace can be repeated (man ovn-trace, "Microflow"). */
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import { formatValue } from '../../ovn/fields/format-value.ts';
import { type FieldName, LAYOUT } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';

type Fields = readonly (readonly [name: string, field: FieldName])[];

/** The word for a protocol, and its fields. */
const TRANSPORTS: Readonly<Record<number, readonly [word: string, fields: Fields]>> = {
  [IP_PROTOCOLS.tcp]: [
    'tcp',
    [
      ['tcp.src', 'tp_src'],
      ['tcp.dst', 'tp_dst'],
      ['tcp.flags', 'tcp_flags'],
    ],
  ],
  [IP_PROTOCOLS.udp]: [
    'udp',
    [
      ['udp.src', 'tp_src'],
      ['udp.dst', 'tp_dst'],
    ],
  ],
  [IP_PROTOCOLS.sctp]: [
    'sctp',
    [
      ['sctp.src', 'tp_src'],
      ['sctp.dst', 'tp_dst'],
    ],
  ],
};

const ICMP4: Fields = [
  ['icmp4.type', 'icmp_type'],
  ['icmp4.code', 'icmp_code'],
];
const ICMP6: Fields = [
  ['icmp6.type', 'icmp_type'],
  ['icmp6.code', 'icmp_code'],
];
const ARP: Fields = [
  ['arp.op', 'arp_op'],
  ['arp.sha', 'arp_sha'],
  ['arp.spa', 'nw_src'],
  ['arp.tha', 'arp_tha'],
  ['arp.tpa', 'nw_dst'],
];
const IP4: Fields = [
  ['ip4.src', 'nw_src'],
  ['ip4.dst', 'nw_dst'],
  ['ip.ttl', 'nw_ttl'],
  ['ip.frag', 'nw_frag'],
];
const IP6: Fields = [
  ['ip6.src', 'ipv6_src'],
  ['ip6.dst', 'ipv6_dst'],
  ['ip.ttl', 'nw_ttl'],
  ['ip.frag', 'nw_frag'],
];
const SOLICITED: Fields = [
  ['nd.target', 'nd_target'],
  ['nd.sll', 'arp_sha'],
];
const ADVERTISED: Fields = [
  ['nd.target', 'nd_target'],
  ['nd.tll', 'arp_tha'],
];

/** `inport == "vm" && eth.src == 0a:... && tcp && tcp.dst == 80`. Headers that a microflow cannot set are left out. */
export function microflowText(inport: string, packet: Packet): string {
  const type = packet.get('dl_type');
  return [
    `inport == ${JSON.stringify(inport)}`,
    ...terms(packet, [
      ['eth.src', 'dl_src'],
      ['eth.dst', 'dl_dst'],
    ]),
    ...terms(packet, [['vlan.tci', 'vlan_tci']], true),
    ...(HEADERS[type]?.(packet) ?? [`eth.type == 0x${type.toString(16)}`]),
  ].join(' && ');
}

const HEADERS: Readonly<Record<number, (packet: Packet) => string[]>> = {
  [ETHER_TYPES.ip]: packet => [...ipTerms(packet, IP4), ...transport(packet, 4)],
  [ETHER_TYPES.ipv6]: packet => [...ipTerms(packet, IP6), ...transport(packet, 6)],
  [ETHER_TYPES.arp]: packet => terms(packet, ARP),
};

const ipTerms = (packet: Packet, fields: Fields): string[] => [
  ...terms(packet, fields.slice(0, 3)),
  ...terms(packet, fields.slice(3), true),
];

function transport(packet: Packet, family: 4 | 6): string[] {
  const protocol = packet.get('nw_proto');
  const isIcmp = protocol === (family === 4 ? IP_PROTOCOLS.icmp : IP_PROTOCOLS.icmp6);
  if (isIcmp) return family === 4 ? terms(packet, ICMP4) : icmp6(packet);
  const known = TRANSPORTS[protocol];
  if (!known) return [`ip.proto == ${protocol}`];
  const [word, [source, destination, ...others]] = known;
  return [word, ...terms(packet, [source!, destination!]), ...terms(packet, others, true)];
}

function icmp6(packet: Packet): string[] {
  const isDiscovery = packet.get('icmp_code') === 0 && packet.get('nw_ttl') === 255;
  const type = packet.get('icmp_type');
  const fields =
    isDiscovery && type === ICMP6_TYPES.neighborSolicitation
      ? SOLICITED
      : isDiscovery && type === ICMP6_TYPES.neighborAdvertisement
        ? ADVERTISED
        : [];
  return [...terms(packet, ICMP6), ...terms(packet, fields)];
}

/** With `isShort`, zeros are left out. */
const terms = (packet: Packet, fields: Fields, isShort = false): string[] =>
  fields.flatMap(([name, field]) => {
    const value = packet.getBig(field);
    return isShort && value === 0n ? [] : [`${name} == ${literal(field, value)}`];
  });

/** Some fields are printed as names, which a match does not read. */
const literal = (field: FieldName, value: bigint): string =>
  field === 'tcp_flags' || field === 'nw_frag' ? `${value}` : formatValue(LAYOUT[field], value) || '0';
