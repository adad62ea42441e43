/**
 * Sets of outcomes, each stored once. An outcome is a number that the caller chooses, from 1 on; a set is a sorted list. The
 * union of two sets is remembered, because a run asks for the same few pairs many times.
 */
export class OutcomeSets {
  private readonly sets: (readonly number[])[] = [];
  private readonly ids = new Map<string, number>();
  private readonly unions = new Map<number, number>();

  /** The number of a set; equal sets have one number. */
  idOf(outcomes: Iterable<number>): number {
    const sorted = [...new Set(outcomes)].sort((a, b) => a - b);
    const key = sorted.join(' ');
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    this.ids.set(key, this.sets.length);
    return this.sets.push(sorted) - 1;
  }

  outcomes(id: number): readonly number[] {
    return this.sets[id]!;
  }

  union(a: number, b: number): number {
    const pair = a < b ? a * MOST_SETS + b : b * MOST_SETS + a;
    const known = this.unions.get(pair);
    if (known !== undefined) return known;
    const union = this.idOf([...this.outcomes(a), ...this.outcomes(b)]);
    this.unions.set(pair, union);
    return union;
  }
}

const MOST_SETS = 2 ** 26;
