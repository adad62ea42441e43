/** Which packets of a port reach another one, or what becomes of all of them, proved by the symbolic engine. */
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { Expression } from '../../sema/match/expression.ts';
import { EMPTY } from '../../symbolic/diagram/diagram.ts';
import type { Node } from '../../symbolic/diagram/node-table.ts';
import { type FateAssumption, OF_CHOICE, SCENARIO_ASSUMPTIONS } from '../../symbolic/outcomes/assumptions.ts';
import type { Fate } from '../../symbolic/outcomes/outcome.ts';
import { type FatesAnswer, type SymbolicNetwork, withinLimit } from '../../symbolic/question.ts';
import { type Description, describePackets } from '../../symbolic/sets/describe.ts';
import { microflowText } from '../../symbolic/sets/microflow-text.ts';
import { pick } from '../../symbolic/sets/pick.ts';
import type { Gap } from '../../trace/gaps/gap.ts';
import type { Scenario } from '../../trace/state/conntrack-states.ts';

export interface ReachQuestion {
  /** Logical ports. Without a destination, all outcomes are asked for. */
  readonly from: string;
  readonly to?: string;
  readonly scenario: Scenario;
  /** The packets in question; all if absent. */
  readonly domain?: Expression;
  readonly nodeLimit?: number;
  /** Without a destination: only the packets that OVN drops. */
  readonly isOnlyDrops?: boolean;
  /** Lines about each set; more are counted as such. */
  readonly lineLimit: number;
}

/** Packets with one outcome. */
export interface ReachedSet {
  readonly outcome: Fate;
  readonly packets: Description;
  /** One of them, and the microflow that describes it. */
  readonly example: Packet;
  readonly microflow: string;
  /** Whether a choice (of a backend, of a route) decides whether each packet has the outcome. */
  readonly isPossible: boolean;
}

export interface ReachAnswer {
  /** `yes` if packets reach the destination, `no` if it is proved that none does. */
  readonly verdict: 'yes' | 'no' | 'undecided';
  readonly sets: readonly ReachedSet[];
  readonly assumptions: readonly FateAssumption[];
  /** What the source does not tell and packets in question need. */
  readonly gaps: readonly Gap[];
}

export type ReachFault = 'port-unknown' | 'too-many-nodes' | 'domain-empty';

export function askReach(network: SymbolicNetwork, question: ReachQuestion): Result<ReachAnswer, Fault<ReachFault>> {
  const { to } = question;
  const fates = network.fatesOf({ ...question, ...(to !== undefined && { goals: new Set([to]) }) });
  if ('value' in fates && fates.value.domain === EMPTY) {
    return failed('domain-empty', 'no packet fulfils the domain of the question');
  }
  return 'error' in fates ? fates : withinLimit(() => toReach(fates.value, question));
}

function toReach(answer: FatesAnswer, question: ReachQuestion): ReachAnswer {
  const { diagram, fates, outcome } = answer;
  const numbers = outcomesIn(answer);
  const wanted = numbers.filter(number => isWanted(outcome(number), question));
  const gaps = numbers.map(outcome).flatMap(each => (each.kind === 'unknown' ? [each.gap] : []));
  const assumed = numbers.map(outcome).flatMap(each => (each.kind === 'assumes' ? [each.code] : []));
  const uncertain = diagram.where(fates, all => all.some(number => number > 0 && outcome(number).kind === 'unknown'));
  const sets = wanted.map(number => setOf(answer, number, question));
  const certain = wanted.some(number => diagram.without(uncertain, having(answer, number)) !== EMPTY);
  return {
    verdict: certain ? 'yes' : gaps.length > 0 ? 'undecided' : 'no',
    sets,
    assumptions: [SCENARIO_ASSUMPTIONS[question.scenario], ...assumed],
    gaps,
  };
}

/** The outcomes that any packet in question has. */
function outcomesIn({ diagram, fates }: FatesAnswer): readonly number[] {
  const numbers = new Set<number>();
  diagram.where(fates, outcomes => {
    for (const number of outcomes) if (number > 0) numbers.add(number);
    return false;
  });
  return [...numbers].sort((a, b) => a - b);
}

const DROPS: readonly Fate['kind'][] = ['dropped', 'no-match', 'returned', 'lost', 'consumed', 'loop'];

function isWanted(outcome: Fate, { to, isOnlyDrops }: ReachQuestion): boolean {
  if (outcome.kind === 'assumes' || outcome.kind === 'unknown') return false;
  if (to === undefined) return isOnlyDrops !== true || DROPS.includes(outcome.kind);
  return outcome.kind === 'delivered' && outcome.port?.logical_port === to;
}

const having = ({ diagram, fates }: FatesAnswer, number: number): Node =>
  diagram.where(fates, outcomes => outcomes.includes(number));

function setOf(answer: FatesAnswer, number: number, { from, lineLimit }: ReachQuestion): ReachedSet {
  const { diagram, domain, inport, outcome, fates } = answer;
  const set = having(answer, number);
  const chosen = diagram.where(
    fates,
    all => all.includes(number) && all.some(each => each > 0 && isChoice(outcome(each))),
  );
  const example = pick(diagram, set, inport);
  return {
    outcome: outcome(number),
    packets: describePackets(diagram, set, domain, lineLimit),
    example,
    microflow: microflowText(from, example),
    isPossible: chosen !== EMPTY,
  };
}

const isChoice = (outcome: Fate): boolean => outcome.kind === 'assumes' && OF_CHOICE.includes(outcome.code);
