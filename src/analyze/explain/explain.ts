/** Explains one packet: traces it and its reply, and says who decided, why, and what would change it. */
import { datapathName } from '../../network/logical-network.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import { type AssumptionCode, EXPLAIN_CODES } from './answer/codes.ts';
import type { DirectionAnswer, ExplainSubject, Explanation, Reason } from './answer/explanation.ts';
import { isGroupAddress, isGroupMac } from './asked/next-hop.ts';
import { actionText, microflowOf, type Question } from './asked/question.ts';
import { directionOf } from './direction.ts';
import { doubtOf, type QuestionDoubt } from './doubts-of-question.ts';
import { assumedIn, missingIn, undecidedBy } from './doubts-of-trace.ts';
import { traceReply } from './reply.ts';
import { type ExplainContext, type TracedPacket, traceQuestion } from './traced-question.ts';
import type { Outcome } from './way/outcome.ts';
import { type Delivered, type Ending, endingsOf } from './way/path.ts';
import { changesFor } from './would-pass.ts';

/** An explanation, and how its packet ended, if another node goes on with it. */
export interface Explained {
  readonly explanation: Explanation;
  readonly outcome: Outcome;
}

/** Traces at most three packets. */
export function explainQuestion(question: Question, context: ExplainContext): Explained {
  const traced = traceQuestion(question, context.tracer, context);
  const { answer: found, missed } = directionOf(traced.outcome, context, verdict => sentence(question, verdict));
  const answer = withCopies(withTargetState(found, question, context), question, traced, context);
  const changes = answer.verdict === 'no' ? changesFor(question, missed, context) : { wouldPass: [], traces: 0 };
  const reply = wantsReply(question, answer) ? traceReply(question, traced.outcome, context) : undefined;
  const explanation: Explanation = {
    ...answer,
    ...common(question, context),
    ...remedyOf(answer),
    wouldPass: changes.wouldPass,
    ...(reply && { reply }),
    assumed: assumedIn(traced, [...assumptionsOf(question), ...ofReply(question, answer, reply)]),
    missing: missingIn(traced, context),
    traces: (question.isMacAsked ? 2 : 1) + changes.traces + (reply ? 1 : 0),
  };
  return { explanation: decided(explanation, traced, question), outcome: traced.outcome };
}

/** OVN has no flows to a port that is disabled, as if no port had the address. Only northbound rows tell. */
function withTargetState(answer: DirectionAnswer, { to }: Question, { nb }: ExplainContext): DirectionAnswer {
  if (answer.code !== 'destination-unknown' || to.kind !== 'port') return answer;
  const row = nb?.Logical_Switch_Port.find(({ name }) => name === to.port.logical_port);
  if (row?.enabled !== false) return answer;
  const text = `port ${row.name} is disabled, so OVN sends it nothing for ${to.address}`;
  return { ...answer, code: 'port-disabled', why: [{ text }] };
}

const MAX_COPIES = 8;

/** A packet to a group goes to several ports. */
function withCopies(
  answer: DirectionAnswer,
  question: Question,
  { trace }: TracedPacket,
  { nameOf }: ExplainContext,
): DirectionAnswer {
  if (!isToGroup(question)) return answer;
  const ports = endingsOf(trace.root)
    .filter(isDelivered)
    .map(({ node }) => node.to.row!);
  const [remote, own] = [ports.filter(isRemote), ports.filter(port => !isRemote(port))];
  return { ...answer, why: [...answer.why, ...copies('', own, nameOf), ...copies(' of other nodes', remote, nameOf)] };
}

const isDelivered = (ending: Ending): ending is Delivered => ending.kind === 'delivered';
const isRemote = ({ type }: PortRow): boolean => type === 'remote';

/** Whether the packet is for all, or for a group: nobody answers from such an address. */
export const isToGroup = ({ to, nextHopMac }: Question): boolean =>
  isGroupAddress(to.address) || (nextHopMac !== '' && isGroupMac(nextHopMac));

function copies(where: string, ports: readonly PortRow[], nameOf: ExplainContext['nameOf']): readonly Reason[] {
  if (ports.length === 0) return [];
  const names = [...new Set(ports.map(({ logical_port }) => nameOf(logical_port)))].sort();
  const more = names.length > MAX_COPIES ? ` and ${names.length - MAX_COPIES} more` : '';
  const list = `${names.slice(0, MAX_COPIES).join(', ')}${more}`;
  return [{ text: `a copy goes to ${names.length} port${names.length > 1 ? 's' : ''}${where}: ${list}` }];
}

/** A packet that the guest cannot send, because its network has no router to send it to. */
export const explainWithoutGateway = (question: Question, context: ExplainContext): Explanation => ({
  verdict: 'no',
  code: 'no-gateway',
  text: sentence(question, 'no'),
  ...common(question, context),
  ...remedyOf({ code: 'no-gateway' }),
  why: [
    {
      text: `no port of the network of ${question.from.name} has ${question.to.address}, and no router is linked to it`,
    },
  ],
  phases: [],
  wouldPass: [],
  assumed: [],
  missing: [],
  traces: 0,
});

export const sentence = (question: Question, verdict: 'yes' | 'no' | 'undecided'): string =>
  verdict === 'undecided'
    ? `whether ${question.from.name} can ${actionText(question)} is not decided`
    : `${question.from.name} ${verdict === 'yes' ? 'can' : 'cannot'} ${actionText(question)}`;

/** Nobody answers from the address of a group, which has a MAC of a group, too. */
const wantsReply = (question: Question, answer: DirectionAnswer): boolean =>
  goesOn(answer) && !isToGroup(question) && (question.scenario === 'first' || question.scenario === 'established');

/** Whether nothing here ends the packet: it arrives, or another node decides. */
export const goesOn = ({ verdict, code }: DirectionAnswer): boolean => verdict === 'yes' || code === 'passes-to-node';

/** With what the sources lack, the answer can be wrong: it is undecided, and says what it would be. */
export function decided(explanation: Explanation, { trace, outcome }: TracedPacket, question: Question): Explanation {
  const code = undecidedBy(trace.gaps);
  if (explanation.verdict === 'undecided' && !goesOn(explanation)) return explanation;
  const doubt = code
    ? { code, why: [] }
    : isDroppedBefore(explanation, question)
      ? undefined
      : doubtOf(question, outcome);
  return doubt ? doubted(explanation, doubt, question) : explanation;
}

/** Whether the packet is dropped before it is sent to a port: then size and addresses do not matter. */
const isDroppedBefore = ({ verdict, where }: Explanation, { from }: Question): boolean =>
  verdict === 'no' && where?.pipeline === 'ingress' && where.datapath === datapathName(from.port.datapath);

function doubted(explanation: Explanation, { code, why, missing }: QuestionDoubt, question: Question): Explanation {
  const { verdict } = EXPLAIN_CODES[code];
  const { verdict: found } = explanation;
  const shown = `as far as the sources show: ${found === 'undecided' ? '' : `${found}, `}${explanation.text} (${explanation.code})`;
  const { reply: _, by: __, ...others } = explanation;
  return {
    ...(verdict === 'no' ? others : explanation),
    verdict,
    code,
    text: sentence(question, verdict),
    ...remedyOf({ code }),
    why: [...why.map(text => ({ text })), ...(verdict === 'undecided' ? [{ text: shown }] : []), ...explanation.why],
    wouldPass: [],
    missing: [...explanation.missing, ...(missing ? [missing] : [])],
  };
}

export function remedyOf({ code }: Pick<Explanation, 'code'>): Pick<Explanation, 'remedy'> {
  const { remedy } = EXPLAIN_CODES[code];
  return remedy === '' ? {} : { remedy };
}

const common = (question: Question, { node }: ExplainContext): Pick<Explanation, 'subject' | 'replay'> => ({
  subject: subjectOf(question, node),
  replay: ['--ct-scenario', question.scenario, microflowOf(question)],
});

function subjectOf({ from, to, protocol, port, scenario }: Question, node: string | undefined): ExplainSubject {
  return {
    from: { name: from.name, port: from.port.logical_port, address: from.address, mac: from.mac },
    to: { name: to.name, address: to.address, ...(to.kind === 'port' && { port: to.port.logical_port }) },
    protocol,
    ...(port !== undefined && { port }),
    scenario,
    ...(node !== undefined && { node }),
  };
}

const OF_SCENARIO = {
  first: 'CT_FIRST_PACKET',
  established: 'CT_ESTABLISHED',
  reply: 'CT_REPLY',
  related: 'CT_RELATED',
  invalid: 'CT_INVALID',
} as const satisfies Record<Question['scenario'], AssumptionCode>;

const assumptionsOf = ({ scenario, to, isMacGiven }: Question): readonly AssumptionCode[] => [
  OF_SCENARIO[scenario],
  ...(isMacGiven ? [] : (['MAC_KNOWN'] as const)),
  ...(to.name === 'internet' ? (['INTERNET_ADDRESS'] as const) : []),
];

const ofReply = (
  question: Question,
  answer: DirectionAnswer,
  reply: DirectionAnswer | undefined,
): readonly AssumptionCode[] =>
  wantsReply(question, answer) && !reply && answer.code !== 'answered-by-router' ? ['SNAT_RETURN_NOT_TRACKED'] : [];
