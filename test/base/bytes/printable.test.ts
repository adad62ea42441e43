/** What a terminal acts on becomes an escape sequence of JSON; all else stays. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrintable, printable, printableLine } from '../../../src/base/bytes/printable.ts';

test.each([
  ['\x1b[31m', '\\u001b[31m'],
  ['\x00\x07\b\r\x7f', '\\u0000\\u0007\\u0008\\u000d\\u007f'],
  ['\u0085\u009b', '\\u0085\\u009b'],
  ['\u200b\u200d\u202e\u2066\ufeff\u00ad', '\\u200b\\u200d\\u202e\\u2066\\ufeff\\u00ad'],
  ['\u2028\u2029', '\\u2028\\u2029'],
  ['\u{e0041}', '\\udb40\\udc41'],
  ['\ud800', '\\ud800'],
  ['a\tb\nc', 'a\tb\nc'],
  ['Größe 東京 😀 "\\"', 'Größe 東京 😀 "\\"'],
])('%j', (text, expected) => {
  expect(printable(text)).toBe(expected);
  expect(isPrintable(text)).toBe(text === expected);
  expect(printable(expected)).toBe(expected);
});

test('a line has no line feeds', () => expect(printableLine('a\n\x1bb')).toBe('a\\n\\u001bb'));

test('JSON means the same, and nothing in it acts on a terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const json = printable(JSON.stringify(text));
      expect(JSON.parse(json)).toBe(text);
      expect(json).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
