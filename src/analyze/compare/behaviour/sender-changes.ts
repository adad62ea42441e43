/** What is different for the packets of one sender, followed through both networks in one diagram. */
import { type Diagram, EMPTY, EVERY } from '../../../symbolic/diagram/diagram.ts';
import type { Node } from '../../../symbolic/diagram/node-table.ts';
import type { FateAssumption } from '../../../symbolic/outcomes/assumptions.ts';
import type { FatesAnswer } from '../../../symbolic/question.ts';
import type { Gap } from '../../../trace/gaps/gap.ts';
import type { Guest } from '../../guests/guest.ts';
import {
  arrivalDomain,
  destinationDomain,
  domainExpression,
  domainNode,
  ofFamilies,
  senderDomain,
} from '../../reach/pair-domain.ts';
import { conditionsOf, pairSets, waitingSets } from '../../reach/pair-sets.ts';
import { listed, routerMacs } from '../../reach/reach-domain.ts';
import type { BehaviourChange, BehaviourSide } from './behaviour-change.ts';
import { changeOf, type SideSets } from './change-of-sets.ts';
import { type GuestPair, hasSameAddresses } from './same-guests.ts';
import type { PairClass } from './touched-pairs.ts';

/** A guest to which packets are sent, and those for which the answer is the same. */
export interface BehaviourTarget {
  readonly pair: GuestPair;
  readonly members: PairClass;
}

export interface SenderQuestion {
  readonly diagram: Diagram;
  readonly before: BehaviourSide;
  readonly after: BehaviourSide;
  readonly senders: PairClass;
  readonly targets: readonly BehaviourTarget[];
  /** Whether a difference can concern what a guest sends to itself. */
  readonly isSelf: boolean;
  /** Other ports by which packets can leave, by name. */
  readonly ports: readonly string[];
  /** IP addresses that guests of one side only have: packets to them are not compared. */
  readonly moved: readonly string[];
}

export interface SenderChanges {
  /** How many pairs of guests were asked about. */
  readonly pairs: number;
  readonly changes: readonly BehaviourChange[];
  readonly assumptions: readonly FateAssumption[];
  readonly gaps: readonly Gap[];
}

const SIDES = ['before', 'after'] as const;
type SideName = (typeof SIDES)[number];

/** Undefined if the question is too large. */
export function changesFrom(question: SenderQuestion): SenderChanges | undefined {
  const { diagram, senders, targets, ports } = question;
  const [sender] = senders;
  const macs = macsOf(question);
  const domains = { before: domainOf(question, 'before', macs), after: domainOf(question, 'after', macs) };
  if (domains.before === undefined || domains.after === undefined) return NONE;
  const [was, is] = [fatesOn(question, 'before', domains.before), fatesOn(question, 'after', domains.after)];
  if (!was || !is) return undefined;
  const isShared = hasSameAddresses(sender);
  const between = targets.flatMap(({ pair, members }) => {
    const [before, after] = [setsFor(question, 'before', was, pair), setsFor(question, 'after', is, pair)];
    return changeOf({ diagram, sender, before, after, isExact: isShared && hasSameAddresses(pair) }, senders, members);
  });
  const outside = ports.flatMap(port => {
    const [before, after] = [was, is].map(answer => setsOf(answer, port, answer.domain, answer.domain));
    return changeOf({ diagram, sender, before: before!, after: after!, isExact: isShared }, senders, port);
  });
  const waiting = waitingChanges(question, was, is);
  return {
    changes: [...between, ...leavingChanges(outside, waiting), ...selfChanges(question, was, is)],
    pairs: countOf(senders, targets),
    ...conditionsOfAll([was, is]),
  };
}

/** A packet that waits for a MAC leaves by a port afterwards: both are one change. */
const leavingChanges = (
  outside: readonly BehaviourChange[],
  waiting: readonly BehaviourChange[],
): readonly BehaviourChange[] => {
  const keyOf = ({ kind, example }: BehaviourChange) => JSON.stringify([kind, example]);
  const waits = new Set(waiting.map(keyOf));
  const portsOf = (change: BehaviourChange) =>
    outside.filter(each => keyOf(each) === keyOf(change)).flatMap(({ to }) => to);
  return [
    ...outside.filter(change => !waits.has(keyOf(change))),
    ...waiting.map(change => ({ ...change, to: [...portsOf(change), ...change.to] })),
  ];
};

/** Packets of a guest that come back to it through a service. Those to its own addresses are no connection. */
function selfChanges(question: SenderQuestion, was: FatesAnswer, is: FatesAnswer): readonly BehaviourChange[] {
  const { diagram, senders } = question;
  const [sender] = senders;
  if (!question.isSelf) return [];
  const [before, after] = [was, is].map((answer, index) => {
    const { ips, port } = sender[SIDES[index]!];
    const { arriving, undecided, domain } = setsOf(answer, port.logical_port, answer.domain, EMPTY);
    const others = notTo(diagram, ips);
    return {
      arriving: diagram.guard(others, arriving),
      undecided: diagram.guard(others, undecided),
      domain,
      own: EMPTY,
    };
  });
  const sets = { diagram, sender, before: before!, after: after!, isExact: hasSameAddresses(sender) };
  return senders.flatMap(each => changeOf(sets, [each], [each]));
}

/** Packets to the outside wait in a router, if the source has not learned the MAC of the next hop. */
function waitingChanges(
  { diagram, senders, moved }: SenderQuestion,
  was: FatesAnswer,
  is: FatesAnswer,
): readonly BehaviourChange[] {
  const [sender] = senders;
  const [before, after] = [was, is].map(answer => waitingSets(answer, notTo(diagram, moved))) as [Waiting, Waiting];
  const sideOf = ({ domain }: FatesAnswer, arriving: Node = EMPTY) => ({
    arriving,
    undecided: EMPTY,
    domain,
    own: domain,
  });
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(router => {
    const sides = { before: sideOf(was, before.get(router)), after: sideOf(is, after.get(router)) };
    return changeOf({ diagram, sender, ...sides, isExact: hasSameAddresses(sender) }, senders, `next hop of ${router}`);
  });
}

type Waiting = ReturnType<typeof waitingSets>;

function notTo(diagram: Diagram, addresses: readonly string[]): Node {
  return addresses.length === 0 ? EVERY : diagram.not(domainNode(diagram, ofFamilies('dst', addresses), EVERY));
}

const NONE: SenderChanges = { changes: [], pairs: 0, assumptions: [], gaps: [] };

const countOf = (senders: PairClass, targets: readonly BehaviourTarget[]): number =>
  targets.reduce((sum, { members }) => sum + senders.length * members.length, 0);

function conditionsOfAll(answers: readonly FatesAnswer[]): Pick<SenderChanges, 'assumptions' | 'gaps'> {
  const conditions = answers.map(conditionsOf);
  return {
    assumptions: conditions.flatMap(({ assumptions }) => assumptions),
    gaps: conditions.flatMap(({ gaps }) => gaps),
  };
}

/** What this node does with packets that guests of another node send to its own. Undefined if it is too large. */
export function arrivalsFrom(question: SenderQuestion): SenderChanges | undefined {
  const { diagram, senders, targets } = question;
  const [sender] = senders;
  const local = targets.filter(({ pair }) => SIDES.every(side => isArrival(sender[side], pair[side])));
  const answers: FatesAnswer[] = [];
  const changes: BehaviourChange[] = [];
  for (const { pair, members } of local) {
    const [was, is] = [arrivalsOn(question, 'before', pair), arrivalsOn(question, 'after', pair)];
    if (!was || !is) return undefined;
    answers.push(was, is);
    const [before, after] = [was, is].map((answer, index) => arrivalSets(answer, sender, pair, SIDES[index]!));
    const isExact = hasSameAddresses(sender) && hasSameAddresses(pair);
    changes.push(...changeOf({ diagram, sender, before: before!, after: after!, isExact }, senders, members));
  }
  return { changes, pairs: countOf(senders, local), ...conditionsOfAll(answers) };
}

/** People know the packets that are sent without a router. Others can have a MAC that no guest has. */
function arrivalSets(answer: FatesAnswer, sender: GuestPair, pair: GuestPair, side: SideName): SideSets {
  const { diagram, domain } = answer;
  const to = pair[side];
  const sets = setsOf(answer, to.port.logical_port, domain, domain);
  if (to.mac === undefined) return sets;
  const direct = domainNode(diagram, `eth.src == ${sender[side].mac} && eth.dst == ${to.mac}`, EVERY);
  return { ...sets, usual: diagram.guard(direct, domain) };
}

const isArrival = (from: Guest, to: Guest): boolean =>
  to.port.type !== 'remote' && to.port.datapath === from.port.datapath;

function arrivalsOn(
  { diagram, senders, ...sides }: SenderQuestion,
  side: SideName,
  to: GuestPair,
): FatesAnswer | undefined {
  const { network, symbolic } = sides[side];
  const [from, arrivesFor] = [senders[0][side].port.logical_port, to[side].port.logical_port];
  const domain = domainExpression(
    arrivalDomain({ guest: senders[0][side], network }, { guest: to[side], network }, ''),
  );
  const answer = symbolic.fatesOf({
    from,
    arrivesFor,
    domain,
    scenario: 'first',
    goals: new Set([arrivesFor]),
    diagram,
  });
  return 'value' in answer ? answer.value : undefined;
}

/** The MAC addresses to which the packets in question are sent, of both sides. */
function macsOf(question: SenderQuestion): readonly string[] {
  const macs = SIDES.flatMap(side => {
    const sender = question.senders[0][side];
    const near = question.targets
      .map(({ pair }) => pair[side])
      .filter(({ port }) => port.datapath === sender.port.datapath);
    return [...near.flatMap(({ mac }) => mac ?? []), ...routerMacs(question[side].network, sender)];
  });
  return [...new Set(macs)];
}

function domainOf({ senders, ...sides }: SenderQuestion, side: SideName, macs: readonly string[]): string | undefined {
  if (macs.length === 0) return undefined;
  return senderDomain({ guest: senders[0][side], network: sides[side].network }, `eth.dst == ${listed(macs)}`);
}

function fatesOn(question: SenderQuestion, side: SideName, domain: string): FatesAnswer | undefined {
  const { diagram, senders, targets, ports, isSelf } = question;
  const from = senders[0][side].port.logical_port;
  const own = isSelf ? [from] : [];
  const goals = new Set([...targets.map(({ pair }) => pair[side].port.logical_port), ...ports, ...own]);
  const asked = { from, domain: domainExpression(domain), scenario: 'first', goals, wantsMade: true, diagram } as const;
  const answer = question[side].symbolic.fatesOf(asked);
  return 'value' in answer ? answer.value : undefined;
}

/** The packets that reach a guest, and those that are sent to its own addresses. */
function setsFor({ senders, ...sides }: SenderQuestion, side: SideName, answer: FatesAnswer, to: GuestPair): SideSets {
  const { network } = sides[side];
  const match = destinationDomain({ guest: senders[0][side], network }, { guest: to[side], network });
  const own = match === undefined ? EMPTY : domainNode(answer.diagram, match, EVERY);
  return setsOf(answer, to[side].port.logical_port, answer.domain, answer.diagram.guard(own, answer.domain));
}

/** Another node decides what becomes of packets that leave for it. */
function setsOf(answer: FatesAnswer, port: string, domain: Node, own: Node): SideSets {
  const { certain, leaving, undecided } = pairSets(answer, port, domain);
  return { arriving: answer.diagram.union(certain, leaving), undecided, domain, own };
}
