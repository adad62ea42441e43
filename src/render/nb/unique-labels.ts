/** Unique labels for items that may look alike. Each label is only as long as necessary. */

/** One part of a label. It may be empty. */
export type LabelStep<T> = (item: T) => string;

/**
 * A unique label for each item. Items with the same parts are numbered in the order of `contentOf`, so labels do not
 * depend on the order of the items. An item without any part gets the label `fallback`.
 */
export function uniqueLabels<T>(
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

/** Adds parts, one step at a time, to items with the same label so far. */
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
