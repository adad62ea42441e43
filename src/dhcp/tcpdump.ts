/** A frame in one line, as `tcpdump -e -n` writes it (print-ether.c, print-ip.c, print-udp.c, print-bootp.c), without the time. */
import { printMac } from '../base/mac.ts';
import { decodeEthernet, decodeFrame, type Ethernet, type Frame, type Vlan } from './frame.ts';
import { printIPv4 } from './ipv4.ts';
import { OP_REPLY, OP_REQUEST } from './message.ts';

const TYPE_NAMES: Readonly<Record<number, string>> = {
  2048: 'IPv4',
  2054: 'ARP',
  33024: '802.1Q',
  34525: 'IPv6',
  34984: '802.1Q-QinQ',
};

const BOOTP_PORTS: readonly number[] = [67, 68];

/** `SRC > DST, ethertype IPv4 (0x0800), length 334: 0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request from …`. */
export function tcpdumpLine(bytes: Uint8Array): string {
  const ethernet = decodeEthernet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (typeof ethernet === 'string') return '[|ether]';
  const decoded = decodeFrame(bytes);
  const datagram = decoded.kind === 'frame' ? [datagramText(decoded.frame)] : [];
  return [ethernetText(ethernet, bytes.length), [...vlanTexts(ethernet), ...datagram].join(', ')]
    .filter(Boolean)
    .join(': ');
}

function ethernetText({ eth, vlans, type }: Ethernet, length: number): string {
  return `${printMac(eth.src)} > ${printMac(eth.dst)}, ${typeText(vlans[0]?.type ?? type)}, length ${length}`;
}

/** Each tag with the type that comes after it. */
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

function bootpText(payload: Buffer): string {
  if (payload.length < 236) return `BOOTP/DHCP, length ${payload.length} [|bootp]`;
  const isFromMac = payload[0] === OP_REQUEST && payload[1] === 1 && payload[2] === 6;
  const from = isFromMac ? ` from ${printMac(payload.readUIntBE(28, 6))}` : '';
  return `BOOTP/DHCP, ${operationText(payload[0]!)}${from}, length ${payload.length}`;
}

function operationText(op: number): string {
  if (op === OP_REQUEST) return 'Request';
  return op === OP_REPLY ? 'Reply' : `unknown (0x${op.toString(16).padStart(2, '0')})`;
}
