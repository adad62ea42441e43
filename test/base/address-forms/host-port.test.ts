/** VIPs and backends that ovn-northd of OVN 25.03.0 accepts or leaves out. */
import { expect, test } from 'vitest';
import { parseHostPort } from '../../../src/base/address-forms/host-port.ts';
import { printAddress } from '../../../src/base/ip.ts';

test.each([
  ['10.0.0.1', '10.0.0.1', 0],
  ['10.0.0.1:80', '10.0.0.1', 80],
  ['[10.0.0.1]:80', '10.0.0.1', 80],
  ['[fd00::1', 'fd00::1', 0],
  ['fd00::1:80', 'fd00::1:80', 0],
  ['10.0.0.1:', '10.0.0.1', 0],
  ['10.0.0.1:-0', '10.0.0.1', 0],
  ['10.0.0.1:080', '10.0.0.1', 80],
  ['10.0.0.1:\t+80', '10.0.0.1', 80],
])('%j is %s, port %i', (text, address, port) => {
  const found = parseHostPort(text)!;
  expect([printAddress(found.address), found.port === port]).toEqual([address, true]);
});

test.each([
  ['fe80::1%eth0', 'eth0'],
  ['[fe80::1%eth0]:80', 'eth0'],
  ['[fe80::1%%eth0%lo]:80', 'eth0'],
  ['[fe80::1%99]', '99'],
  ['[fe80::1%010]', '10'],
  ['[fe80::1%1]', 'lo'],
  ['[fe80::1%4294967297]', 'lo'],
  ['[fe80::1%4294967296]', undefined],
  ['[fe80::1%0]', undefined],
  ['[fe80::1%]', undefined],
  ['[fe80::1%%]', undefined],
])('%j is an address on interface %s', (text, scope) => {
  const found = parseHostPort(text)!;
  expect([printAddress(found.address), found.scope]).toEqual(['fe80::1', scope]);
});

test.each([
  '[fe80::1%-1]:80',
  '[fe80::1%+1]:80',
  '[fe80::1% lo]:80',
  '[fe80::1%lo ]:80',
  '[fe80::1%0x1]:80',
  '[fe80::1%1x]:80',
  'fe80::1%lo:80',
  '10.0.0.1%lo:80',
  '[10.0.0.1%lo]:80',
  '010.0.0.1:80',
  '[::ffff:01.2.3.4]:80',
  '10.0.0.300',
  '10.0.0.1:70000',
  '10.0.0.1:-1',
  '10.0.0.1:+ 80',
  '10.0.0.1:80 ',
  '10.0.0.1 ',
])('%j is none', text => expect(parseHostPort(text)).toBeUndefined());
