/** The fields of packets by their variables, with OVN's names for a kind of packet. */
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import { type FieldName, LAYOUT, type Location, wordCount } from '../../ovn/fields/layout.ts';

/** What decides which headers a packet has. */
export interface PacketKind {
  /** `ip4`, `ip6`, `arp`; empty for other packets. */
  readonly family: '' | 'ip4' | 'ip6' | 'arp';
  /** `tcp`; empty if it is not one of those that OVN knows. */
  readonly protocol: string;
}

export const FAMILIES = [
  ['ip4', ETHER_TYPES.ip],
  ['ip6', ETHER_TYPES.ipv6],
  ['arp', ETHER_TYPES.arp],
] as const;

/** The protocols of each family that have fields of their own. */
export const PROTOCOLS = {
  '': [],
  arp: [],
  ip4: [
    ['tcp', IP_PROTOCOLS.tcp],
    ['udp', IP_PROTOCOLS.udp],
    ['sctp', IP_PROTOCOLS.sctp],
    ['icmp4', IP_PROTOCOLS.icmp],
  ],
  ip6: [
    ['tcp', IP_PROTOCOLS.tcp],
    ['udp', IP_PROTOCOLS.udp],
    ['sctp', IP_PROTOCOLS.sctp],
    ['icmp6', IP_PROTOCOLS.icmp6],
  ],
} as const satisfies Record<PacketKind['family'], readonly (readonly [string, number])[]>;

type Naming = (kind: PacketKind) => string;

const always =
  (name: string): Naming =>
  () =>
    name;
const byFamily =
  (ip: string, arp: string): Naming =>
  ({ family }) =>
    family === 'arp' ? `arp.${arp}` : `${family || 'ip4'}.${ip}`;
const ofTransport =
  (port: string, icmp: string): Naming =>
  ({ protocol }) =>
    protocol.startsWith('icmp') ? `${protocol}.${icmp}` : `${protocol || 'tp'}.${port}`;

const NAMINGS: readonly (readonly [FieldName, Naming])[] = [
  ['dl_type', always('eth.type')],
  ['nw_proto', ({ family }) => (family === 'arp' ? 'arp.op' : 'ip.proto')],
  ['nw_frag', always('ip.frag')],
  ['dl_dst', always('eth.dst')],
  ['dl_src', always('eth.src')],
  ['vlan_tci', always('vlan.tci')],
  ['nw_dst', byFamily('dst', 'tpa')],
  ['nw_src', byFamily('src', 'spa')],
  ['tp_dst', ofTransport('dst', 'code')],
  ['tp_src', ofTransport('src', 'type')],
  ['ipv6_dst', always('ip6.dst')],
  ['ipv6_src', always('ip6.src')],
  ['ipv6_label', always('ip6.label')],
  ['nw_ttl', always('ip.ttl')],
  ['nw_tos', always('ip.tos')],
  ['tcp_flags', always('tcp.flags')],
  ['arp_sha', ({ family }) => (family === 'arp' ? 'arp.sha' : 'nd.sll')],
  ['arp_tha', ({ family }) => (family === 'arp' ? 'arp.tha' : 'nd.tll')],
  ['nd_target', always('nd.target')],
];

export interface NamedField {
  readonly field: FieldName;
  readonly location: Location;
  readonly nameIn: Naming;
}

const BY_WORD = new Map(
  NAMINGS.flatMap(([field, nameIn]) => {
    const location: Location = LAYOUT[field];
    return Array.from(
      { length: wordCount(location) },
      (_, index) => [location.word + index, { field, location, nameIn } satisfies NamedField] as const,
    );
  }),
);

/** The field with a word of the packet: the operation of ARP shares its word with the protocol, types of ICMP with ports. */
export function fieldOfWord(word: number, { family, protocol }: PacketKind): NamedField {
  const named = BY_WORD.get(word) ?? unnamed(word);
  if (family === 'arp' && named.field === 'nw_proto') return { ...named, location: LAYOUT.arp_op };
  if (!protocol.startsWith('icmp')) return named;
  const { field } = named;
  const location = field === 'tp_src' ? LAYOUT.icmp_type : field === 'tp_dst' ? LAYOUT.icmp_code : named.location;
  return { ...named, location };
}

const unnamed = (word: number): NamedField => ({
  field: 'pkt_mark',
  location: { ...LAYOUT.pkt_mark, word },
  nameIn: () => `word ${word}`,
});
