/**
 * What two networks do with the packets of their guests. The packets of a sender are followed through both networks in one
 * decision diagram, so that equal sets are one number: then "the same" is a proof. Only pairs are asked about that a
 * difference of flows or rows can concern, and one of each class of guests that behave alike.
 */
import { remember } from '../../../base/remember.ts';
import type { LogicalNetwork } from '../../../network/logical-network.ts';
import { Diagram } from '../../../symbolic/diagram/diagram.ts';
import { type FateAssumption, SCENARIO_ASSUMPTIONS } from '../../../symbolic/outcomes/assumptions.ts';
import { withinLimit } from '../../../symbolic/question.ts';
import type { Gap } from '../../../trace/gaps/gap.ts';
import type { BehaviourChange, BehaviourCompared, BehaviourSide, NotAsked } from './behaviour-change.ts';
import { joinedChanges } from './joined-changes.ts';
import { type GuestsPaired, hasSameAddresses, pairGuests } from './same-guests.ts';
import { arrivalsFrom, type BehaviourTarget, changesFrom } from './sender-changes.ts';
import { alikePairs, type PairClass, touchedPairs } from './touched-pairs.ts';
import { touchesBetween } from './touches.ts';
import { unfollowed } from './unfollowed.ts';
import { withVerdict } from './zones-together.ts';

/** The nodes of one diagram, for the packets of one sender. */
const MOST_NODES = 10_000_000;

export function compareBehaviour(before: BehaviourSide, after: BehaviourSide): BehaviourCompared {
  const { pairs, removed, added } = pairGuests(before.guests, after.guests);
  const touches = touchesBetween(before.network, after.network);
  const networks = [before.network, after.network] as const;
  const touched = touchedPairs(networks, touches);
  const classes = touches.length === 0 ? [] : alikePairs(networks, pairs);
  const moved = movedAddresses({ pairs, removed, added });
  const found: Found = { changes: [], notAsked: [], assumptions: new Set(), gaps: new Set(), pairs: 0 };
  for (const senders of classes) {
    const targets = targetsOf(senders, classes).filter(({ pair }) => touched.isTouched(senders[0], pair));
    const isOutside = touched.isTouchedOutside(senders[0]);
    const isSelf = touched.isTouched(senders[0], senders[0]);
    if (targets.length === 0 && !isOutside && !isSelf) continue;
    ask({ before, after, senders, targets, isOutside, isSelf, moved }, found);
  }
  return withVerdict({
    changes: joinedChanges(found.changes),
    senders: pairs.length,
    pairs: found.pairs,
    removed: removed.map(({ name }) => name),
    added: added.map(({ name }) => name),
    notAsked: found.notAsked,
    notCompared: unfollowed(touches.flatMap(({ flow }) => flow ?? [])),
    assumptions: [SCENARIO_ASSUMPTIONS.first, ...found.assumptions],
    gaps: [...found.gaps],
  });
}

interface Found {
  readonly changes: BehaviourChange[];
  readonly notAsked: NotAsked[];
  readonly assumptions: Set<FateAssumption>;
  readonly gaps: Set<Gap>;
  pairs: number;
}

/** One of each class; of the own one, another guest. */
const targetsOf = (senders: PairClass, classes: readonly PairClass[]): readonly BehaviourTarget[] =>
  classes.flatMap(members => {
    const pair = members === senders ? members[1] : members[0];
    return pair ? [{ pair, members }] : [];
  });

interface Asked {
  readonly before: BehaviourSide;
  readonly after: BehaviourSide;
  readonly senders: PairClass;
  readonly targets: readonly BehaviourTarget[];
  readonly isOutside: boolean;
  readonly isSelf: boolean;
  readonly moved: readonly string[];
}

/** The addresses of guests that are not the same on both sides. */
function movedAddresses({ pairs, removed, added }: GuestsPaired): readonly string[] {
  const moved = pairs.filter(pair => !hasSameAddresses(pair)).flatMap(({ before, after }) => [before, after]);
  return [...new Set([...moved, ...removed, ...added].flatMap(({ ips }) => ips))];
}

/** Packets of a guest of another node do not enter here; those that arrive for a guest of this node are asked about. */
function ask({ senders, targets, isOutside, ...sides }: Asked, found: Found): void {
  const [sender] = senders;
  const not = (why: NotAsked['why']) =>
    found.notAsked.push(...senders.map(({ after: { name } }) => ({ from: name, why })));
  const isRemote = sender.before.port.type === 'remote' || sender.after.port.type === 'remote';
  if (sender.before.mac === undefined || sender.after.mac === undefined) {
    not('no-mac');
    return;
  }
  const diagram = new Diagram({ nodeLimit: MOST_NODES });
  const ports = isOutside ? [...outsidePorts(sides.before.network), ...outsidePorts(sides.after.network)] : [];
  const question = { diagram, ...sides, senders, targets, ports: [...new Set(ports)] };
  const answer = withinLimit(() => (isRemote ? arrivalsFrom(question) : changesFrom(question)));
  if ('error' in answer || !answer.value) {
    not('too-large');
    return;
  }
  found.pairs += answer.value.pairs;
  found.changes.push(...answer.value.changes);
  for (const code of answer.value.assumptions) found.assumptions.add(code);
  for (const gap of answer.value.gaps) found.gaps.add(gap);
}

/** By which packets leave the network. */
const outsidePorts = remember(({ Port_Binding }: LogicalNetwork): readonly string[] =>
  Port_Binding.filter(({ type }) => OUTSIDE.includes(type)).map(({ logical_port }) => logical_port),
);

const OUTSIDE: readonly string[] = ['localnet', 'vtep', 'l2gateway'];
