/** A DHCP conversation as text: each frame as tcpdump prints it, the options of each reply, and the flows that decided. */
import type { LeaseReport } from '../../analyze/diagnose/lease-report.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import type { Exchange } from '../../analyze/lease/dhcp-exchange.ts';
import type { FrameView } from '../../analyze/lease/frame-view.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { printFlow } from '../../network/print-flows.ts';
import { renderDiagnosis } from './dhcp-diagnosis.ts';

export function renderLeaseReport({ name, guest, exchanges, diagnosis }: LeaseReport): string {
  const parts = [
    `${guest ? guestLine(guest) : name}\n`,
    ...exchanges.map(exchange => renderExchange(exchange, messageWidth(exchanges))),
    renderPath(exchanges),
    diagnosis ? `no lease: ${renderDiagnosis(diagnosis)}` : `${verdictOf(exchanges)}\n`,
  ];
  return parts.filter(part => part !== '').join('\n');
}

const guestLine = ({ name, port, mac, ips }: Guest): string =>
  `${name}: port ${port.logical_port}, ${[mac ?? 'no MAC address', ...ips].join(', ')}`;

function renderExchange({ request, reply, noReply }: Exchange, width: number): string {
  const answer = reply ? [messageLine(reply, width), ...optionLines(reply)] : [];
  const lines = [messageLine(request, width), ...answer];
  if (noReply) lines.push(`  no reply: ${noReply.text} (${noReply.reason})`);
  return `${lines.join('\n')}\n`;
}

/** The length of the longest message name. At least 8, so lines of DHCPv4 have the same columns in every conversation. */
const messageWidth = (exchanges: readonly Exchange[]): number =>
  Math.max(
    'DISCOVER'.length,
    ...exchanges.flatMap(({ request, reply }) => [request, reply]).map(view => view?.message.length ?? 0),
  );

const messageLine = ({ message, tcpdump }: FrameView, width: number): string => `${message.padEnd(width)} ${tcpdump}`;

/** The address, then every option in the order of the message. */
function optionLines({ address, options }: FrameView): string[] {
  const rows = [...(address === undefined ? [] : [{ name: 'your address', text: address }]), ...options];
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows.map(({ name, text }) => `  ${name.padEnd(width)}  ${text}`);
}

/** The flows that decided, from the guest's port and back to it. */
function renderPath(exchanges: readonly Exchange[]): string {
  const flows = [...new Set<LogicalFlow>(exchanges.flatMap(exchange => exchange.flows))];
  return flows.length > 0 ? `flows:\n${flows.map(flow => `${printFlow(flow)}\n`).join('')}` : '';
}

/** One line that says which address and lease the guest has. */
function verdictOf(exchanges: readonly Exchange[]): string {
  const { reply, noReply } = exchanges.at(-1)!;
  if (!reply) return `no lease: ${noReply!.text}`;
  if (reply.message === 'NAK') return 'no lease: the server refuses the address that the guest asked for (DHCPNAK)';
  if ('ip6' in reply.frame) return verdictOf6(reply);
  const options = new Map(reply.options.map(({ name, text }) => [name, text]));
  const server = options.get('server_id') ?? 'a server without server_id';
  const lease = options.get('lease_time');
  if (lease === undefined) return `configured ${reply.address}, without a lease, by ${server}`;
  return `${reply.message === 'OFFER' ? 'offered' : 'leased'} ${reply.address} for ${lease} s by ${server}`;
}

/** OVN's IPv6 leases are infinite. */
function verdictOf6({ message, address, options }: FrameView): string {
  const text = (name: string) => options.find(option => option.name === name)?.text;
  if (message === 'ROUTER-ADVERTISEMENT') {
    const prefixes = options.filter(({ name }) => name === 'prefix').map(option => option.text.split(' ')[0]);
    return `router ${text('slla')}: ${text('addr_mode')}${prefixes.map(prefix => `, in ${prefix}`).join('')}`;
  }
  const server = text('server_id') ?? 'a server without server_id';
  if (address === undefined) return `configured, without an address, by ${server}`;
  return `${message === 'ADVERTISE' ? 'offered' : 'leased'} ${address} with an infinite lease by ${server}`;
}
