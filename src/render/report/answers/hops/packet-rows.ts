/** A packet before and after, field by field, with OVN's names; fields that it does not have are left out. */
import { ETHER_TYPES } from '../../../../base/protocols/ether-types.ts';
import { IP_PROTOCOLS } from '../../../../base/protocols/ip-protocols.ts';
import { formatCtState, formatHex, formatValue } from '../../../../ovn/fields/format-value.ts';
import { type FieldName, LAYOUT } from '../../../../ovn/fields/layout.ts';
import type { Packet } from '../../../../ovn/fields/packet.ts';
import type { Cell, ReportTable } from '../../model/report.ts';

interface ShownField {
  readonly name: string;
  /** Empty if the packet does not have the field. */
  textOf(packet: Packet): string;
}

const { ip: IP, ipv6: IPV6, arp: ARP } = ETHER_TYPES;
const { icmp: ICMP, icmp6: ICMP6, tcp: TCP, udp: UDP, sctp: SCTP } = IP_PROTOCOLS;

const field = (name: string, at: FieldName, has: (packet: Packet) => boolean = () => true): ShownField => ({
  name,
  textOf: packet => (has(packet) ? formatValue(LAYOUT[at], packet.getBig(at)) : ''),
});

const ofType = (type: number) => (packet: Packet) => packet.get('dl_type') === type;
const ofIp = (packet: Packet) => ofType(IP)(packet) || ofType(IPV6)(packet);
const ofProtocol = (protocol: number) => (packet: Packet) => ofIp(packet) && packet.get('nw_proto') === protocol;
const ofIcmp = (packet: Packet) => ofProtocol(ICMP)(packet) || ofProtocol(ICMP6)(packet);
const unlessZero = (name: string, at: FieldName): ShownField => field(name, at, packet => packet.getBig(at) !== 0n);

const FIELDS: readonly ShownField[] = [
  field('eth.src', 'dl_src'),
  field('eth.dst', 'dl_dst'),
  unlessZero('vlan.tci', 'vlan_tci'),
  field('ip4.src', 'nw_src', ofType(IP)),
  field('ip4.dst', 'nw_dst', ofType(IP)),
  field('ip6.src', 'ipv6_src', ofType(IPV6)),
  field('ip6.dst', 'ipv6_dst', ofType(IPV6)),
  field('ip.proto', 'nw_proto', ofIp),
  field('ip.ttl', 'nw_ttl', ofIp),
  field('arp.op', 'arp_op', ofType(ARP)),
  field('arp.spa', 'nw_src', ofType(ARP)),
  field('arp.sha', 'arp_sha', ofType(ARP)),
  field('arp.tpa', 'nw_dst', ofType(ARP)),
  field('arp.tha', 'arp_tha', ofType(ARP)),
  field('icmp.type', 'icmp_type', ofIcmp),
  ...Object.entries({ tcp: TCP, udp: UDP, sctp: SCTP }).flatMap(([name, protocol]) => [
    field(`${name}.src`, 'tp_src', ofProtocol(protocol)),
    field(`${name}.dst`, 'tp_dst', ofProtocol(protocol)),
  ]),
  { name: 'ct_state', textOf: packet => (packet.get('ct_state') ? formatCtState(packet.get('ct_state')) : '') },
  unlessZero('ct_mark', 'ct_mark'),
  unlessZero('ct_label', 'ct_label'),
  ...Array.from(
    { length: 10 },
    (_, index): ShownField => ({
      name: `reg${index}`,
      textOf: ({ words }) => (words[index] ? formatHex(words[index]! >>> 0) : ''),
    }),
  ),
];

/** A row for each field that the packet has before or after. */
export function packetTable(before: Packet, after: Packet, caption: string): ReportTable {
  const rows = FIELDS.flatMap(({ name, textOf }) => {
    const [was, is] = [textOf(before), textOf(after)];
    return was === '' && is === ''
      ? []
      : [[{ text: name, isCode: true }, { text: was, isCode: true }, changedCell(was, is)]];
  });
  return { kind: 'table', caption, heads: ['Field', 'Before', 'After'], rows };
}

const changedCell = (was: string, is: string): Cell => ({ text: is, isCode: true, ...(was !== is && { before: '' }) });
