/** The names and texts of DHCPv6 options and of the parts of router advertisements. */
import { expect, it } from 'vitest';
import { decodeAdvertisement, decodeNdOptions } from '../../../src/dhcp/messages/decode-advertisement.ts';
import { decodeOptions6 } from '../../../src/dhcp/options/decode-options6.ts';

it.each([
  [1, '000300010a58ac160006', 'client_id', '0a:58:ac:16:00:06'],
  [1, '000100012c5f0a120a58ac160006', 'client_id', '0a:58:ac:16:00:06'],
  [2, '0004aabb', 'server_id', '00:04:aa:bb'],
  [3, '00000007ffffffffffffffff', 'ia_na', 'IAID 7, T1 infinite, T2 infinite'],
  [3, '0000000700000e1000001518', 'ia_na', 'IAID 7, T1 3600 s, T2 5400 s'],
  [3, '00000007', 'ia_na', '00:00:00:07'],
  [
    3,
    '00000007ffffffffffffffff000d00020002',
    'ia_na',
    'IAID 7, T1 infinite, T2 infinite, status_code no addresses available',
  ],
  [3, '00000007ffffffffffffffff000d', 'ia_na', '00:00:00:07:ff:ff:ff:ff:ff:ff:ff:ff:00:0d'],
  [5, '00', 'ia_addr', '00'],
  [6, '0017001800c8', 'option_request', 'dns_server, domain_search, option_200'],
  [6, '001700', 'option_request', '00:17:00'],
  [8, '0064', 'elapsed_time', '100'],
  [13, '0000', 'status_code', 'success'],
  [13, '00016e6f', 'status_code', 'unspecified failure: no'],
  [13, '0063', 'status_code', 'status 99'],
  [13, '00', 'status_code', '00'],
  [15, '00046950584500016a', 'user_class', 'iPXE, j'],
  [15, '00ff', 'user_class', '00:ff'],
  [15, '00', 'user_class', '00'],
  [23, `fd00${'00'.repeat(13)}53`, 'dns_server', 'fd00::53'],
  [23, 'fd00', 'dns_server', 'fd:00'],
  [24, '036f766e036f726700', 'domain_search', 'ovn.org'],
  [24, '076f766e2e6f726700', 'domain_search', 'ovn.org'],
  [39, '0402766d00', 'client_fqdn', 'vm (N)'],
  [39, '0002766d00', 'client_fqdn', 'vm'],
  [39, '01', 'client_fqdn', '(S)'],
  [39, '0002766d', 'client_fqdn', '00:02:76:6d'],
  [39, '', 'client_fqdn', ''],
  [59, '687474703a2f2f61', 'bootfile_name', 'http://a'],
  [59, '1b5b32', 'bootfile_name', '\\x1b[2'],
  [300, '0102', 'option_300', '01:02'],
])('%i %s: %s %s', (code, hex, name, text) => {
  expect(decodeOptions6({ options: [{ code, value: Buffer.from(hex, 'hex') }] })).toEqual([{ code, name, text }]);
});

it.each([
  ['01010a58ac160001', 'slla', '0a:58:ac:16:00:01'],
  ['0501000000000578', 'mtu', '1400'],
  [
    `0304401a${'0000003c'.repeat(2)}00000000fd00${'00'.repeat(14)}`,
    'prefix',
    'fd00::/64 (off link, preferred 60 s, valid 60 s)',
  ],
  [
    `030440c0${'ff'.repeat(8)}00000000fd00${'00'.repeat(14)}`,
    'prefix',
    'fd00::/64 (on link, autonomous, preferred infinite, valid infinite)',
  ],
  ['18020008fffffffffd00000100000000', 'route_info', '::/0 (HIGH, infinite)'],
  ['18023018fffffffffd00000100000000', 'route_info', 'fd00:1::/48 (LOW, infinite)'],
  [`19030000ffffffff${'00'.repeat(15)}01`, 'rdnss', '::1 (infinite)'],
  ['1f020000ffffffff0161000000000000', 'dnssl', 'a (infinite)'],
  ['0e01010203040506', 'option_14', '01:02:03:04:05:06'],
  ['0301010203040506', 'prefix', '01:02:03:04:05:06'],
])('%s: %s %s', (hex, name, text) => {
  expect(decodeNdOptions(Buffer.from(hex, 'hex'))).toMatchObject([{ name, text }]);
});

it('an option of length 0, or one that runs past the end, ends the list', () => {
  expect(decodeNdOptions(Buffer.from('0100000000000000', 'hex'))).toEqual([]);
  expect(decodeNdOptions(Buffer.from('0102000000000000', 'hex'))).toEqual([]);
});

it.each([
  ['ff00ffff', 'slaac', 'MEDIUM'],
  ['ff80ffff', 'dhcpv6_stateful', 'MEDIUM'],
  ['ff48ffff', 'dhcpv6_stateless', 'HIGH'],
  ['ff18ffff', 'slaac', 'LOW'],
  ['ff10ffff', 'slaac', 'reserved'],
])('header %s: %s, %s', (hex, mode, preference) => {
  const texts = decodeAdvertisement(Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(8)])).map(({ text }) => text);
  expect(texts).toEqual(['255', mode, preference, '65535 s']);
});
