/** A DHCP conversation as text: the verdict, each frame as tcpdump prints it, the options of each reply, and the flows that decided. */
import type { Diagnosis, DoctorCode } from '../../analyze/diagnose/chain.ts';
import type { LeaseReport } from '../../analyze/diagnose/lease-report.ts';
import type { SurveyRow } from '../../analyze/diagnose/survey.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import type { Exchange } from '../../analyze/lease/dhcp-exchange.ts';
import type { FrameView } from '../../analyze/lease/frame-view.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { printFlow } from '../../network/print-flows.ts';
import { gapNotes } from '../trace/gap-notes.ts';
import { diagnosisDetails, diagnosisLine } from './dhcp-diagnosis.ts';
import { renderInterfaces } from './dhcp-survey.ts';

/** The verdict first, with what supports it; then the conversation and the flows that decided. */
export function renderLeaseReport(report: LeaseReport, interfaces: readonly SurveyRow[] = []): string {
  const { name, guest, exchanges, diagnosis } = report;
  const conversation = exchanges.map(exchange => renderExchange(exchange, messageWidth(exchanges), diagnosis));
  if (diagnosis && isAnswered(exchanges)) conversation.unshift(`what the flows answer ${onceOk(diagnosis)}:\n`);
  const parts = [
    `${verdictLines(report)}${guest ? guestLine(guest) : name}\n${renderInterfaces(interfaces)}`,
    ...conversation,
    renderPath(exchanges),
  ];
  return parts.filter(part => part !== '').join('\n');
}

/** The headline, and a line for each detail. */
function verdictLines(report: LeaseReport): string {
  const { diagnosis, exchanges, doubts, assumptions, verdict } = report;
  const details = [
    ...gapNotes(doubts).map(note => `  unknown  ${note}\n`),
    ...gapNotes(assumptions).map(note => `  assumed  ${note}\n`),
    ...(report.isBindingUnknown ? [`  assumed  ${BINDING_ASSUMED}\n`] : []),
  ];
  const isOnce = diagnosis && isAnswered(exchanges) && verdict !== 'undecided';
  const once = isOnce ? [`  then   would be ${outcomeOf(exchanges)} ${onceOk(diagnosis)}\n`] : [];
  const found = diagnosis ? [diagnosisDetails(diagnosis)] : [];
  return [`${leaseHeadline(report)}\n`, ...found, ...once, ...details].join('');
}

/** The verdict in one line, with the code of the diagnosis if there is one. */
export function leaseHeadline({ verdict, diagnosis, exchanges }: LeaseReport): string {
  const found = diagnosis ? `no lease: ${diagnosisLine(diagnosis)}` : `${leaseOutcome({ exchanges })}`;
  if (verdict !== 'undecided') return found;
  return `undecided: from what the source has, ${!diagnosis && isAnswered(exchanges) ? 'would be ' : ''}${found}`;
}

/** Which address and lease the exchanges give; undefined without exchanges. */
export const leaseOutcome = ({ exchanges }: Pick<LeaseReport, 'exchanges'>): string | undefined =>
  exchanges.length > 0 ? outcomeOf(exchanges) : undefined;

/** The assumption about a VM whose binding is not known. */
export const BINDING_ASSUMED =
  'the requests of the VM get to OVN, which depends on its binding; only its manifest says it';

const onceOk = ({ code }: Diagnosis): string => (NOT_UP.has(code) ? 'once the port is up' : 'once that is fixed');

const NOT_UP: ReadonlySet<DoctorCode> = new Set(['requested-chassis-unknown', 'port-unbound', 'port-down']);

/** Whether the flows grant what the guest asks for, even if something else is wrong. */
const isAnswered = (exchanges: readonly Exchange[]): boolean =>
  exchanges.length > 0 && exchanges.every(({ reply }) => reply && reply.message !== 'NAK');

const guestLine = ({ name, port, mac, ips }: Guest): string =>
  `${name}: port ${port.logical_port}, ${[mac ?? 'no MAC address', ...ips].join(', ')}`;

/** If there is a diagnosis, it explains a missing reply better than the exchange itself. */
function renderExchange({ request, reply, noReply }: Exchange, width: number, diagnosis?: Diagnosis): string {
  const answer = reply ? [messageLine(reply, width), ...optionLines(reply)] : [];
  const lines = [messageLine(request, width), ...answer];
  if (noReply) lines.push(diagnosis ? '  no reply' : `  no reply: ${noReply.text} (${noReply.reason})`);
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

/** Which address and lease the guest has. */
function outcomeOf(exchanges: readonly Exchange[]): string {
  const { reply, noReply } = exchanges.at(-1)!;
  if (!reply) return `no lease: ${noReply!.text}`;
  if (reply.message === 'NAK') return 'no lease: the server refuses the address that the guest asked for (DHCPNAK)';
  if ('ip6' in reply.frame) return outcomeOf6(reply);
  const options = new Map(reply.options.map(({ name, text }) => [name, text]));
  const server = options.get('server_id') ?? 'a server without server_id';
  const lease = options.get('lease_time');
  if (lease === undefined) return `configured ${reply.address}, without a lease, by ${server}`;
  return `${reply.message === 'OFFER' ? 'offered' : 'leased'} ${reply.address} for ${lease} s by ${server}`;
}

/** OVN's IPv6 leases are infinite. */
function outcomeOf6({ message, address, options }: FrameView): string {
  const text = (name: string) => options.find(option => option.name === name)?.text;
  if (message === 'ROUTER-ADVERTISEMENT') {
    const prefixes = options.filter(({ name }) => name === 'prefix').map(option => option.text.split(' ')[0]);
    return `router ${text('slla')}: ${text('addr_mode')}${prefixes.map(prefix => `, in ${prefix}`).join('')}`;
  }
  const server = text('server_id') ?? 'a server without server_id';
  if (address === undefined) return `configured, without an address, by ${server}`;
  return `${message === 'ADVERTISE' ? 'offered' : 'leased'} ${address} with an infinite lease by ${server}`;
}
