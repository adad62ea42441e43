/** MACs as ovn-northd of OVN 25.03.0 reads them in every column that has one (recorded in recordings/northd/25.03.0/address-forms). */
import { expect, test } from 'vitest';
import { parseScannedMac, scanMac } from '../../../src/base/address-forms/scanned-mac.ts';
import { parseMac } from '../../../src/base/mac.ts';

test.each([
  ['0a:58:00:00:03:06', '0a:58:00:00:03:06'],
  ['0A:58:00:00:AB:CD', '0a:58:00:00:ab:cd'],
  ['a:58:0:0:3:1', '0a:58:00:00:03:01'],
  ['0a:58:00:00:03:106', '0a:58:00:00:03:06'],
  ['00a:58:00:00:03:000006', '0a:58:00:00:03:06'],
  ['0a:58:00:00:03:fffffffffffffffff12', '0a:58:00:00:03:12'],
  ['0a:58:00:00:03:0x1f', '0a:58:00:00:03:1f'],
  ['0Xa:58:00:00:03:06', '0a:58:00:00:03:06'],
  ['+0a:58:00:00:03:-1', '0a:58:00:00:03:ff'],
  ['-0x1:58:0:0:3:6', 'ff:58:00:00:03:06'],
  [' 0a:\t58:00:00:03:06', '0a:58:00:00:03:06'],
])('%j is %s', (text, mac) => {
  expect(scanMac(text)).toEqual({ mac, end: text.length });
  expect(parseScannedMac(text)).toBe(parseMac(mac));
});

test.each(['0a:58:00:00:03:06x', '0a:58:00:00:03:06:07', '0a:58:00:00:03:06 '])('%j begins with one', text => {
  expect(scanMac(text)?.mac).toBe('0a:58:00:00:03:06');
  expect(parseScannedMac(text)).toBeUndefined();
});

test.each([
  '',
  '0a:58:00:00:03',
  '0a:58:00:00:03:',
  '0a:58:00:00:03:g',
  '0a:58:00:00:03:0x',
  '0a:58:00:00:03:- 1',
  '0a :58:00:00:03:06',
  '0a-58-00-00-03-06',
])('%j is none', text => expect(scanMac(text)).toBeUndefined());
