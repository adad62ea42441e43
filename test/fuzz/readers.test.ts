/** A few of the mutations that `npm run fuzz` makes, and whether these are what it says. */
import { describe, expect, test } from 'vitest';
import { faultOf } from './fault-of.ts';
import { Random } from './random.ts';
import { READERS, type Reader } from './readers.ts';

const MUTATIONS = 50;
const SEED = 20250301;

describe.each(READERS)('$name', reader => {
  test('reads its mutations, or says what is wrong with them', async () => {
    for (let mutation = 0; mutation < MUTATIONS; mutation++)
      expect(await faultOf(reader, SEED, mutation)).toBeUndefined();
  });

  test('gets the same files from a seed, and others from another', () => {
    const files = (seed: number) =>
      Array.from({ length: 5 }, (_, at) => Buffer.from(reader.make(new Random(seed + at))));
    expect(files(1)).toEqual(files(1));
    expect(files(1)).not.toEqual(files(100));
  });

  test('reads most mutations further than to their beginning', async () => {
    const said = new Set<string>();
    for (let mutation = 0; mutation < MUTATIONS; mutation++) {
      const found = await reader.read(reader.make(new Random(mutation)));
      said.add(found.map(({ code }) => code).join(' '));
    }
    expect(said.size).toBeGreaterThan(1);
  });
});

test('all shares are a whole', () => expect(READERS.reduce((sum, { share }) => sum + share, 0)).toBe(100));

test.each([
  ['an exception', () => Promise.reject(new TypeError('x is not a function')), /x is not a function/],
  [
    "a message of the engine's",
    () => Promise.resolve([{ code: 'x', severity: 'error', message: 'undefined: bad' } as const]),
    /^it says: undefined: bad$/,
  ],
])('%s is a fault', async (_, read: Reader['read'], expected) => {
  expect(await faultOf({ ...READERS[0]!, read }, SEED, 0)).toMatch(expected);
});
