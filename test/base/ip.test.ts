/** IP addresses and networks: text and numbers. */
import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contains,
  type Family,
  networkAddress,
  networkMask,
  parseAddress,
  parsePrefix,
  printAddress,
  printPrefix,
} from '../../src/base/ip.ts';

const canonical = (text: string): string => printAddress(parseAddress(text)!);

describe('an address', () => {
  /** RFC 5952: sections 1 and 2 list texts of one address, section 4 defines the recommended one. */
  test.each([
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0db8::1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:0:1::1', '2001:db8::1:0:0:1'],
    ['2001:db8:0000:0:1::1', '2001:db8::1:0:0:1'],
    ['2001:DB8:0:0:1::1', '2001:db8::1:0:0:1'],
    ['2001:db8:aaaa:bbbb:cccc:dddd::1', '2001:db8:aaaa:bbbb:cccc:dddd:0:1'],
    ['2001:db8:aaaa:bbbb:cccc:dddd:0:1', '2001:db8:aaaa:bbbb:cccc:dddd:0:1'],
    ['2001:db8:0:0:0::1', '2001:db8::1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::ffff:c000:201', '::ffff:192.0.2.1'],
  ])('%s is written %s', (text, expected) => expect(canonical(text)).toBe(expected));

  /** RFC 4291, section 2.2. */
  test.each([
    ['ABCD:EF01:2345:6789:ABCD:EF01:2345:6789', 'abcd:ef01:2345:6789:abcd:ef01:2345:6789'],
    ['2001:DB8:0:0:8:800:200C:417A', '2001:db8::8:800:200c:417a'],
    ['FF01:0:0:0:0:0:0:101', 'ff01::101'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['0:0:0:0:0:FFFF:129.144.52.38', '::ffff:129.144.52.38'],
  ])('%s is %s', (text, expected) => expect(canonical(text)).toBe(expected));

  test('is a number', () => {
    expect(parseAddress('10.0.0.1')).toEqual({ family: 4, value: 0x0a000001n });
    expect(parseAddress('255.255.255.255')?.value).toBe(0xffffffffn);
    expect(parseAddress('fe80::858:aff:fe16:6')?.value).toBe(0xfe80_0000_0000_0000_0858_0aff_fe16_0006n);
  });

  test.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3.-4',
    '1.2.3.4 ',
    '0x1.2.3.4',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::',
    '::1.2.3',
    '::1.2.3.4.5',
    '::256.2.3.4',
    '1.2.3.4::',
    'fe80::1%eth0',
    '[::1]',
  ])('%j is none', text => expect(parseAddress(text)).toBeUndefined());

  test('is valid if Node.js accepts it', () => {
    const pieces = fc.array(fc.constantFrom(':', '::', '.', '0', '1', '9', 'a', 'f', '00', '255', '1.2.3.4', 'ffff'), {
      maxLength: 16,
    });
    fc.assert(
      fc.property(pieces, parts => {
        const text = parts.join('');
        if (!/\b0\d/.test(text)) expect(parseAddress(text)?.family ?? 0).toBe(isIP(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('survives being written and read', () => {
    const anAddress = fc.oneof(
      fc.record({ family: fc.constant<Family>(4), value: fc.bigInt(0n, 2n ** 32n - 1n) }),
      fc.record({ family: fc.constant<Family>(6), value: fc.bigInt(0n, 2n ** 128n - 1n) }),
      fc.record({ family: fc.constant<Family>(6), value: groups().map(list => BigInt(`0x${list.join('')}`)) }),
    );
    fc.assert(
      fc.property(anAddress, address => {
        expect(parseAddress(printAddress(address))).toEqual(address);
      }),
    );
  });
});

/** Eight groups with many zeros among them. */
const groups = () => fc.array(fc.constantFrom('0000', '0000', '0001', 'ffff'), { minLength: 8, maxLength: 8 });

describe('a network', () => {
  test.each([
    ['10.0.0.7/8', '10.0.0.7/8', '10.0.0.0/8'],
    ['10.0.0.7/0', '10.0.0.7/0', '0.0.0.0/0'],
    ['10.0.0.7', '10.0.0.7/32', '10.0.0.7/32'],
    ['192.168.1.130/25', '192.168.1.130/25', '192.168.1.128/25'],
    ['2001:db8::cafe/32', '2001:db8::cafe/32', '2001:db8::/32'],
    ['fd00:10:244::5/127', 'fd00:10:244::5/127', 'fd00:10:244::4/127'],
    ['::1', '::1/128', '::1/128'],
  ])('%s is %s, and begins at %s', (text, whole, first) => {
    const network = parsePrefix(text)!;
    expect([printPrefix(network), printPrefix(networkAddress(network))]).toEqual([whole, first]);
  });

  test.each([
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '::/129',
    '/8',
    '10.0.0.0/255.0.0.0',
    '::/1e1',
  ])('%s is none', text => expect(parsePrefix(text)).toBeUndefined());

  test('has a mask', () => {
    expect(networkMask(parsePrefix('10.0.0.0/12')!)).toBe(0xfff00000n);
    expect(networkMask(parsePrefix('::/0')!)).toBe(0n);
    expect(networkMask(parsePrefix('::/128')!)).toBe(2n ** 128n - 1n);
  });

  test.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['0.0.0.0/0', '::', false],
    ['fe80::/10', 'febf::1', true],
    ['fe80::/10', 'fec0::1', false],
    ['::1', '::1', true],
  ])('%s contains %s: %s', (network, address, expected) => {
    expect(contains(parsePrefix(network)!, parseAddress(address)!)).toBe(expected);
  });
});
