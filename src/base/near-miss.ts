/** The name that the user probably meant. */

/** The candidate nearest to `name`, if at most a third of the letters differ. Case does not matter. */
export function nearMiss(name: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .filter(candidate => Math.abs(name.length - candidate.length) <= Math.max(name.length, candidate.length) / 3)
    .map(candidate => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(name.length, best.candidate.length) / 3 ? best.candidate : undefined;
}

/** Ends a message about a name that there is not, where another name is `near`. */
export const suggestion = (near: string | undefined): string => (near === undefined ? '' : `; did you mean ${near}?`);

/** How many letters have to be inserted, removed, changed, or swapped with the next (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let index = 0; index < from.length; index++) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const change = row[column - 1]! + (from[index] === to[column - 1] ? 0 : 1);
      const isSwap = from[index] === to[column - 2] && from[index - 1] === to[column - 1];
      const swap = isSwap ? before[column - 2]! + 1 : change;
      next.push(Math.min(change, swap, row[column]! + 1, next[column - 1]! + 1));
    }
    before = row;
    row = next;
  }
  return row.at(-1)!;
}
