/**
 * Which connections each of many guests can open to each other one. Guests that behave alike are asked about once, and
 * one question about a sender has the answers for all destinations.
 */
import { type Fault, failed, type Result } from '../../base/result.ts';
import { type LogicalNetwork, lacksTable } from '../../network/logical-network.ts';
import { EMPTY, EVERY } from '../../symbolic/diagram/diagram.ts';
import type { FateAssumption } from '../../symbolic/outcomes/assumptions.ts';
import { SCENARIO_ASSUMPTIONS } from '../../symbolic/outcomes/assumptions.ts';
import { type FatesAnswer, type SymbolicNetwork, withinLimit } from '../../symbolic/question.ts';
import type { Gap } from '../../trace/gaps/gap.ts';
import type { Guest } from '../guests/guest.ts';
import { alikeGuests } from './alike-guests.ts';
import { type GuestClass, mergeEqualRows } from './equal-rows.ts';
import { cellOf, type MatrixCell } from './pair-cell.ts';
import {
  arrivalDomain,
  destinationDomain,
  domainExpression,
  domainNode,
  type PairEnd,
  senderDomain,
} from './pair-domain.ts';
import { conditionsOf, pairSets } from './pair-sets.ts';
import { addressRivals, rivalText } from './rivals.ts';

export interface Matrix {
  readonly classes: readonly GuestClass[];
  /** By the class of the sender, then by that of the destination. On the diagonal: to others of the class. */
  readonly cells: readonly (readonly MatrixCell[])[];
  readonly assumptions: readonly FateAssumption[];
  readonly gaps: readonly Gap[];
}

export interface MatrixQuestion {
  readonly network: LogicalNetwork;
  readonly guests: readonly Guest[];
  /** A match that limits the packets in question; empty for all. */
  readonly limit: string;
  readonly nodeLimit: number;
}

export function askMatrix(symbolic: SymbolicNetwork, question: MatrixQuestion): Matrix {
  const classes = classesOf(question);
  const conditions: Conditions = { assumptions: new Set([SCENARIO_ASSUMPTIONS.first]), gaps: new Set() };
  const cells = classes.map(senders => rowOf(symbolic, question, senders, classes, conditions));
  const { assumptions, gaps } = conditions;
  return { ...mergeEqualRows({ classes, cells }), assumptions: [...assumptions], gaps: [...gaps] };
}

/** A guest whose address another port has, too, and one of several ports of a VM or pod, is a class of its own. */
function classesOf({ network, guests }: MatrixQuestion): readonly GuestClass[] {
  const groups = alikeGuests(network, guests) as readonly GuestClass[];
  const isSpecial = (guest: Guest): boolean =>
    addressRivals(guest, network).length > 0 || guests.some(other => other !== guest && isSameGuest(other, guest));
  return groups.flatMap((members): readonly GuestClass[] =>
    members.some(isSpecial) ? members.map(guest => [guest] as const) : [members],
  );
}

/** A VM or pod has a port on each of its networks, and a VM has two while it migrates. */
const isSameGuest = (a: Guest, b: Guest): boolean => a.pod !== undefined && a.name === b.name;

interface Conditions {
  readonly assumptions: Set<FateAssumption>;
  readonly gaps: Set<Gap>;
}

function rowOf(
  symbolic: SymbolicNetwork,
  question: MatrixQuestion,
  senders: GuestClass,
  classes: readonly GuestClass[],
  conditions: Conditions,
): readonly MatrixCell[] {
  const targets = classes.map(members => {
    const to = members === senders ? members[1] : members[0];
    return to && isSameGuest(senders[0], to) && members !== senders ? undefined : to;
  });
  const cells = cellsOf(symbolic, question, senders[0], targets, conditions);
  return cells.map((cell, index) => (targets[index] && doubtOfTarget(question, targets[index])) ?? cell);
}

/** It is not certain that packets to the address of a guest go to it, if another port has the address, too. */
function doubtOfTarget({ network }: MatrixQuestion, to: Guest): MatrixCell | undefined {
  const [rival] = addressRivals(to, network);
  return rival && { kind: 'unanswered', why: rivalText(rival) };
}

function cellsOf(
  symbolic: SymbolicNetwork,
  question: MatrixQuestion,
  from: Guest,
  targets: readonly (Guest | undefined)[],
  conditions: Conditions,
): readonly MatrixCell[] {
  if (from.port.type === 'remote') {
    return targets.map(to => (to ? arrivalCell(symbolic, question, from, to, conditions) : { kind: 'self' }));
  }
  const answer = answersFrom(symbolic, question, from, targets, conditions);
  if ('value' in answer) return answer.value;
  return targets.map(to => (to ? { kind: 'unanswered', why: answer.error.message } : { kind: 'self' }));
}

/** What this node does with packets of another node that arrive for a guest; the rest is decided there. */
function arrivalCell(
  symbolic: SymbolicNetwork,
  { network, limit, nodeLimit }: MatrixQuestion,
  from: Guest,
  to: Guest,
  conditions: Conditions,
): MatrixCell {
  if (to.port.type === 'remote' || to.port.datapath !== from.port.datapath) return { kind: 'elsewhere' };
  const domain = domainExpression(arrivalDomain({ guest: from, network }, { guest: to, network }, limit));
  const [name, arrivesFor] = [from.port.logical_port, to.port.logical_port];
  const fates = symbolic.fatesOf({
    from: name,
    arrivesFor,
    domain,
    scenario: 'first',
    goals: new Set([arrivesFor]),
    nodeLimit,
  });
  if ('error' in fates) return { kind: 'unanswered', why: fates.error.message };
  const cell = withinLimit(() => {
    const { certain, leaving, undecided } = pairSets(fates.value, arrivesFor, fates.value.domain);
    const { diagram, domain: packets } = fates.value;
    return cellOf(diagram, packets, { certain: EMPTY, leaving: diagram.union(certain, leaving), undecided });
  });
  if ('error' in cell) return { kind: 'unanswered', why: cell.error.message };
  noteConditions(fates.value, conditions);
  return cell.value;
}

function noteConditions(answer: FatesAnswer, { assumptions, gaps }: Conditions): void {
  const met = conditionsOf(answer);
  for (const code of met.assumptions) assumptions.add(code);
  for (const gap of met.gaps) gaps.add(gap);
}

type Asked = Result<readonly MatrixCell[], Fault>;

/** A cell for each target, in one question. */
function answersFrom(
  symbolic: SymbolicNetwork,
  { network, limit, nodeLimit }: MatrixQuestion,
  guest: Guest,
  targets: readonly (Guest | undefined)[],
  conditions: Conditions,
): Asked {
  const from: PairEnd = { guest, network };
  const own = senderDomain(from, limit);
  if (own === undefined) return failed('address-unknown', `the source does not have the MAC address of ${guest.name}`);
  const domains = targets.map(to => to && destinationDomain(from, { guest: to, network }));
  const asked = [...new Set(domains.filter(domain => domain !== undefined))];
  if (asked.length === 0) return { value: targets.map(to => (to ? withoutDomain(to, network) : { kind: 'self' })) };
  const goals = new Set(targets.flatMap(to => (to ? [to.port.logical_port] : [])));
  const domain = domainExpression(`${own} && (${asked.map(text => `(${text})`).join(' || ')})`);
  const fates = symbolic.fatesOf({ from: guest.port.logical_port, domain, scenario: 'first', goals, nodeLimit });
  if ('error' in fates) return fates;
  const answer = fates.value;
  return withinLimit(() => {
    noteConditions(answer, conditions);
    return targets.map((to, index): MatrixCell => {
      const match = domains[index];
      if (!to) return { kind: 'self' };
      if (match === undefined) return withoutDomain(to, network);
      const packets = answer.diagram.guard(domainNode(answer.diagram, match, EVERY), answer.domain);
      return cellOf(answer.diagram, packets, pairSets(answer, to.port.logical_port, packets));
    });
  });
}

/** Packets to a guest whose addresses, or the routers to which, the source does not have are not known. */
function withoutDomain({ mac, ips, name }: Guest, network: LogicalNetwork): MatrixCell {
  if (mac === undefined && ips.length === 0)
    return { kind: 'unanswered', why: `the source does not have the addresses of ${name}` };
  if (!lacksTable(network, 'Port_Binding')) return UNREACHABLE;
  return { kind: 'unanswered', why: 'the source does not have the routers of the sender' };
}

/** On another switch, and without a router that leads there. */
const UNREACHABLE: MatrixCell = { kind: 'answered', parts: [{ open: [], undecided: [] }] };
