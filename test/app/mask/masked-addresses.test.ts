/** Masked addresses: the same one is always replaced by the same one, and what is not an address stays. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MaskedAddresses } from '../../../src/app/mask/masked-addresses.ts';

const replaced = (...texts: readonly string[]): readonly string[] => {
  const addresses = new MaskedAddresses();
  return texts.map(text => addresses.replace(text));
};

describe('one text', () => {
  test.each([
    ['172.22.0.6 in 172.22.0.0/16, not 172.23.0.6', '10.1.0.1 in 10.1.0.0/16, not 10.2.0.1'],
    ['169.254.1.1.67 > 172.22.0.6.68: BOOTP/DHCP', '169.254.1.1.67 > 10.1.0.1.68: BOOTP/DHCP'],
    ['0a:58:ac:16:00:06 has 172.22.0.6', '0a:58:0a:01:00:01 has 10.1.0.1'],
    [
      '52:54:00:00:0b:12, 52:54:00:00:0b:13, 52:54:00:00:0b:12',
      '02:00:00:00:00:01, 02:00:00:00:00:02, 02:00:00:00:00:01',
    ],
    ['2001:db8:22::6, 2001:db8:22::/64, fe80::858:acff:fe16:6', 'fd00:1:1::1, fd00:1:1::/64, fe80::1:1:1:1'],
    [
      'ip4.src == 172.22.0.6 && reg1 == 0xac160006 && reg2 == 0xac160007',
      'ip4.src == 10.1.0.1 && reg1 == 0xa010001 && reg2 == 0x…',
    ],
    ['client 01:0a:58:ac:16:00:06:aa', 'client …'],
    ['[172.22.0.7]:8080 172.22.0.7:8080', '[10.1.0.1]:8080 10.1.0.1:8080'],
  ])('%s', (text, expected) => {
    expect(replaced(text)).toEqual([expected]);
  });
});

test.each([
  ['0.0.0.0', '255.255.0.0', '169.254.1.1', '224.0.0.0/4', '127.0.0.1', '::', '::1', 'ff02::1:2'],
  ['ff:ff:ff:ff:ff:ff', '00:00:00:00:00:00', '01:00:5e:00:00:01'],
  ['25.03.0', 'table 17', '12:30:05', 'priority 65532', 'reg0[30..31] == 2', '0x1f', 'ls_in_dhcp_options'],
])('the addresses of every network, and other words, stay', (...texts) => {
  expect(replaced(...texts)).toEqual(texts);
});

test('two addresses have as many first bytes in common as before, and different ones stay different', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const address = fc.tuple(fc.integer({ min: 1, max: 100 }), byte, byte, byte).filter(([first]) => first !== 127);
  fc.assert(
    fc.property(address, address, (a, b) => {
      const common = (one: readonly unknown[], other: readonly unknown[]) => {
        const end = one.findIndex((each, index) => each !== other[index]);
        return end < 0 ? one.length : end;
      };
      const [one, other] = replaced(a.join('.'), b.join('.')).map(text => text.split('.'));
      expect(common(one!, other!)).toBe(common(a, b));
    }),
  );
});
