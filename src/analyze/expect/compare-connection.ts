/** The explanation of a packet, compared with what a case expects of it. */
import type { Explanation, Phase } from '../explain/answer/explanation.ts';
import type { ConnectionExpectation } from './test-case.ts';
import type { TestProblem } from './test-report.ts';

export interface ExplainedPacket {
  readonly explanation: Explanation;
  /** Who decided, in all forms that people write. */
  readonly actors: readonly string[];
  /** The addresses that a name means; none if it means nothing that has addresses. */
  readonly addressesOf: (name: string) => readonly string[];
}

/** Whether an answer is not decided: another node, whose flows the source does not have, may drop what passes here. */
export const isOpen = ({ verdict, missing }: Explanation): boolean =>
  verdict === 'undecided' || missing.some(({ code }) => code === 'node-database');

type Details = Pick<ConnectionExpectation, 'reason' | 'by' | 'via' | 'reply'> & { readonly forbid: readonly string[] };

export function compareConnection(wanted: 'allow' | 'deny', packet: ExplainedPacket, details: Details): TestProblem[] {
  const { explanation } = packet;
  const { verdict, text, code, missing } = explanation;
  if (isOpen(explanation)) {
    const lacking = missing.map(each => each.text).join('; ');
    return [{ status: 'undecided', text: `${text}${lacking === '' ? '' : `: ${lacking}`}`, explanation }];
  }
  if ((verdict === 'yes') !== (wanted === 'allow')) {
    const expected = wanted === 'allow' ? 'that it can' : 'that it cannot';
    return [{ status: 'failed', text: `${text} (${code}), but the case expects ${expected}`, explanation }];
  }
  return CHECKS.flatMap(check => check(packet, details));
}

type Check = (packet: ExplainedPacket, details: Details) => TestProblem[];

const differs = ({ explanation }: ExplainedPacket, what: string): TestProblem => ({
  status: 'failed',
  text: `${explanation.text} (${explanation.code}), but ${what}`,
  explanation,
});

const checkReason: Check = (packet, { reason }) =>
  reason === undefined || packet.explanation.code === reason
    ? []
    : [differs(packet, `the case expects the reason ${reason}`)];

const checkActor: Check = (packet, { by }) => {
  const { actors } = packet;
  if (by === undefined || actors.includes(by)) return [];
  const found = actors.length > 0 ? actors.join(', ') : 'nothing that the source names';
  return [differs(packet, `the case expects that ${by} decides; it is ${found}`)];
};

const checkReply: Check = (packet, { reply }) => {
  if (reply === undefined) return [];
  const found = packet.explanation.reply;
  if (!found || found.verdict === 'undecided') {
    const text = `${packet.explanation.text}, but its reply cannot be followed in this source`;
    return [{ status: 'undecided', text, explanation: packet.explanation }];
  }
  if ((found.verdict === 'yes') === reply) return [];
  const what = `the reply ${reply ? `does not come back (${found.code})` : 'comes back'}`;
  return [differs(packet, what)];
};

const checkAssumptions: Check = (packet, { forbid }) =>
  packet.explanation.assumed
    .filter(({ code }) => forbid.includes(code))
    .map(({ code, text }) => differs(packet, `the answer assumes ${code}, which the case forbids: ${text}`));

/** Each name has to be on the way. If endpoints are named, load balancers may choose no other ones. */
const checkWay: Check = (packet, { via }) => {
  if (via === undefined) return [];
  const { phases } = packet.explanation;
  const passed = new Set(phases.map(({ datapath }) => datapath));
  const endpoints = endpointsIn(phases);
  const named = via.flatMap(name => endpointsCalled(name, packet).filter(each => endpoints.includes(each)));
  const absent = via.find(
    name => !passed.has(name) && !endpointsCalled(name, packet).some(each => named.includes(each)),
  );
  const listed = endpoints.length > 0 ? `; load balancers lead to ${endpoints.join(', ')}` : '';
  if (absent !== undefined) return [differs(packet, `it does not pass ${absent}${listed}`)];
  const other = named.length === 0 ? undefined : endpoints.find(each => !named.includes(each));
  return other === undefined ? [] : [differs(packet, `it may also go to ${other}, which the case does not name`)];
};

const CHECKS: readonly Check[] = [checkReason, checkActor, checkWay, checkReply, checkAssumptions];

const endpointsIn = (phases: readonly Phase[]): readonly string[] => [
  ...new Set(phases.flatMap(({ endpoints = [] }) => endpoints.map(({ address, port }) => joined(address, port)))),
];

const joined = (address: string, port: number): string => (port === 0 ? address : `${bracketed(address)}:${port}`);
const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** `proj2/web-0:8080`, `172.22.0.7:8080`, or without a port. */
function endpointsCalled(name: string, { addressesOf }: ExplainedPacket): readonly string[] {
  const [, host, port] = /^(.*?):(\d+)$/.exec(name) ?? [];
  const withPort = host === undefined ? [] : addressesOf(host.replace(/^\[(.*)\]$/, '$1'));
  return [...withPort.map(address => joined(address, Number(port))), ...addressesOf(name)];
}
