/** Converts the headers of a frame to those of the packet that is traced instead, and back. */
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import { type AnyFrame, isFrame6 } from '../../frames/any-frame.ts';
import type { Frame, UdpHeader } from '../../frames/frame.ts';
import type { Frame6, Transport } from '../../frames/frame6.ts';
import { Packet } from '../../ovn/fields/packet.ts';

const VLAN_PRESENT = 0x1000;

/** The packet that is traced for a frame: the one that a microflow for ovn-trace would describe. */
export function packetOf(frame: AnyFrame): Packet {
  const packet = new Packet();
  const { eth, vlans } = frame;
  packet.set('dl_src', eth.src);
  packet.set('dl_dst', eth.dst);
  if (vlans[0]) packet.set('vlan_tci', vlans[0].tci | VLAN_PRESENT);
  if (isFrame6(frame)) setHeaders6(packet, frame);
  else setHeaders4(packet, frame);
  return packet;
}

function setHeaders4(packet: Packet, { ip4, udp }: Frame): void {
  packet.set('dl_type', ETHER_TYPES.ip);
  packet.set('nw_src', ip4.src);
  packet.set('nw_dst', ip4.dst);
  packet.set('nw_ttl', ip4.ttl);
  setPorts(packet, udp);
}

function setHeaders6(packet: Packet, { ip6, transport }: Frame6): void {
  packet.set('dl_type', ETHER_TYPES.ipv6);
  packet.setBig('ipv6_src', ip6.src);
  packet.setBig('ipv6_dst', ip6.dst);
  packet.set('nw_ttl', ip6.hopLimit);
  if (transport.protocol === 'udp') setPorts(packet, transport);
  else {
    packet.set('nw_proto', IP_PROTOCOLS.icmp6);
    packet.set('icmp_type', transport.type);
    packet.set('icmp_code', transport.code);
  }
}

function setPorts(packet: Packet, { src, dst }: Pick<UdpHeader, 'src' | 'dst'>): void {
  packet.set('nw_proto', IP_PROTOCOLS.udp);
  packet.set('tp_src', src);
  packet.set('tp_dst', dst);
}

/** The reply with the headers that the packet has after the flows. */
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
