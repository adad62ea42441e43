/** UUIDs and their beginnings. */
import { expect, test } from 'vitest';
import { isPartialUuid, isUuid, shortenUuid } from '../../src/base/uuid.ts';

const UUID = '5f2a1c3e-8d4b-4f6a-9c7e-1b2d3f4a5c6e';

test.each([
  [UUID, true],
  [UUID.toUpperCase(), true],
  [UUID.slice(1), false],
  [`${UUID}0`, false],
  [UUID.replaceAll('-', ''), false],
  [UUID.replace('a', 'g'), false],
])('%s is a UUID: %s', (text, isOne) => expect(isUuid(text)).toBe(isOne));

test.each([
  ['5f2a', true],
  [UUID, true],
  ['5f2', false],
  ['5F2A', false],
  ['vm-1', false],
])('%s can begin a UUID: %s', (text, can) => expect(isPartialUuid(text)).toBe(can));

test('a name that ends in a UUID is shortened', () => {
  expect(shortenUuid(`provnet-${UUID}`)).toBe('provnet-5f2a1c');
  expect(shortenUuid('sw0')).toBe('sw0');
});
