/** What other code requires of the tables of options. test/northd compares their southbound rows with OVN's. */
import { describe, expect, test } from 'vitest';
import { DHCP_CODES, DHCP_OPTIONS, findDhcpOption, OVN_DHCP_OPTIONS } from '../../../src/ovn/options/dhcp-options.ts';
import { DHCPV6_CODES, DHCPV6_OPTIONS, OVN_DHCPV6_OPTIONS } from '../../../src/ovn/options/dhcpv6-options.ts';
import { ND_CODES, ND_RA_OPTIONS } from '../../../src/ovn/options/nd-ra-options.ts';

const TABLES: readonly (readonly [
  title: string,
  rows: readonly { readonly name: string; readonly code?: number }[],
])[] = [
  ['DHCP', DHCP_OPTIONS],
  ['DHCPv6', DHCPV6_OPTIONS],
  ['ND RA', ND_RA_OPTIONS],
];

describe.each(TABLES)('%s options', (_, rows) => {
  test('have each name once', () => expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length));

  test('have each code once', () => {
    const codes = rows.flatMap(({ code }) => code ?? []);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

test.each([[DHCP_OPTIONS], [DHCPV6_OPTIONS]])('options of messages are in the order of their codes', rows => {
  const codes = rows.map(({ code }) => code);
  expect(codes).toEqual(codes.toSorted((a, b) => a - b));
});

test('OVN names fewer options than messages carry', () => {
  expect(OVN_DHCP_OPTIONS).toHaveLength(38);
  expect(OVN_DHCPV6_OPTIONS).toHaveLength(7);
  expect(findDhcpOption('lease_time')).toEqual({ name: 'lease_time', code: 51, type: 'uint32' });
  expect(findDhcpOption('message_type')).toBeUndefined();
});

test('codes are found by name', () => {
  expect([DHCP_CODES.message_type, DHCPV6_CODES.fqdn, ND_CODES.route_info]).toEqual([53, 39, 24]);
});
