/** The DHCPv6 options that OVN knows: the words of `put_dhcpv6_opts` (man ovn-nb, "DHCPv6 Options"; OVN 25.03, lib/ovn-l7.h). */
export interface Dhcpv6OptionRow {
  readonly name: string;
  readonly code: number;
  readonly type: 'ipv6' | 'mac' | 'str' | 'domain';
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
