/** A DHCP conversation for people: each frame as tcpdump shows it, the options of each reply, the flows behind it. */
import { EXCHANGE_REASONS, type Exchange, type ExchangeReason } from '../analyze/dhcp-exchange.ts';
import { type Guest, guestName } from '../analyze/guest.ts';
import { decodeOptions } from '../dhcp/decode-options.ts';
import { encodeFrame, type Frame } from '../dhcp/frame.ts';
import { printIPv4 } from '../dhcp/ipv4.ts';
import { type DhcpMessage, decodeMessage, optionValue } from '../dhcp/message.ts';
import { messageTypeOf } from '../dhcp/message-type.ts';
import { SILENCES } from '../dhcp/reply.ts';
import { tcpdumpLine } from '../dhcp/tcpdump.ts';
import { WIRE_CODES } from '../dhcp/wire-options.ts';
import type { LogicalFlow } from '../network/logical-network.ts';
import { printFlow } from '../network/print-flows.ts';

export function renderConversation(guest: Guest, exchanges: readonly Exchange[]): string {
  const { port, mac, ips } = guest;
  const parts = [
    `${guestName(guest)}: port ${port.logical_port}, ${[mac ?? 'no MAC address', ...ips].join(', ')}\n`,
    ...exchanges.map(found => renderExchange(found, guest)),
    renderFlows(exchanges),
    `${verdictOf(exchanges, guest)}\n`,
  ];
  return parts.filter(part => part !== '').join('\n');
}

function renderExchange({ request, reply, reason }: Exchange, guest: Guest): string {
  const lines = [messageLine(request), ...(reply ? [messageLine(reply.frame), ...optionLines(reply.frame)] : [])];
  if (reason) lines.push(`  no reply: ${reasonText(reason, guest)} (${reason})`);
  return `${lines.join('\n')}\n`;
}

const messageLine = (frame: Frame): string => `${messageName(frame).padEnd(9)}${tcpdumpLine(encodeFrame(frame))}`;

export function messageName(frame: Frame): string {
  const message = messageOf(frame);
  const code = message && optionValue(message, WIRE_CODES.message_type, 1);
  return (code !== undefined && messageTypeOf(code)) || 'BOOTP';
}

export function messageOf(frame: Frame): DhcpMessage | undefined {
  const decoded = decodeMessage(frame.payload);
  return decoded.kind === 'message' ? decoded.message : undefined;
}

/** The address first, then every option by name, in the order of the message. */
function optionLines(frame: Frame): string[] {
  const message = messageOf(frame);
  if (!message) return [];
  const rows = [
    ['your address', printIPv4(message.yiaddr)],
    ...decodeOptions(message).map(({ name, text }) => [name, text]),
  ] as [string, string][];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}

function renderFlows(exchanges: readonly Exchange[]): string {
  const flows = [...new Set<LogicalFlow>(exchanges.flatMap(exchange => exchange.flows))];
  return flows.length > 0 ? `flows:\n${flows.map(flow => `${printFlow(flow)}\n`).join('')}` : '';
}

/** In one sentence, what the guest has now. */
export function verdictOf(exchanges: readonly Exchange[], guest: Guest): string {
  const { reply, reason } = exchanges.at(-1)!;
  if (!reply) return `no lease: ${reasonText(reason!, guest)}`;
  const message = messageOf(reply.frame)!;
  if (reply.type === 'NAK') return 'no lease: the server refuses the address that the guest asked for (DHCPNAK)';
  const options = new Map(decodeOptions(message).map(({ name, text }) => [name, text]));
  const server = options.get('server_id') ?? printIPv4(reply.frame.ip4.src);
  const address = printIPv4(message.yiaddr || message.ciaddr);
  const lease = options.get('lease_time');
  const what = reply.type === 'OFFER' ? 'offered' : lease === undefined ? 'configured' : 'leased';
  return `${what} ${address}${lease === undefined ? '' : ` for ${lease} s`} by ${server}`;
}

function reasonText(reason: ExchangeReason, { pod, vm }: Guest): string {
  const isPod = reason === 'dhcp-options-unset' && pod !== undefined && vm === undefined;
  if (isPod) return `${pod} is a pod, not a VM: OVN-Kubernetes sets DHCP options on the ports of VMs only`;
  return { ...SILENCES, ...EXCHANGE_REASONS }[reason];
}
