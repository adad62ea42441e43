/**
 * How a packet and its pipeline state are stored: as an array of 32-bit words, following Open vSwitch's `struct flow`, with
 * Open vSwitch's names for the fields. As in Open vSwitch, fields of protocols that exclude each other share a location:
 * `ip4.src` shares one with `arp.spa`, and `icmp4.type` with `tcp.src`.
 *
 * A value wider than a word starts with its most significant word. The 16 registers are words 0 to 15, so the wider
 * views of them (`xreg4`, `xxreg0`) are longer runs of the same words. OVN keeps its flags, inport and outport in
 * registers 10, 14 and 15 (OVN 25.03, include/ovn/logical-fields.h).
 */
export interface Location {
  /** The first word. */
  readonly word: number;
  /** 1 to 128 bits. */
  readonly width: number;
  /** The lowest bit of the field in its word; only in fields that share a word with another. */
  readonly shift: number;
  /** How Open vSwitch prints its values (ovs-fields(7), "Format"). */
  readonly format: Format;
}

export type Format = 'hexadecimal' | 'decimal' | 'ethernet' | 'ipv4' | 'ipv6' | 'frag' | 'ct-state' | 'tcp-flags';

const at = (word: number, width: number, format: Format = 'hexadecimal', shift = 0): Location => ({
  word,
  width,
  shift,
  format,
});

export const LAYOUT = {
  xxreg0: at(0, 128),
  xxreg1: at(4, 128),
  xreg4: at(8, 64),
  reg1: at(1, 32),
  reg10: at(10, 32),
  reg14: at(14, 32),
  reg15: at(15, 32),
  pkt_mark: at(16, 32),
  ct_state: at(17, 32, 'ct-state'),
  ct_mark: at(18, 32),
  ct_label: at(19, 128),
  dl_src: at(23, 48, 'ethernet'),
  dl_dst: at(25, 48, 'ethernet'),
  dl_type: at(27, 16),
  vlan_tci: at(28, 16),
  nw_proto: at(29, 8, 'decimal'),
  nw_tos: at(30, 8, 'decimal'),
  nw_dscp: at(30, 6, 'decimal', 2),
  nw_ecn: at(30, 2, 'decimal'),
  nw_ttl: at(31, 8, 'decimal'),
  nw_frag: at(32, 2, 'frag'),
  nw_src: at(33, 32, 'ipv4'),
  nw_dst: at(34, 32, 'ipv4'),
  ipv6_src: at(35, 128, 'ipv6'),
  ipv6_dst: at(39, 128, 'ipv6'),
  ipv6_label: at(43, 20),
  tp_src: at(44, 16, 'decimal'),
  tp_dst: at(45, 16, 'decimal'),
  icmp_type: at(44, 8, 'decimal'),
  icmp_code: at(45, 8, 'decimal'),
  tcp_flags: at(46, 12, 'tcp-flags'),
  arp_op: at(29, 16, 'decimal'),
  arp_sha: at(47, 48, 'ethernet'),
  arp_tha: at(49, 48, 'ethernet'),
  nd_target: at(51, 128, 'ipv6'),
  ct_nw_dst: at(55, 32, 'ipv4'),
  ct_ipv6_dst: at(56, 128, 'ipv6'),
  ct_tp_dst: at(60, 16, 'decimal'),
  ct_nw_src: at(61, 32, 'ipv4'),
  ct_ipv6_src: at(62, 128, 'ipv6'),
  ct_tp_src: at(66, 16, 'decimal'),
  ct_nw_proto: at(67, 8, 'decimal'),
} as const satisfies Record<string, Location>;

export type FieldName = keyof typeof LAYOUT;

export const PACKET_WORDS = 68;

/** The location of register `index`, 0 to 15. */
export const register = (index: number): Location => at(index, 32);

/** Whether a location is in the registers. ovn-trace does not show changes of registers. */
export const isRegister = ({ word }: Location): boolean => word < 16;

/** The number of words in a location. */
export const wordCount = ({ width }: Location): number => Math.ceil(width / 32);
