/** Labels are unique for any items, and do not depend on their order. */
import { isDeepStrictEqual } from 'node:util';
import { array, assert, property, record, string, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uniqueLabels } from '../../../src/render/nb/unique-labels.ts';

interface Item {
  readonly name: string;
  readonly more: string;
}

const labels = (items: readonly Item[]): (readonly [Item, string])[] =>
  uniqueLabels(items, [({ name }) => name, ({ more }) => more], item => JSON.stringify(item), 'Item');

const CASES: readonly [title: string, items: readonly Item[], labels: readonly string[]][] = [
  ['a name is enough where it is the only one', [{ name: 'a', more: 'x' }], ['a']],
  [
    'only items with equal labels get more parts',
    [
      { name: 'a', more: 'x' },
      { name: 'a', more: 'y' },
      { name: 'b', more: 'x' },
    ],
    ['a, x', 'a, y', 'b'],
  ],
  ['without a name, what else there is', [{ name: '', more: 'x' }], ['x']],
  ['without anything, the fallback', [{ name: '', more: '' }], ['Item']],
  [
    'the same are numbered',
    [
      { name: 'a', more: 'x' },
      { name: 'a', more: 'x' },
    ],
    ['a, x', 'a, x #2'],
  ],
  [
    'a number is used only once',
    [
      { name: 'a', more: '' },
      { name: 'a', more: '' },
      { name: 'a #2', more: '' },
    ],
    ['a', 'a #2', 'a #2 #2'],
  ],
];

test.each(CASES)('%s', (_, items, expected) => expect(labels(items).map(([, label]) => label)).toEqual(expected));

describe('any items', () => {
  const text = stringMatching(/^[ab, #2]{0,5}$/);
  const items = array(record({ name: text, more: string({ maxLength: 1 }) }, { noNullPrototype: true }), {
    maxLength: 12,
  });

  test('have labels of their own', () => {
    assert(property(items, all => new Set(labels(all).map(([, label]) => label)).size === all.length));
  });

  test('have the same labels in any order', () => {
    assert(property(items, all => isDeepStrictEqual(labels(all.toReversed()), labels(all))));
  });
});
