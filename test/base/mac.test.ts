/** Ethernet addresses. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMac, printMac } from '../../src/base/mac.ts';

test.each([
  ['0a:58:ac:16:00:06', 0x0a58ac160006],
  ['0A:58:AC:16:00:06', 0x0a58ac160006],
  ['a:0:0:0:0:1', 0x0a0000000001],
  ['00:00:00:00:00:00', 0],
  ['ff:ff:ff:ff:ff:ff', 2 ** 48 - 1],
])('%s is %i', (text, value) => expect(parseMac(text)).toBe(value));

test.each([
  '',
  '0a',
  '0a:58:ac:16:00',
  '0a:58:ac:16:00:06:07',
  '0a-58-ac-16-00-06',
  '0a58ac160006',
  '0a:58:ac:16:00:0g',
  '00a:58:ac:16:00:06',
  ' 0a:58:ac:16:00:06',
  '::',
])('%j is none', text => expect(parseMac(text)).toBeUndefined());

test('an address survives being written and read', () => {
  const aMac = fc.maxSafeNat().map(number => number % 2 ** 48);
  fc.assert(
    fc.property(aMac, mac => {
      expect(parseMac(printMac(mac))).toBe(mac);
    }),
  );
});
