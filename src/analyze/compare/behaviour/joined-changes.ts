/** Changes that are the same for several senders or destinations, as one. */
import type { BehaviourChange } from './behaviour-change.ts';

/** The ones that concern the most pairs come first. */
export function joinedChanges(changes: readonly BehaviourChange[]): readonly BehaviourChange[] {
  const bySender = joinedBy(changes, 'from', 'to');
  return [...joinedBy(bySender, 'to', 'from')].sort((left, right) => countOf(right) - countOf(left));
}

const countOf = ({ from, to }: BehaviourChange): number => from.length * to.length;

/** Joins the names of `joined` where all the rest is equal. The example of the first is kept. */
function joinedBy(
  changes: readonly BehaviourChange[],
  same: 'from' | 'to',
  joined: 'from' | 'to',
): readonly BehaviourChange[] {
  const groups = new Map<string, BehaviourChange>();
  for (const change of changes) {
    const { kind, before, after, packets } = change;
    const key = JSON.stringify([kind, before, after, packets, change[same]]);
    const known = groups.get(key);
    groups.set(key, known ? { ...known, [joined]: unique([...known[joined], ...change[joined]]) } : change);
  }
  return [...groups.values()];
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();
