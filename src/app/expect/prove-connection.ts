/** Proves what a case expects of all packets of a pair, with the symbolic engine; a packet that shows the contrary is the answer. */
import { isOpen } from '../../analyze/expect/compare-connection.ts';
import type { ConnectionCase, PortText } from '../../analyze/expect/test-case.ts';
import type { Findings, TestProblem } from '../../analyze/expect/test-report.ts';
import type { Explanation } from '../../analyze/explain/answer/explanation.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import type { ProofExample, ReachProof } from '../../analyze/reach/prove.ts';
import type { Fault, Result } from '../../base/result.ts';
import { gapNotes } from '../../render/trace/gap-notes.ts';
import { guestsBetween, isAmong, provePackets } from '../reach/prove-packets.ts';
import type { Opened } from '../sources/opened.ts';
import { ALL_PACKETS, matchOfOthers, matchOfPort } from './packet-matches.ts';
import { replayOf } from './replay.ts';
import { explainPacket } from './run-connection.ts';
import type { TestSession } from './test-session.ts';

/** What is proved: that all packets of a match arrive, or that none does. */
interface Claim {
  readonly wanted: 'allow' | 'deny';
  readonly match: string;
  /** As sentences name the packets. */
  readonly title: string;
  /** A packet of these, to be tried. */
  readonly port?: PortText;
}

export async function proveConnection(
  from: string,
  to: string,
  each: ConnectionCase,
  session: TestSession,
): Promise<Findings> {
  const claims = claimsOf(each);
  const problems: TestProblem[] = [];
  for (const claim of claims) problems.push(...(await proveClaim({ from, to, claim, forbid: each.forbid }, session)));
  return { questions: claims.length, problems };
}

function claimsOf({ packets, port, expect: { allow, deny } }: ConnectionCase): readonly Claim[] {
  const isAll = packets === undefined || packets === 'all';
  const all = isAll ? ALL_PACKETS : packets;
  const of = (wanted: 'allow' | 'deny', each: PortText | undefined): Claim =>
    each === undefined
      ? { wanted, match: all, title: isAll ? 'IP packets' : `packets of ${packets}` }
      : { wanted, match: `(${all}) && (${matchOfPort(each)})`, title: `${each} packets`, port: each };
  const listed = (ports: true | readonly PortText[] | undefined) =>
    ports === undefined ? [] : ports === true ? [port] : ports;
  const others = [`(${all})`, ...(Array.isArray(allow) ? allow : []).map(matchOfOthers)].join(' && ');
  return [
    ...listed(allow).map(each => of('allow', each)),
    ...(deny === 'all' ? [of('deny', undefined)] : []),
    ...(deny === 'others' ? [{ wanted: 'deny', match: others, title: 'other IP packets' } as const] : []),
    ...(deny === 'all' || deny === 'others' ? [] : listed(deny).map(each => of('deny', each))),
  ];
}

interface Question {
  readonly from: string;
  readonly to: string;
  readonly claim: Claim;
  readonly forbid: readonly string[];
}

async function proveClaim(question: Question, session: TestSession): Promise<readonly TestProblem[]> {
  const opened = await session.openFor(question.from);
  if ('error' in opened) return [{ status: 'error', text: opened.error.message }];
  const ends = guestsBetween(opened.value, question.from, question.to);
  if ('error' in ends) return [{ status: 'error', text: ends.error.message }];
  const proving = { ...question, ends: ends.value, opened: opened.value, session };
  const here = proofHere(proving);
  if ('error' in here) return [{ status: 'error', text: here.error.message }];
  const isProved = contraryIn(here.value, proving) === undefined && here.value.gaps.length === 0;
  const isRemote = ends.value[1].port.type === 'remote';
  return isRemote && !(isProved && question.claim.wanted === 'deny')
    ? throughNodes(here.value, proving)
    : judge(here.value, proving);
}

interface Proving extends Question {
  readonly ends: readonly [Guest, Guest];
  /** The network of the sender's node. */
  readonly opened: Opened;
  readonly session: TestSession;
}

/** Every packet that is allowed is sent to the receiver itself; what is denied can come by any way. */
const proofHere = ({ opened, ends, claim: { wanted, match } }: Proving): Result<ReachProof, Fault> =>
  provePackets(opened, ...ends, match, { isDirect: wanted === 'allow' });

const contraryIn = ({ arriving, missing }: ReachProof, { claim }: Question): ProofExample | undefined =>
  claim.wanted === 'deny' ? arriving : missing;

const namesOf = ({ claim: { title }, ends: [from, to] }: Proving): string => `${title} from ${from.name} to ${to.name}`;

async function judge(proof: ReachProof, proving: Proving): Promise<readonly TestProblem[]> {
  const { claim, forbid } = proving;
  const example = contraryIn(proof, proving);
  if (example) return [await contradicted(example, proving)];
  if (proof.gaps.length > 0) return [open(proving, gapNotes(proof.gaps).join('; '))];
  if (claim.wanted === 'allow' && proof.hasChoice)
    return [open(proving, 'a load balancer or one of several routes may choose another way')];
  const forbidden = [...new Set<string>(proof.assumptions)].find(code => forbid.includes(code));
  if (forbidden === undefined) return [];
  const text = `the proof about the ${namesOf(proving)} assumes ${forbidden}, which the case forbids`;
  return [{ status: 'failed', text }];
}

const open = (proving: Proving, why: string): TestProblem => ({
  status: 'undecided',
  text: `what becomes of the ${namesOf(proving)} is not decided: ${why}`,
});

/** A packet that is like the example is explained, if there is one. */
async function contradicted({ microflow, port }: ProofExample, proving: Proving): Promise<TestProblem> {
  const { claim, session, opened } = proving;
  const what = claim.wanted === 'deny' ? 'not all are dropped: this one arrives' : 'not all arrive: this one does not';
  const explanation = port === undefined ? undefined : await contraryExplained(port, proving);
  return {
    status: 'failed',
    text: `of the ${namesOf(proving)}, ${what}`,
    counterexample: microflow,
    ...(explanation && { explanation }),
    replay: replayOf('trace', session, ['--ct-scenario', 'first', microflow], opened.node),
  };
}

/** The explanation of a packet of the claim that shows the contrary. */
async function contraryExplained(
  port: PortText,
  { from, to, claim, opened, session }: Proving,
): Promise<Explanation | undefined> {
  const tried = await explainPacket({ from, to, port }, session);
  if ('error' in tried) return undefined;
  const { explanation } = tried.value;
  const isContrary = !isOpen(explanation) && explanation.verdict === (claim.wanted === 'allow' ? 'no' : 'yes');
  return isContrary && isAmong(opened, claim.match, explanation.replay.at(-1)!) ? explanation : undefined;
}

const BETWEEN_NODES =
  'the receiver is on another node, and what a router sends there is tried, not proved; limit the packets to those for its own MAC with "packets"';

/**
 * The receiver is on another node, whose flows decide, too. What drops all packets on one of the nodes is proof enough, and so
 * is that both let all pass. Otherwise packets are tried, because a router changes packets on their way.
 */
async function throughNodes(here: ReachProof, proving: Proving): Promise<readonly TestProblem[]> {
  const { claim, from, to, session } = proving;
  const there = await session.openFor(to);
  const ends = 'error' in there ? there : guestsBetween(there.value, from, to);
  if ('error' in there || 'error' in ends || ends.value[1].port.type === 'remote')
    return [open(proving, `it is on another node; add the databases of the node of ${to}`)];
  const beyond = provePackets(there.value, ...ends.value, claim.match, { isDirect: true });
  if ('error' in beyond) return [open(proving, beyond.error.message)];
  if (isProvedByBoth(here, beyond.value, proving)) return [];
  const examples = [contraryIn(here, proving)?.port, contraryIn(beyond.value, proving)?.port, claim.port];
  for (const port of new Set(examples.filter(each => each !== undefined))) {
    const explanation = await contraryExplained(port, proving);
    if (explanation) return [contrary(explanation, proving)];
  }
  return [open(proving, BETWEEN_NODES)];
}

function isProvedByBoth(here: ReachProof, beyond: ReachProof, proving: Proving): boolean {
  if (here.gaps.length + beyond.gaps.length > 0 || contraryIn(beyond, proving)) return false;
  return proving.claim.wanted === 'allow' ? here.missing === undefined : isAllDirect(proving);
}

/** Whether no packet arrives by a router. */
function isAllDirect({ claim, ends, opened }: Proving): boolean {
  const { mac } = ends[1];
  if (mac === undefined) return false;
  const proof = provePackets(opened, ...ends, `(${claim.match}) && eth.dst != ${mac}`, { isDirect: false });
  if ('error' in proof) return proof.error.code === 'domain-empty';
  return proof.value.arriving === undefined && proof.value.gaps.length === 0;
}

function contrary(explanation: Explanation, proving: Proving): TestProblem {
  const { claim, session } = proving;
  return {
    status: 'failed',
    text: `of the ${namesOf(proving)}, not all are ${claim.wanted === 'allow' ? 'allowed' : 'dropped'}: ${explanation.text}`,
    counterexample: explanation.replay.at(-1)!,
    explanation,
    replay: replayOf('trace', session, explanation.replay, explanation.subject.node),
  };
}
