/**
 * Random cases in which a real program and udon must agree. `UDON_CASES` sets their number; `UDON_SEED` and `UDON_PATH`
 * replay one. A case with a difference is made smaller before it is shown.
 */
import fc, { type Arbitrary } from 'fast-check';
import { expect } from 'vitest';

const { UDON_CASES, UDON_SEED, UDON_PATH } = process.env;
/** The maximum number of smaller cases that are tried for a failing one. */
const MOST_SHRINKS = 100;

export interface Cases<T> {
  readonly arbitrary: Arbitrary<T>;
  /** The number of cases, if `UDON_CASES` is not set. */
  readonly count: number;
  /** The test file, for the command that replays a case. */
  readonly file: string;
  /** The differences, empty if there are none; undefined if the real program gave no answer. */
  difference(value: T): Promise<string | undefined>;
  /** The case in a readable form. */
  print(value: T): string;
}

/** Throws with the smallest case that differs; otherwise returns the number of cases and the seed. */
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
        ...counterexample!.map(value => print(value)),
        `UDON_SEED=${seed} UDON_PATH=${counterexamplePath} npx vitest run ${file}`,
      ].join('\n'),
    );
  }
  return `${numRuns} cases, seed ${seed}${numSkips > 0 ? `; without an answer: ${numSkips}` : ''}`;
}
