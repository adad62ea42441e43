/** What a guest got by DHCP, compared with what a case expects. */
import type { LeaseAnswer } from '../diagnose/lease-answer.ts';
import type { LeaseVerdict } from '../diagnose/lease-report.ts';
import type { LeaseExpectation } from './test-case.ts';

/** A lease in the words of a test file; absent parts are those that the answer does not have. */
export interface FoundLease {
  readonly verdict: LeaseVerdict;
  readonly address?: string;
  readonly prefixLength?: number;
  /** The server that answers: `OVN`, or that of the interface. */
  readonly answers?: string;
  /** By OVN's names. */
  readonly options: ReadonlyMap<string, string>;
  /** Why there is none. */
  readonly reason?: string;
}

export function foundLease({ report, interfaces }: LeaseAnswer, verdict: LeaseVerdict): FoundLease {
  const last = report?.exchanges.at(-1);
  const reply = report?.verdict === 'no' && report.diagnosis ? undefined : last?.reply;
  const isGranted = reply !== undefined && reply.message !== 'NAK';
  const options = new Map((isGranted ? reply.options : []).map(({ name, text }) => [name, text]));
  const elsewhere = report ? undefined : interfaces.find(({ answerer }) => answerer)?.answerer;
  const address = isGranted ? reply.address : elsewhere?.address;
  const reason =
    report?.diagnosis?.code ?? last?.noReply?.reason ?? interfaces.find(row => row.diagnosis)?.diagnosis?.code;
  const prefixLength = lengthOf(options.get('netmask'));
  const answers = isGranted ? 'OVN' : (elsewhere?.server ?? 'nobody');
  return {
    verdict,
    ...(address !== undefined && { address }),
    ...(prefixLength !== undefined && { prefixLength }),
    answers,
    options,
    ...(reason !== undefined && !isGranted && { reason }),
  };
}

function lengthOf(netmask: string | undefined): number | undefined {
  const bits = netmask
    ?.split('.')
    .map(part => Number(part).toString(2).padStart(8, '0'))
    .join('');
  return bits !== undefined && /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : undefined;
}

/** Sentences about what is different, after the name of the guest; none if all is as expected. */
export function compareLease(found: FoundLease, expect: LeaseExpectation): readonly string[] {
  return [...addressDifferences(found, expect), ...ROWS.flatMap(row => row(found, expect))];
}

const textOf = ({ address, prefixLength }: FoundLease): string =>
  address === undefined ? 'no lease' : `${address}${prefixLength === undefined ? '' : `/${prefixLength}`}`;

function addressDifferences(found: FoundLease, { lease }: LeaseExpectation): readonly string[] {
  if (lease === undefined) return [];
  const { verdict, address, reason } = found;
  const isLeased = verdict !== 'no' && address !== undefined;
  const why = reason === undefined ? '' : ` (${reason})`;
  if (lease === 'none') return isLeased ? [`gets ${textOf(found)}, but the case expects no lease`] : [];
  if (!isLeased) return [`gets no lease${why}, but the case expects ${lease === 'any' ? 'one' : lease}`];
  if (lease === 'any') return [];
  const isSame = lease.includes('/') ? lease === textOf(found) : lease === address;
  return isSame ? [] : [`gets ${textOf(found)}, but the case expects ${lease}`];
}

type Row = (found: FoundLease, expect: LeaseExpectation) => readonly string[];

const option =
  (title: string, name: string, wantedIn: (expect: LeaseExpectation) => string | undefined): Row =>
  ({ options }, expect) =>
    different(title, options.get(name), wantedIn(expect));

function different(title: string, found: string | undefined, wanted: string | undefined): readonly string[] {
  if (wanted === undefined || found === wanted) return [];
  return [`gets ${found === undefined ? `no ${title}` : `${title} ${found}`}, but the case expects ${wanted}`];
}

const ROWS: readonly Row[] = [
  option('server', 'server_id', ({ server }) => server),
  option('router', 'router', ({ router }) => router),
  option('MTU', 'mtu', ({ mtu }) => mtu?.toString()),
  option('DNS servers', 'dns_server', ({ dns }) => dns?.join(', ')),
  option('lease time', 'lease_time', ({ leaseTime }) => leaseTime?.toString()),
  ({ options }, expect) => [...expect.options].flatMap(([name, text]) => different(name, options.get(name), text)),
  ({ reason }, expect) =>
    expect.reason === undefined || expect.reason === reason
      ? []
      : [`is refused for ${reason ?? 'no reason'}, but the case expects the reason ${expect.reason}`],
  ({ answers }, expect) =>
    expect.answers === undefined || expect.answers === answers
      ? []
      : [`is answered by ${answers ?? 'nobody'}, but the case expects ${expect.answers}`],
];
