/** The DHCPv6 options that OVN knows: the words of `put_dhcpv6_opts` (man ovn-nb, "DHCPv6 Options"; OVN 25.03, lib/ovn-l7.h). */
export type Dhcpv6OptionType = 'ipv6' | 'mac' | 'str' | 'domain';

export interface Dhcpv6OptionRow {
  readonly name: string;
  readonly code: number;
  readonly type: Dhcpv6OptionType;
}

/** `bootfile_name_alt` has a code of OVN's own; on the wire it takes the place of `bootfile_name`. */
export const DHCPV6_OPTIONS = [
  { name: 'server_id', code: 2, type: 'mac' },
  { name: 'ia_addr', code: 5, type: 'ipv6' },
  { name: 'dns_server', code: 23, type: 'ipv6' },
  { name: 'domain_search', code: 24, type: 'str' },
  { name: 'fqdn', code: 39, type: 'domain' },
  { name: 'bootfile_name', code: 59, type: 'str' },
  { name: 'bootfile_name_alt', code: 254, type: 'str' },
] as const satisfies readonly Dhcpv6OptionRow[];

export type Dhcpv6OptionName = (typeof DHCPV6_OPTIONS)[number]['name'];

const CODES = Object.fromEntries(DHCPV6_OPTIONS.map(({ name, code }) => [name, code]));

/** The code of an option that is known to be in the table. */
export const dhcpv6OptionCode = (name: Dhcpv6OptionName): number => CODES[name]!;
