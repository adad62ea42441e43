/**
 * Random cases for a real program and udon to agree on. `UDON_CASES` sets how many; `UDON_SEED` and `UDON_PATH` replay
 * one. A case that differs is made smaller before it is shown.
 */
import fc, { type Arbitrary } from 'fast-check';
import { expect } from 'vitest';

const { UDON_CASES, UDON_SEED, UDON_PATH } = process.env;
/** How many cases a failing one is made smaller by, at most. */
const MOST_SHRINKS = 100;

export interface Cases<T> {
  readonly arbitrary: Arbitrary<T>;
  /** How many, where `UDON_CASES` does not say. */
  readonly count: number;
  /** The test file, for the command that replays a case. */
  readonly file: string;
  /** What differs, empty where nothing does; undefined where the real program gave no answer. */
  difference(value: T): Promise<string | undefined>;
  /** The case for people to read. */
  print(value: T): string;
}

/** Fails with the smallest case that differs; else says how many there were, and the seed. */
export async function expectNoDifference<T>({ arbitrary, count, file, difference, print }: Cases<T>): Promise<string> {
  let tried = 0;
  let failedAt: number | undefined;
  const isSame = fc.asyncProperty(arbitrary, async value => {
    if (failedAt !== undefined && tried - failedAt > MOST_SHRINKS) return;
    tried++;
    const found = await difference(value);
    fc.pre(found !== undefined);
    if (found === '') return;
    failedAt ??= tried;
    throw new Error(found);
  });
  const details = await fc.check(isSame, {
    numRuns: Number(UDON_CASES ?? count),
    ...(UDON_SEED !== undefined && { seed: Number(UDON_SEED) }),
    ...(UDON_PATH !== undefined && { path: UDON_PATH }),
  });
  const { numRuns, numSkips, numShrinks, seed, counterexample, counterexamplePath, errorInstance } = details;
  if (details.failed) {
    expect.fail(
      [
        `the real program (-) and udon (+) differ; after ${numShrinks} steps towards a small case:`,
        (errorInstance as Error).message,
        '',
        ...counterexample!.map(print),
        `UDON_SEED=${seed} UDON_PATH=${counterexamplePath} npx vitest run ${file}`,
      ].join('\n'),
    );
  }
  return `${numRuns} cases, seed ${seed}${numSkips > 0 ? `; without an answer: ${numSkips}` : ''}`;
}
