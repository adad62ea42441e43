/** Long verdicts on terminals. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../../src/cli/terminal/fold.ts';

const words = fc.array(fc.stringMatching(/^[a-z0-9._-]{1,12}$/), { minLength: 1, maxLength: 60 });

test('a line keeps all of its words, and no line is wider than the terminal', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 40, max: 120 }), (all, columns) => {
      const lines = fold(all.join(' '), columns).split('\n');
      expect(lines.flatMap(line => line.trim().split(' '))).toEqual(all);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
    }),
  );
});

test('a word longer than the terminal is not divided', () => {
  const port = `proj2.cudn2_proj2_virt-launcher-${'x'.repeat(60)}`;
  expect(fold(`no lease: port ${port} has no addresses`, 40).split('\n    ')).toEqual([
    'no lease: port',
    port,
    'has no addresses',
  ]);
});

test('a line for a file or pipe is left as it is', () => {
  const line = 'no lease '.repeat(40);
  expect(fold(line, undefined)).toBe(line);
});
