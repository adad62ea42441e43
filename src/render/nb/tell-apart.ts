/** Gives things that may look alike labels of their own: each as much of what can be said of it as it takes. */

/** One thing that can be said; empty where there is nothing to say. */
export type LabelStep<T> = (item: T) => string;

/**
 * A label for each item, unlike all others. Those that no step tells apart are numbered in the order of `contentOf`, so
 * that labels do not depend on the order of the items. An item of which nothing can be said is called `fallback`.
 */
export function tellApart<T>(
  items: readonly T[],
  steps: readonly LabelStep<T>[],
  contentOf: LabelStep<T>,
  fallback: string,
): (readonly [T, string])[] {
  const sorted = [...describe(items, '', steps)].sort(
    ([a, label], [b, other]) => compare(label, other) || compare(contentOf(a), contentOf(b)),
  );
  const taken = new Set<string>();
  return sorted.map(([item, text]) => {
    const label = firstFree(text || fallback, taken);
    taken.add(label);
    return [item, label];
  });
}

/** Items of which the same was said so far are told more of, step by step. */
function* describe<T>(
  items: readonly T[],
  said: string,
  [step, ...rest]: readonly LabelStep<T>[],
): Generator<[T, string]> {
  if (!step || (items.length === 1 && said !== '')) {
    for (const item of items) yield [item, said];
    return;
  }
  for (const [more, group] of groupedBy(step, items)) {
    yield* describe(group, [said, more].filter(Boolean).join(', '), rest);
  }
}

function groupedBy<T>(step: LabelStep<T>, items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const text = step(item);
    const group = groups.get(text);
    if (group) group.push(item);
    else groups.set(text, [item]);
  }
  return groups;
}

function firstFree(label: string, taken: ReadonlySet<string>): string {
  let free = label;
  for (let number = 2; taken.has(free); number++) free = `${label} #${number}`;
  return free;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
