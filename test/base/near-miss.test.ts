/** The name that is meant: what counts as near. */
import { expect, test } from 'vitest';
import { nearMiss, suggestion } from '../../src/base/near-miss.ts';

test.each([
  ['flwos', 'flows'],
  ['FLOWS', 'flows'],
  ['flow', 'flows'],
  ['flowss', 'flows'],
  ['tarce', 'trace'],
  ['x', undefined],
  ['', undefined],
  ['f'.repeat(1e6), undefined],
])('%.20s', (name, near) => expect(nearMiss(name, ['flows', 'trace', 'dhcp'])).toBe(near));

test('the end of a message', () => {
  expect(suggestion('flows')).toBe('; did you mean flows?');
  expect(suggestion(undefined)).toBe('');
});
