/**
 * OVN's symbol table: every name that a match or an action may use, in OVN 24.03 and later (lib/logical-fields.c of each
 * release; man ovn-sb, Logical_Flow, "Symbols").
 *
 * - A `field` is a whole field of the packet or the pipeline's state. Fields that Open vSwitch can mask are `ordinal`: they
 *   have an order, subfields and masks. The values of all others are only names (`nominal`).
 * - A `subfield` names some bits of another symbol.
 * - A `predicate` names an expression.
 * - A `string` field is a logical port, written by name.
 * - An `ovn-field` can only be written, and only inside the actions that send an ICMP error.
 *
 * `prereqs` is an expression that must hold where the symbol is used. It is stored as text, because its language depends on
 * this table.
 */
import { type Presence, since, until } from '../release/release.ts';
import type { FieldName } from './layout.ts';

/** Which actions may write a symbol: all, only those inside `ct_commit { ... }`, or none. */
export type WriteScope = 'default' | 'ct-commit' | 'none';

export type SymbolRow = {
  /** The releases of OVN that have it; if absent, all of them. */
  readonly presence?: Presence;
} & (
  | {
      readonly kind: 'field';
      readonly field: FieldName;
      readonly level: 'ordinal' | 'nominal';
      readonly write: WriteScope;
      readonly prereqs?: string;
    }
  | { readonly kind: 'subfield'; readonly of: string; readonly write: WriteScope; readonly prereqs?: string }
  | { readonly kind: 'predicate'; readonly expansion: string }
  | { readonly kind: 'string'; readonly field: FieldName }
  | { readonly kind: 'ovn-field'; readonly width: 16 | 32 }
);

type Options = { prereqs?: string; level?: 'nominal'; write?: WriteScope };

const field = (name: FieldName, { level, write, ...rest }: Options = {}): SymbolRow => ({
  kind: 'field',
  field: name,
  level: level ?? 'ordinal',
  write: write ?? 'default',
  ...rest,
});
const subfield = (of: string, { write, ...rest }: Omit<Options, 'level'> = {}): SymbolRow => ({
  kind: 'subfield',
  of,
  write: write ?? 'default',
  ...rest,
});
/** Only `ct_commit` writes it. */
const committed = (of: string): SymbolRow => subfield(of, { write: 'ct-commit' });
const predicate = (expansion: string): SymbolRow => ({ kind: 'predicate', expansion });

/** reg0 to reg7 are parts of the two 128-bit registers, reg8 and reg9 of the 64-bit register xreg4. */
function registers(): [string, SymbolRow][] {
  const parts = (count: number, width: number): [string, SymbolRow][] =>
    Array.from({ length: count }, (_, index) => {
      const name = `${width === 64 ? 'xreg' : 'reg'}${index}`;
      const bit = index * width;
      const whole = bit < 256 ? { name: `xxreg${Math.floor(bit / 128)}`, width: 128 } : { name: 'xreg4', width: 64 };
      const high = whole.width - 1 - (bit % whole.width);
      return [name, subfield(`${whole.name}[${high - width + 1}..${high}]`)];
    });
  return [
    ['xxreg0', field('xxreg0')],
    ['xxreg1', field('xxreg1')],
    ['xreg4', field('xreg4')],
    ...parts(4, 64),
    ...parts(10, 32),
  ];
}

const FLAGS = {
  loopback: 0,
  force_snat_for_dnat: 2,
  force_snat_for_lb: 3,
  skip_snat_for_lb: 9,
  use_snat_zone: 11,
  localnet: 15,
  icmp_snat: 17,
  tunnel_rx: 16,
} as const;

/** The bits of ct_state, lowest first (ovs-fields(7), "Connection Tracking"). */
export const CT_STATES = ['new', 'est', 'rel', 'rpl', 'inv', 'trk', 'snat', 'dnat'] as const;

const CT_MARK = {
  blocked: '0',
  natted: '1',
  ecmp_reply_port: '16..31',
  skip_snat: '2',
  force_snat: '3',
} as const;

const CT_LABEL = {
  ecmp_reply_eth: '32..79',
  label: '96..127',
} as const;

const EVPN = since('26.03.1');
const NETWORK_FUNCTIONS = since('26.03.0');
const OBSERVATION = since('24.09.0');
const IGMP_LOOPBACK = since('25.09.0');
const NETWORK_ID = since('24.03.6', '24.09.3', '25.03.1', '25.09.0');

/** Symbols that are newer than OVN 24.03.0. */
const LATER: Record<string, SymbolRow> = {
  nd_ns_mcast: {
    ...predicate('ip6.mcast && icmp6.type == 135 && icmp6.code == 0 && ip.ttl == 255'),
    presence: since('24.03.4', '24.09.0'),
  },
  'flags.from_ctrl': { ...subfield('flags[19]'), presence: since('24.03.5', '24.09.2', '25.03.0') },
  'flags.unsnat_new': { ...subfield('flags[20]'), presence: since('25.03.0') },
  'flags.unsnat_not_tracked': { ...subfield('flags[21]'), presence: since('25.03.0') },
  'flags.network_id': { ...subfield('flags[28..31]'), presence: NETWORK_ID },
  'flags.igmp_loopback': { ...subfield('flags[22]'), presence: IGMP_LOOPBACK },
  'flags.pkt_sampled': { ...subfield('flags[23]'), presence: since('26.03.0') },
  'ct_mark.obs_stage': { ...committed('ct_mark[4..5]'), presence: OBSERVATION },
  'ct_mark.obs_collector_id': { ...committed('ct_mark[16..23]'), presence: OBSERVATION },
  'ct_mark.allow_established': { ...committed('ct_mark[6]'), presence: since('25.03.0') },
  'ct_label.obs_point_id': { ...committed('ct_label[96..127]'), presence: OBSERVATION },
  'ct_label.obs_unused': { ...committed('ct_label[0..95]'), presence: OBSERVATION },
  'ct_label.acl_id': { ...committed('ct_label[80..95]'), presence: since('25.03.0') },
  'ct_label.nf': { ...committed('ct_label[7]'), presence: NETWORK_FUNCTIONS },
  'ct_label.nf_id': { ...committed('ct_label[17..24]'), presence: NETWORK_FUNCTIONS },
  'ct_label.tun_if': { ...committed('ct_label[8]'), presence: NETWORK_FUNCTIONS },
  'ct_label.tun_if_id': { ...committed('ct_label[80..95]'), presence: NETWORK_FUNCTIONS },
  remote_outport: { kind: 'string', field: 'reg1', presence: since('25.09.0') },
  __inport: { ...field('reg14'), presence: EVPN },
  __outport: { ...field('reg15'), presence: EVPN },
  from_evpn_vtep: { ...predicate('__inport[31]'), presence: EVPN },
  to_evpn_vtep: { ...predicate('__outport[31]'), presence: EVPN },
};

const OLD_LABELS = until('24.09.0');
const MCAST_IN_ETHERNET = since('24.03.3');
const RSVD_AS_SET = since('24.03.7', '25.03.2', '25.09.0');

/** What a name meant in other releases than in the newest one, or names that the newest one lacks. */
export const EARLIER_SYMBOLS: ReadonlyMap<string, readonly SymbolRow[]> = new Map(
  Object.entries<readonly SymbolRow[]>({
    'ct_label.blocked': [{ ...committed('ct_label[0]'), presence: OLD_LABELS }],
    'ct_label.natted': [{ ...committed('ct_label[1]'), presence: OLD_LABELS }],
    'ct_label.skip_snat': [{ ...committed('ct_label[2]'), presence: OLD_LABELS }],
    'ct_label.force_snat': [{ ...committed('ct_label[3]'), presence: OLD_LABELS }],
    'ct_label.ecmp_reply_port': [{ ...committed('ct_label[80..95]'), presence: OLD_LABELS }],
    // 24.03.3 took it back.
    'flags.igmp_loopback': [{ ...subfield('flags[18]'), presence: release => release === '24.03.2' }],
    igmp: [predicate('ip4 && ip.proto == 2')],
    mldv1: [predicate('ip6.src == fe80::/10 && icmp6.type == {130, 131, 132}')],
    mldv2: [predicate('ip6.dst == ff02::16 && icmp6.type == 143')],
    'ip6.mcast_rsvd': [predicate('ip6.dst[116..127] == 0xff0 && ip6.dst[0..111] == 0x0')],
  }),
);

const named = <T>(prefix: string, parts: Readonly<Record<string, T>>, row: (part: T) => SymbolRow) =>
  Object.entries(parts).map(([name, part]): [string, SymbolRow] => [`${prefix}.${name}`, row(part)]);

/** The reserved multicast addresses, ff00:: to ff0f::. */
const RESERVED = Array.from({ length: 16 }, (_, scope) => `ff0${scope.toString(16)}::`);

const OTHERS: Record<string, SymbolRow> = {
  inport: { kind: 'string', field: 'reg14' },
  outport: { kind: 'string', field: 'reg15' },
  flags: field('reg10'),
  ct_mark: field('ct_mark', { write: 'ct-commit' }),
  ct_label: field('ct_label', { write: 'ct-commit' }),
  ct_state: field('ct_state', { write: 'none' }),

  'eth.src': field('dl_src'),
  'eth.dst': field('dl_dst'),
  'eth.type': field('dl_type', { level: 'nominal', write: 'none' }),
  'eth.bcast': predicate('eth.dst == ff:ff:ff:ff:ff:ff'),
  'eth.mcast': subfield('eth.dst[40]'),
  'eth.mcastv6': predicate('eth.dst[32..47] == 0x3333'),

  'vlan.tci': field('vlan_tci'),
  'vlan.present': predicate('vlan.tci[12]'),
  'vlan.pcp': subfield('vlan.tci[13..15]', { prereqs: 'vlan.present' }),
  'vlan.vid': subfield('vlan.tci[0..11]', { prereqs: 'vlan.present' }),

  ip4: predicate('eth.type == 0x800'),
  ip6: predicate('eth.type == 0x86dd'),
  ip: predicate('ip4 || ip6'),
  'ip.proto': field('nw_proto', { prereqs: 'ip', level: 'nominal', write: 'none' }),
  'ip.dscp': field('nw_dscp', { prereqs: 'ip', level: 'nominal' }),
  'ip.ecn': field('nw_ecn', { prereqs: 'ip', level: 'nominal' }),
  'ip.ttl': field('nw_ttl', { prereqs: 'ip', level: 'nominal' }),
  'ip4.src': field('nw_src', { prereqs: 'ip4' }),
  'ip4.dst': field('nw_dst', { prereqs: 'ip4' }),
  'ip4.src_mcast': predicate('ip4.src[28..31] == 0xe'),
  'ip4.mcast': predicate('eth.mcast && ip4.dst[28..31] == 0xe'),
  icmp4: predicate('ip4 && ip.proto == 1'),
  'icmp4.type': field('icmp_type', { prereqs: 'icmp4', level: 'nominal' }),
  'icmp4.code': field('icmp_code', { prereqs: 'icmp4', level: 'nominal' }),
  igmp: { ...predicate('ip4.mcast && ip.proto == 2'), presence: MCAST_IN_ETHERNET },
  'ip6.src': field('ipv6_src', { prereqs: 'ip6' }),
  'ip6.dst': field('ipv6_dst', { prereqs: 'ip6' }),
  'ip6.label': field('ipv6_label', { prereqs: 'ip6' }),
  'ip6.mcast_rsvd': { ...predicate(`ip6.dst == {${RESERVED.join(', ')}}`), presence: RSVD_AS_SET },
  'ip6.mcast_all_nodes': predicate('ip6.dst == ff01::1 || ip6.dst == ff02::1'),
  'ip6.mcast_all_rtrs': predicate('ip6.dst == ff01::2 || ip6.dst == ff02::2 || ip6.dst == ff05::2'),
  'ip6.mcast_sol_node': predicate('ip6.dst == ff02::1:ff00:0000/104'),
  'ip6.mcast_flood': predicate(
    'eth.mcastv6 && (ip6.mcast_rsvd || ip6.mcast_all_nodes || ip6.mcast_all_rtrs || ip6.mcast_sol_node)',
  ),
  'ip6.mcast': predicate('eth.mcastv6 && ip6.dst[120..127] == 0xff'),
  icmp6: predicate('ip6 && ip.proto == 58'),
  'icmp6.type': field('icmp_type', { prereqs: 'icmp6', level: 'nominal' }),
  'icmp6.code': field('icmp_code', { prereqs: 'icmp6', level: 'nominal' }),
  icmp: predicate('icmp4 || icmp6'),
  'ip.frag': field('nw_frag', { prereqs: 'ip', write: 'none' }),
  'ip.is_frag': predicate('ip.frag[0]'),
  'ip.later_frag': predicate('ip.frag[1]'),
  'ip.first_frag': predicate('ip.is_frag && !ip.later_frag'),

  arp: predicate('eth.type == 0x806'),
  'arp.op': field('arp_op', { prereqs: 'arp', level: 'nominal' }),
  'arp.spa': field('nw_src', { prereqs: 'arp' }),
  'arp.sha': field('arp_sha', { prereqs: 'arp' }),
  'arp.tpa': field('nw_dst', { prereqs: 'arp' }),
  'arp.tha': field('arp_tha', { prereqs: 'arp' }),
  rarp: predicate('eth.type == 0x8035'),
  'rarp.op': field('arp_op', { prereqs: 'rarp', level: 'nominal' }),
  'rarp.spa': field('nw_src', { prereqs: 'rarp' }),
  'rarp.sha': field('arp_sha', { prereqs: 'rarp' }),
  'rarp.tpa': field('nw_dst', { prereqs: 'rarp' }),
  'rarp.tha': field('arp_tha', { prereqs: 'rarp' }),

  nd: predicate('icmp6.type == {135, 136} && icmp6.code == 0 && ip.ttl == 255'),
  nd_ns: predicate('icmp6.type == 135 && icmp6.code == 0 && ip.ttl == 255'),
  nd_na: predicate('icmp6.type == 136 && icmp6.code == 0 && ip.ttl == 255'),
  nd_rs: predicate('icmp6.type == 133 && icmp6.code == 0 && ip.ttl == 255'),
  nd_ra: predicate('icmp6.type == 134 && icmp6.code == 0 && ip.ttl == 255'),
  'nd.target': field('nd_target', { prereqs: 'nd' }),
  'nd.sll': field('arp_sha', { prereqs: 'nd_ns' }),
  'nd.tll': field('arp_tha', { prereqs: 'nd_na' }),
  mldv1: {
    ...predicate('eth.mcastv6 && ip6.src == fe80::/10 && icmp6.type == {130, 131, 132}'),
    presence: MCAST_IN_ETHERNET,
  },
  mldv2: { ...predicate('eth.mcastv6 && ip6.dst == ff02::16 && icmp6.type == 143'), presence: MCAST_IN_ETHERNET },

  tcp: predicate('ip.proto == 6'),
  'tcp.src': field('tp_src', { prereqs: 'tcp' }),
  'tcp.dst': field('tp_dst', { prereqs: 'tcp' }),
  'tcp.flags': field('tcp_flags', { prereqs: 'tcp', write: 'none' }),
  udp: predicate('ip.proto == 17'),
  'udp.src': field('tp_src', { prereqs: 'udp' }),
  'udp.dst': field('tp_dst', { prereqs: 'udp' }),
  sctp: predicate('ip.proto == 132'),
  'sctp.src': field('tp_src', { prereqs: 'sctp' }),
  'sctp.dst': field('tp_dst', { prereqs: 'sctp' }),

  'pkt.mark': field('pkt_mark'),
  'icmp4.frag_mtu': { kind: 'ovn-field', width: 16 },
  'icmp6.frag_mtu': { kind: 'ovn-field', width: 32 },
};

export const SYMBOLS: ReadonlyMap<string, SymbolRow> = new Map<string, SymbolRow>([
  ...registers(),
  ...Object.entries(OTHERS),
  ...Object.entries(LATER),
  ...named('flags', FLAGS, bit => subfield(`flags[${bit}]`)),
  ...named('ct_mark', CT_MARK, bits => committed(`ct_mark[${bits}]`)),
  ...named('ct_label', CT_LABEL, bits => committed(`ct_label[${bits}]`)),
  ...CT_STATES.map((name, bit): [string, SymbolRow] => [`ct.${name}`, ctBit(name, bit)]),
]);

function ctBit(name: string, bit: number): SymbolRow {
  return subfield(`ct_state[${bit}]`, { write: 'none', ...(name === 'trk' ? {} : { prereqs: 'ct.trk' }) });
}
