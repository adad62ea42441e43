/** Places in a text: offsets to lines and columns. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineAndColumn } from '../../src/base/source-text.ts';

const at = (text: string, offset: number) => lineAndColumn({ source: { name: 'a', text }, offset, length: 1 });

test.each([
  ['', 0, 1, 1, ''],
  ['one', 0, 1, 1, 'one'],
  ['one', 3, 1, 4, 'one'],
  ['one\ntwo', 3, 1, 4, 'one'],
  ['one\ntwo', 4, 2, 1, 'two'],
  ['one\ntwo\n', 7, 2, 4, 'two'],
  ['one\ntwo\n', 8, 3, 1, ''],
  ['\n\n', 1, 2, 1, ''],
  ['é𝄞x', 3, 1, 4, 'é𝄞x'],
])('%j at %i is line %i, column %i of %j', (text, offset, line, column, content) => {
  expect(at(text, offset)).toEqual({ line, column, content });
});

test('a place can be found again by its line and column', () => {
  const texts = fc.array(fc.constantFrom('\n', 'a', '\t', 'é'), { minLength: 1 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(texts, fc.nat(), (text, seed) => {
      const offset = seed % (text.length + 1);
      const { line, column, content } = at(text, offset);
      const lines = text.split('\n');
      expect(lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1).toBe(offset);
      expect(content).toBe(lines[line - 1]);
    }),
  );
});
