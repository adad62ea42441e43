/** The values of `addresses` and `port_security` of a logical switch port (man ovn-nb, Logical_Switch_Port). */
import { describe, expect, test } from 'vitest';
import { linkLocalAddress, parseLspAddresses } from '../../../src/base/address-forms/lsp-addresses.ts';
import { parseAddress, printAddress, printPrefix } from '../../../src/base/ip.ts';
import { parseMac } from '../../../src/base/mac.ts';

describe('read as the manual has it', () => {
  test.each([
    ['80:fa:5b:06:72:b7', ['80:fa:5b:06:72:b7']],
    ['80:fa:5b:06:72:b7 10.0.0.4 20.0.0.4', ['80:fa:5b:06:72:b7', '10.0.0.4/32', '20.0.0.4/32']],
    ['80:fa:5b:12:42:ba fd00:10:244:1::5', ['80:fa:5b:12:42:ba', 'fd00:10:244:1::5/128']],
    ['80:fa:5b:06:72:b7 10.0.0.4 fd00:10:244:1::5', ['80:fa:5b:06:72:b7', '10.0.0.4/32', 'fd00:10:244:1::5/128']],
    ['80:fa:5b:12:42:ba 10.0.0.4/24', ['80:fa:5b:12:42:ba', '10.0.0.4/24']],
    ['  80:fa:5b:12:42:ba\t10.0.0.4  ', ['80:fa:5b:12:42:ba', '10.0.0.4/32']],
    ['80:fa:5b:12:42:ba 10.0.0.4 and 10.0.0.5', ['80:fa:5b:12:42:ba', '10.0.0.4/32']],
    ['80:fa:5b:12:42:ba dynamic', ['80:fa:5b:12:42:ba']],
  ])('%j', (text, expected) => {
    const { mac, networks } = parseLspAddresses(text)!;
    expect([mac, ...networks.map(printPrefix)]).toEqual(expected);
  });

  // OVN reads up to the end of an address and ignores the text after it. It accepts masks as lengths.
  test.each([
    ['80:fa:5b:12:42:ba 10.0.0.4/255.255.255.0 10.0.0.5', ['10.0.0.4/24', '10.0.0.5/32']],
    ['80:fa:5b:12:42:ba fd00::4/ffff:: 10.0.0.5', ['fd00::4/16', '10.0.0.5/32']],
    ['80:fa:5b:12:42:ba 10.0.0.4, 10.0.0.5', ['10.0.0.4/32']],
    ['80:fa:5b:12:42:ba 10.0.0.4/24/3', ['10.0.0.4/24']],
    ['80:fa:5b:12:42:ba fd00::4%eth0', ['fd00::4/128']],
    ['80:fa:5b:12:42:ba 10.0.0.300 10.0.0.-1 999999999999.0.0.1', ['10.0.0.44/32', '10.0.0.255/32', '255.0.0.1/32']],
    ['80:fa:5b:12:42:ba +10.\t0.0. 1/ 24 10.0.0.0005', ['10.0.0.1/24', '10.0.0.5/32']],
    ['80:fa:5b:12:42:ba 10.0.0. 10.9.9.9', ['10.0.0.10/32']],
    ['80:fa:5b:12:42:ba 10.0.0.4/4294967320 10.0.0.5', ['10.0.0.4/24', '10.0.0.5/32']],
    ['80:fa:5b:12:42:ba 10.0.0.4/2147483648 10.0.0.5', []],
    ['80:fa:5b:12:42:ba 10.0.0.4/255.255.-1.0 fd00::4/ 64', ['10.0.0.4/24', 'fd00::4/64']],
    ['80:fa:5b:12:42:ba 10.0.0.4/- 1 10.0.0.5', ['10.0.0.4/32']],
    ['80:fa:5b:12:42:ba fd00::4/ ffff:: 10.0.0.5', ['fd00::4/128']],
  ])('%j', (text, expected) => expect(parseLspAddresses(text)!.networks.map(printPrefix)).toEqual(expected));
});

test.each([
  '',
  'unknown',
  'router',
  'dynamic',
  'dynamic 10.0.0.4',
  '10.0.0.4',
  '80:fa:5b:12:42 10.0.0.4',
])('%j names no MAC address', text => expect(parseLspAddresses(text)).toBeUndefined());

/** RFC 2464, section 4, has the first. */
test.each([
  ['34:56:78:9a:bc:de', 'fe80::3656:78ff:fe9a:bcde'],
  ['0a:58:ac:16:00:06', 'fe80::858:acff:fe16:6'],
  ['00:00:00:00:00:00', 'fe80::200:ff:fe00:0'],
])('the link-local address of %s is %s', (mac, expected) => {
  const value = linkLocalAddress(parseMac(mac)!);
  expect(printAddress({ family: 6, value })).toBe(expected);
  expect(value).toBe(parseAddress(expected)!.value);
});
