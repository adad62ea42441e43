/** Between the frame of a request or reply and the packet that is traced in its stead: the headers that both have. */
import { printAddress } from '../base/ip.ts';
import { printMac } from '../base/mac.ts';
import { type AnyFrame, isFrame6 } from '../dhcp/any-frame.ts';
import type { Frame } from '../dhcp/frame.ts';
import type { Frame6, Transport } from '../dhcp/frame6.ts';
import { printIPv4 } from '../dhcp/ipv4.ts';
import type { Packet } from '../fields/packet.ts';

const VLAN_PRESENT = 0x1000;

/** A frame that comes in at a port as a microflow: what one would give to ovn-trace. */
export function microflowOf(frame: AnyFrame, port: string): string {
  const { eth, vlans } = frame;
  return [
    `inport == ${JSON.stringify(port)}`,
    `eth.src == ${printMac(eth.src)}`,
    `eth.dst == ${printMac(eth.dst)}`,
    ...vlans.slice(0, 1).map(({ tci }) => `vlan.tci == ${tci | VLAN_PRESENT}`),
    ...(isFrame6(frame) ? termsOf6(frame) : termsOf4(frame)),
  ].join(' && ');
}

const termsOf4 = ({ ip4, udp }: Frame): string[] => [
  `ip4.src == ${printIPv4(ip4.src)}`,
  `ip4.dst == ${printIPv4(ip4.dst)}`,
  `ip.ttl == ${ip4.ttl}`,
  `udp.src == ${udp.src}`,
  `udp.dst == ${udp.dst}`,
];

const termsOf6 = ({ ip6, transport }: Frame6): string[] => [
  `ip6.src == ${printIPv6(ip6.src)}`,
  `ip6.dst == ${printIPv6(ip6.dst)}`,
  `ip.ttl == ${ip6.hopLimit}`,
  ...(transport.protocol === 'udp'
    ? [`udp.src == ${transport.src}`, `udp.dst == ${transport.dst}`]
    : [`icmp6.type == ${transport.type}`, `icmp6.code == ${transport.code}`]),
];

const printIPv6 = (value: bigint): string => printAddress({ family: 6, value });

/** The reply's payload under the headers that the flows left the packet with. */
export function withHeaders(reply: AnyFrame, packet: Packet): AnyFrame {
  const eth = { src: packet.get('dl_src'), dst: packet.get('dl_dst') };
  const ttl = packet.get('nw_ttl');
  if (!isFrame6(reply)) {
    const ip4 = { ...reply.ip4, src: packet.get('nw_src'), dst: packet.get('nw_dst'), ttl };
    return { ...reply, eth, ip4, udp: { ...reply.udp, src: packet.get('tp_src'), dst: packet.get('tp_dst') } };
  }
  const ip6 = { ...reply.ip6, src: packet.getBig('ipv6_src'), dst: packet.getBig('ipv6_dst'), hopLimit: ttl };
  return { ...reply, eth, ip6, transport: transportOf(reply.transport, packet) };
}

const transportOf = (transport: Transport, packet: Packet): Transport =>
  transport.protocol === 'udp'
    ? { ...transport, src: packet.get('tp_src'), dst: packet.get('tp_dst') }
    : { ...transport, type: packet.get('icmp_type'), code: packet.get('icmp_code') };
