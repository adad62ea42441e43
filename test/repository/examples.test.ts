/** The worked examples in `docs/examples` match the current code: they compile, and a missing step causes an error. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/root.ts';
import { changedFiles, type Step, stepsOf, typeErrors } from './examples.ts';

const FOLDER = `${ROOT}/docs/examples`;

describe.each(readdirSync(FOLDER))('%s', name => {
  const steps = stepsOf(readFileSync(`${FOLDER}/${name}`, 'utf8'));

  const paths = [...new Set(steps.map(({ path }) => path))];
  const errorsOf = (taken: readonly Step[]) => typeErrors(paths, changedFiles(taken));

  test('compiles', () => {
    expect(steps.length).toBeGreaterThan(2);
    expect(errorsOf(steps)).toEqual([]);
  });

  const checked = steps.flatMap((step, index) => (step.isChecked ? [[index + 1, step.path] as const] : []));
  test.each(checked)('does not compile without step %i: %s', number => {
    expect(errorsOf(steps.filter((_, index) => index !== number - 1))).not.toEqual([]);
  });
});
