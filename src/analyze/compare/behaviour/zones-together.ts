/** What was found in the zones of several nodes, as one answer, with what was left out. */
import type { BehaviourChange, BehaviourCompared, NotCompared } from './behaviour-change.ts';
import { joinedChanges } from './joined-changes.ts';

/** The answer in the zone of one node. */
export interface ZoneCompared {
  /** Absent if it is the only one. */
  readonly node?: string;
  readonly compared: BehaviourCompared;
}

/** At least one zone. Guests of different nodes are in the zones of both, so a change can be found twice. */
export function zonesTogether(
  zones: readonly ZoneCompared[],
  notCompared: readonly NotCompared[] = [],
): BehaviourCompared {
  const all = zones.map(({ compared }) => compared);
  const unique = <V>(of: (compared: BehaviourCompared) => readonly V[]): readonly V[] => [...new Set(all.flatMap(of))];
  return withVerdict({
    changes: joinedChanges(zones.flatMap(({ node, compared }) => compared.changes.map(change => onNode(change, node)))),
    senders: Math.max(...all.map(({ senders }) => senders)),
    pairs: all.reduce((sum, { pairs }) => sum + pairs, 0),
    removed: unique(({ removed }) => removed),
    added: unique(({ added }) => added),
    notAsked: all.flatMap(({ notAsked }) => notAsked),
    notCompared: different([...all.flatMap(compared => compared.notCompared), ...notCompared]),
    assumptions: unique(({ assumptions }) => assumptions),
    gaps: unique(({ gaps }) => gaps),
  });
}

/** Zones have many flows alike, so the same can be left out of several. */
const different = (all: readonly NotCompared[]): readonly NotCompared[] => [
  ...new Map(all.map(each => [JSON.stringify(each), each])).values(),
];

const onNode = (change: BehaviourChange, node: string | undefined): BehaviourChange =>
  node === undefined ? change : { ...change, example: { ...change.example, node } };

/** `same` only if nothing was left out. */
export function withVerdict(found: Omit<BehaviourCompared, 'verdict'>): BehaviourCompared {
  const { changes, notAsked, gaps, notCompared } = found;
  const isLeftOut = notAsked.length + gaps.length + notCompared.length > 0;
  return { verdict: changes.length > 0 ? 'different' : isLeftOut ? 'undecided' : 'same', ...found };
}
