/**
 * A frame in one line as `tcpdump -e -n` prints it (print-ether.c, print-ip.c, print-ip6.c, print-udp.c, print-bootp.c,
 * print-dhcp6.c, print-icmp6.c), without the time.
 */
import { concatBytes, readUint, uint16Bytes } from '../../base/bytes/bytes.ts';
import { printAddress } from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { UDP_PORTS } from '../../base/protocols/udp-ports.ts';
import { decodeEthernet, type Ethernet, type Vlan } from '../../frames/ethernet.ts';
import { decodeFrame, type Frame } from '../../frames/frame.ts';
import { decodeFrame6, type Frame6, readAddress } from '../../frames/frame6.ts';
import { printIPv4 } from '../../frames/ipv4.ts';
import { OP_REPLY, OP_REQUEST } from './message.ts';

const TYPE_NAMES: Readonly<Record<number, string>> = {
  [ETHER_TYPES.ip]: 'IPv4',
  [ETHER_TYPES.arp]: 'ARP',
  [ETHER_TYPES.vlan]: '802.1Q',
  [ETHER_TYPES.ipv6]: 'IPv6',
  [ETHER_TYPES.serviceVlan]: '802.1Q-QinQ',
};

const BOOTP_PORTS: readonly number[] = [UDP_PORTS.dhcpServer, UDP_PORTS.dhcpClient];

/** `SRC > DST, ethertype IPv4 (0x0800), length 334: 0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request from …`. */
export function tcpdumpLine(bytes: Uint8Array): string {
  const ethernet = decodeEthernet(bytes);
  if (typeof ethernet === 'string') return '[|ether]';
  const datagram = contentTexts(bytes);
  return [ethernetText(ethernet, bytes.length), [...vlanTexts(ethernet), ...datagram].join(', ')]
    .filter(Boolean)
    .join(': ');
}

/** The same for a packet without an Ethernet header, as tcpdump prints it without -e: `IP 0.0.0.0.68 > …`. */
export function tcpdumpPacketLine(type: number, packet: Uint8Array): string {
  const name = PROTOCOL_NAMES[type];
  const content = contentTexts(concatBytes([new Uint8Array(12), uint16Bytes(type), packet]));
  return [name ?? typeText(type), ...(content.length > 0 ? content : [`length ${packet.length}`])].join(' ');
}

const PROTOCOL_NAMES: Readonly<Record<number, string>> = {
  [ETHER_TYPES.ip]: 'IP',
  [ETHER_TYPES.arp]: 'ARP',
  [ETHER_TYPES.ipv6]: 'IP6',
};

/** The content of a frame that `frames/` can decode; empty for other frames. */
function contentTexts(bytes: Uint8Array): string[] {
  const decoded = decodeFrame(bytes);
  if (decoded.kind === 'frame') return [datagramText(decoded.frame)];
  const decoded6 = decodeFrame6(bytes);
  return decoded6.kind === 'frame' ? [packetText6(decoded6.frame)] : [];
}

function ethernetText({ eth, vlans, type }: Ethernet, length: number): string {
  return `${printMac(eth.src)} > ${printMac(eth.dst)}, ${typeText(vlans[0]?.type ?? type)}, length ${length}`;
}

/** Each tag with the EtherType after it. */
function vlanTexts({ vlans, type }: Ethernet): string[] {
  return vlans.map((vlan, index) => `${vlanText(vlan)}, ${typeText(vlans[index + 1]?.type ?? type)}`);
}

const typeText = (type: number): string =>
  `ethertype ${TYPE_NAMES[type] ?? 'Unknown'} (0x${type.toString(16).padStart(4, '0')})`;

const vlanText = ({ tci }: Vlan): string => `vlan ${tci & 0xfff}, p ${tci >> 13}${tci & 0x1000 ? ', DEI' : ''}`;

function datagramText({ ip4, udp, payload }: Frame): string {
  const isBootp = BOOTP_PORTS.includes(udp.src) || BOOTP_PORTS.includes(udp.dst);
  const content = isBootp ? bootpText(payload) : `UDP, length ${payload.length}`;
  return `${printIPv4(ip4.src)}.${udp.src} > ${printIPv4(ip4.dst)}.${udp.dst}: ${content}`;
}

function bootpText(payload: Uint8Array): string {
  if (payload.length < 236) return `BOOTP/DHCP, length ${payload.length} [|bootp]`;
  const isFromMac = payload[0] === OP_REQUEST && payload[1] === 1 && payload[2] === 6;
  const from = isFromMac ? ` from ${printMac(readUint(payload, 28, 6))}` : '';
  return `BOOTP/DHCP, ${operationText(payload[0]!)}${from}, length ${payload.length}`;
}

function operationText(op: number): string {
  if (op === OP_REQUEST) return 'Request';
  return op === OP_REPLY ? 'Reply' : `unknown (0x${op.toString(16).padStart(2, '0')})`;
}

const DHCP6_PORTS: readonly number[] = [UDP_PORTS.dhcpv6Client, UDP_PORTS.dhcpv6Server];
const printIPv6 = (value: bigint): string => printAddress({ family: 6, value });

function packetText6({ ip6, transport, payload }: Frame6): string {
  const [src, dst] = [printIPv6(ip6.src), printIPv6(ip6.dst)];
  if (transport.protocol === 'icmp6') return `${src} > ${dst}: ICMP6, ${icmp6Text(transport.type, payload)}`;
  const isDhcp = DHCP6_PORTS.includes(transport.src) || DHCP6_PORTS.includes(transport.dst);
  const length = (transport.length ?? payload.length + 8) - 8;
  return `${src}.${transport.src} > ${dst}.${transport.dst}: ${isDhcp ? dhcp6Text(payload) : `UDP, length ${length}`}`;
}

/** Names of ICMPv6 types. For neighbor discovery, the second text introduces the target address. */
const ICMP6_TEXTS: Readonly<Record<number, readonly [string, string?]>> = {
  [ICMP6_TYPES.routerSolicitation]: ['router solicitation'],
  [ICMP6_TYPES.routerAdvertisement]: ['router advertisement'],
  [ICMP6_TYPES.neighborSolicitation]: ['neighbor solicitation', 'who has'],
  [ICMP6_TYPES.neighborAdvertisement]: ['neighbor advertisement', 'tgt is'],
};

function icmp6Text(type: number, payload: Uint8Array): string {
  const [name, target] = ICMP6_TEXTS[type] ?? [`unknown icmp6 type (${type})`];
  if (target === undefined) return `${name}, length ${payload.length + 4}`;
  if (payload.length < 20) return `${name} [|icmp6]`;
  return `${name}, ${target} ${printIPv6(readAddress(payload, 4))}, length ${payload.length + 4}`;
}

const DHCP6_NAMES = [
  'msgtype-0',
  'solicit',
  'advertise',
  'request',
  'confirm',
  'renew',
  'rebind',
  'reply',
  'release',
  'decline',
  'reconfigure',
  'inf-req',
  'relay-fwd',
  'relay-reply',
  'leasequery',
  'leasequery-reply',
  'leasequery-done',
  'leasequery-data',
  'reconfigure-request',
  'reconfigure-reply',
  'dhcpv4-query',
  'dhcpv4-response',
];

const dhcp6Text = (payload: Uint8Array): string =>
  `dhcp6 ${payload.length < 4 ? '[|dhcp6]' : (DHCP6_NAMES[payload[0]!] ?? `msgtype-${payload[0]}`)}`;
