/** What changed between two texts of the language, word by word. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editOf, likeness } from '../../../src/sema/flow-facts/word-edit.ts';

const show = (before: string, after: string): string =>
  editOf(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[${text}]`, added: `{${text}}` })[kind])
    .join('');

test.each([
  ['ip4', 'ip4', 'ip4'],
  ['', 'ip4', '{ip4}'],
  ['ip4 && tcp', 'ip4', 'ip4 [&& tcp]'],
  ['tcp.dst == 80', 'tcp.dst == 443', 'tcp.dst == [80]{443}'],
  ['a && tcp.dst == 80', 'a && reg1[0..15] == 80', 'a && [tcp.dst ]{reg1[0..15] }== 80'],
  ['inport == "a b"', 'inport == "a c"', 'inport == ["a b"]{"a c"}'],
  ['reg8[16] = 1; next;', 'reg8[16] = 1; reg0[1] = 1; next;', 'reg8[16] = 1; {reg0[1] = 1; }next;'],
])('%s, then %s', (before, after, edit) => expect(show(before, after)).toBe(edit));

/** A sign that two changes have between them is no phrase of its own. */
test('signs between two changes', () => expect(show('ip4 == 1', 'tcp == 2')).toBe('[ip4 == 1]{tcp == 2}'));

const text = fc
  .array(fc.constantFrom('ip4', 'tcp', '&&', '||', '==', '80', '$set', '"a b"', '(', ')', '10.0.0.1'), {
    maxLength: 12,
  })
  .map(words => words.join(' '));
const letters = (parts: readonly { readonly text: string }[]): string =>
  parts
    .map(part => part.text)
    .join('')
    .replaceAll(' ', '');

test('an edit has the words of both texts, in order', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = editOf(before, after);
      expect(letters(parts.filter(({ kind }) => kind !== 'added'))).toBe(letters([{ text: before }]));
      expect(letters(parts.filter(({ kind }) => kind !== 'removed'))).toBe(letters([{ text: after }]));
    }),
  );
});

test('texts that are too long to compare have one change', () => {
  const long = (word: string) => Array.from({ length: 1100 }, (_, index) => `${word}${index}`).join(' ');
  expect(editOf(`x ${long('a')} y`, `x ${long('b')} y`).map(({ kind }) => kind)).toEqual([
    'same',
    'removed',
    'added',
    'same',
  ]);
});

test('likeness', () => {
  expect(likeness('ip4 && tcp', 'ip4 && tcp')).toEqual({ ofLonger: 1, ofShorter: 1 });
  expect(likeness('igmp', 'igmp && ip4')).toEqual({ ofLonger: 1 / 3, ofShorter: 1 });
  expect(likeness('', '')).toEqual({ ofLonger: 0, ofShorter: 0 });
});
