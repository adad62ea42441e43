/** How a diagnostic prints its place. */
import { describe, expect, test } from 'vitest';
import { error, excerpt, formatDiagnostic, isError, note, warning } from '../../src/base/diagnostic.ts';

const place = (text: string, offset: number, length: number) => ({
  source: { name: 'net.yaml', text },
  offset,
  length,
});
const shown = (text: string, offset: number, length: number) =>
  excerpt(error('bad', 'is bad', place(text, offset, length))).split('\n');

describe('the excerpt', () => {
  test.each([
    ['a word', 'kind: Pod', 6, 3, ['kind: Pod', '      ^^^']],
    ['a word of the second line', 'a: 1\nb: 22', 8, 2, ['b: 22', '   ^^']],
    ['a point', 'kind: Pod', 4, 0, ['kind: Pod', '    ^']],
    ['the end of the text', 'kind:', 5, 0, ['kind:', '     ^']],
    ['the end of a text that ends in a line', 'kind:\n', 6, 0, ['', '^']],
    ['an empty text', '', 0, 0, ['', '^']],
    ['a tab before it', 'a\tb: c', 5, 1, ['a\tb: c', ' \t   ^']],
    ['more than the line', 'a: [\nb', 3, 3, ['a: [', '   ^']],
  ])('%s', (_, text, offset, length, expected) => expect(shown(text, offset, length)).toEqual(expected));

  test('is empty without a place', () => expect(excerpt(error('bad', 'is bad'))).toBe(''));
});

test('in one line, with its place', () => {
  expect(formatDiagnostic(error('bad', 'is bad', place('a: 1\nb: 22', 8, 2)))).toBe('net.yaml:2:4: is bad');
  expect(formatDiagnostic(error('bad', 'is bad'))).toBe('is bad');
  expect(formatDiagnostic(error('bad', 'no VM "a\nb"'))).toBe('no VM "a\\nb"');
});

test('only errors are errors', () => {
  expect([error, warning, note].map(make => isError(make('code', 'message')))).toEqual([true, false, false]);
});
