import { describe, expect, test } from 'vitest';
import { always, parseRelease, RELEASES, type Release, since, until } from '../../../src/ovn/release/release.ts';

describe('since', () => {
  const present = since('24.03.6', '24.09.3', '25.03.1', '25.09.0');
  test.each<[Release, boolean]>([
    ['23.09.9', false],
    ['24.03.5', false],
    ['24.03.6', true],
    ['24.03.10', true],
    ['24.09.2', false],
    ['24.09.3', true],
    ['25.03.0', false],
    ['25.03.1', true],
    ['25.09.0', true],
    ['26.03.0', true],
  ])('%s: %s', (release, expected) => {
    expect(present(release)).toBe(expected);
    expect(until('24.03.6', '24.09.3', '25.03.1', '25.09.0')(release)).toBe(!expected);
  });
});

test.each([
  ['25.03.0', '25.03.0'],
  ['24.03.10', '24.03.10'],
  ['25.03', undefined],
  ['v25.03.0', undefined],
  ['25.03.0-1', undefined],
])('parse %s', (text, release) => expect(parseRelease(text)).toBe(release));

test('all releases that are followed can be spelled', () => {
  expect(RELEASES.map(parseRelease)).toEqual(RELEASES);
  expect(RELEASES.every(always)).toBe(true);
});
