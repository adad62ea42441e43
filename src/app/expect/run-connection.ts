/** Runs cases about connections: each pair and port is explained, and the answer compared with what is expected. */
import { compareConnection } from '../../analyze/expect/compare-connection.ts';
import type { ConnectionCase, ConnectionExpectation, MatrixCase, PortText } from '../../analyze/expect/test-case.ts';
import { type Findings, findingsOf, type TestProblem } from '../../analyze/expect/test-report.ts';
import type { Explanation } from '../../analyze/explain/answer/explanation.ts';
import { guestsCalled } from '../../analyze/guests/guest.ts';
import type { Fault, Result } from '../../base/result.ts';
import { ownerText } from '../../render/owner-text.ts';
import { type AskFault, explainIn } from '../explain/explain-in.ts';
import { guestSources } from '../guests/guest-sources.ts';
import type { Opened } from '../sources/opened.ts';
import { replayOf } from './replay.ts';
import { namesMeant, sendersAndReceivers } from './select-who.ts';
import type { TestSession } from './test-session.ts';

/** What one packet is asked for. */
export interface PacketQuestion {
  readonly from: string;
  readonly to: string;
  readonly port?: PortText | undefined;
}

export async function runConnection(each: ConnectionCase, session: TestSession): Promise<Findings> {
  const pairs = await pairsIn(each, session);
  if ('error' in pairs) return faultOf(pairs.error.message);
  const asked = questionsOf(each);
  const found: Findings[] = [];
  for (const [from, to] of pairs.value)
    for (const { wanted, port } of asked) {
      const details = detailsFor(wanted, each.expect, each.forbid);
      found.push(await askPacket({ from, to, port }, wanted, details, session));
    }
  return findingsOf(found);
}

export async function runMatrix({ cells, forbid }: MatrixCase, session: TestSession): Promise<Findings> {
  const found: Findings[] = [];
  for (const { from, to, allow, deny } of cells) {
    for (const port of allow) found.push(await askPacket({ from, to, port }, 'allow', { forbid }, session));
    for (const port of deny) found.push(await askPacket({ from, to, port }, 'deny', { forbid }, session));
  }
  return findingsOf(found);
}

export const faultOf = (text: string): Findings => ({ questions: 0, problems: [{ status: 'error', text }] });

export async function pairsIn(
  { from, to }: Pick<ConnectionCase, 'from' | 'to'>,
  session: TestSession,
): Promise<Result<readonly (readonly [string, string])[], Pick<Fault, 'message'>>> {
  const senders = await namesMeant(from, session);
  if ('error' in senders) return senders;
  const targets = await namesMeant(to, session);
  if ('error' in targets) return targets;
  const pairs = await sendersAndReceivers(senders.value, targets.value, session);
  return pairs.length > 0
    ? { value: pairs }
    : { error: { message: 'there is no pair of a sender and another receiver' } };
}

interface Asked {
  readonly wanted: 'allow' | 'deny';
  readonly port: PortText | undefined;
}

const questionsOf = ({ expect: { allow, deny }, port }: ConnectionCase): readonly Asked[] => [
  ...portsIn(allow, port).map(each => ({ wanted: 'allow', port: each }) as const),
  ...portsIn(deny, port).map(each => ({ wanted: 'deny', port: each }) as const),
];

/** With a list, the port of the case is one more. */
const portsIn = (
  ports: ConnectionExpectation['deny'],
  port: PortText | undefined,
): readonly (PortText | undefined)[] =>
  ports === undefined || ports === 'all' || ports === 'others' ? [] : ports === true ? [port] : ports;

/** The reason and who decides are those of denials, if the case has any. */
function detailsFor(
  wanted: 'allow' | 'deny',
  { deny, reason, by, via, reply }: ConnectionExpectation,
  forbid: readonly string[],
) {
  const isMeant = wanted === 'deny' || deny === undefined;
  return {
    forbid,
    ...(isMeant && { reason, by }),
    ...(wanted === 'allow' && { via, reply }),
  };
}

type Details = Parameters<typeof compareConnection>[2];

export async function askPacket(
  question: PacketQuestion,
  wanted: 'allow' | 'deny',
  details: Details,
  session: TestSession,
): Promise<Findings> {
  const answer = await explainPacket(question, session);
  if ('error' in answer) return { questions: 1, problems: [{ status: 'error', text: answer.error.message }] };
  const { explanation, opened } = answer.value;
  const packet = { explanation, actors: actorsOf(explanation), addressesOf: addressesIn(opened) };
  const problems = compareConnection(wanted, packet, details);
  return { questions: 1, problems: problems.map(problem => withReplay(problem, session)) };
}

export interface AnsweredQuestion {
  readonly explanation: Explanation;
  readonly opened: Opened;
}

export async function explainPacket(
  { from, to, port }: PacketQuestion,
  session: TestSession,
): Promise<Result<AnsweredQuestion, Fault<AskFault> | Fault>> {
  const opened = await session.openFor(from);
  if ('error' in opened) return opened;
  const openNodeOf = async (guest: string): Promise<Opened | undefined> => {
    const there = await session.openFor(guest);
    return 'error' in there ? undefined : there.value;
  };
  const explanation = await explainIn(opened.value, { from, to, protocol: port }, openNodeOf);
  return 'error' in explanation ? explanation : { value: { explanation: explanation.value, opened: opened.value } };
}

function withReplay(problem: TestProblem, session: TestSession): TestProblem {
  const { explanation } = problem;
  if (!explanation) return problem;
  return { ...problem, replay: replayOf('trace', session, explanation.replay, explanation.subject.node) };
}

const actorsOf = ({ by, owner, why }: Explanation): readonly string[] => [
  ...new Set([
    ...(owner ? [ownerText(owner)] : []),
    ...why.flatMap(({ object }) => object ?? []),
    ...(by === undefined ? [] : [by]),
  ]),
];

const addressesIn =
  (opened: Opened) =>
  (name: string): readonly string[] =>
    guestsCalled(name, guestSources(opened).guests()).flatMap(({ ips }) => ips);
