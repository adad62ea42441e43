/**
 * The DHCPv4 options that OVN knows: the words of `put_dhcp_opts` and of `options` in the northbound DHCP_Options table
 * (man ovn-nb, "DHCPv4 Options"). The truth is lib/ovn-l7.h and `supported_dhcp_opts` in northd/ovn-northd.c, OVN 25.03;
 * northd copies the table to the southbound DHCP_Options, where ovn-controller looks names up.
 */

export type DhcpOptionType =
  | 'bool'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'ipv4'
  | 'static_routes'
  | 'str'
  | 'domains'
  | 'host_id';

export interface DhcpOptionRow {
  readonly name: string;
  /** What stands on the wire (RFC 2132). Three codes are OVN's own: offerip 0, next_server 253, bootfile_name_alt 254. */
  readonly code: number;
  readonly type: DhcpOptionType;
}

export const DHCP_OPTIONS = [
  { name: 'offerip', code: 0, type: 'ipv4' },
  { name: 'netmask', code: 1, type: 'ipv4' },
  { name: 'router', code: 3, type: 'ipv4' },
  { name: 'dns_server', code: 6, type: 'ipv4' },
  { name: 'log_server', code: 7, type: 'ipv4' },
  { name: 'lpr_server', code: 9, type: 'ipv4' },
  { name: 'hostname', code: 12, type: 'str' },
  { name: 'domain_name', code: 15, type: 'str' },
  { name: 'swap_server', code: 16, type: 'ipv4' },
  { name: 'ip_forward_enable', code: 19, type: 'bool' },
  { name: 'policy_filter', code: 21, type: 'ipv4' },
  { name: 'default_ttl', code: 23, type: 'uint8' },
  { name: 'mtu', code: 26, type: 'uint16' },
  { name: 'broadcast_address', code: 28, type: 'ipv4' },
  { name: 'router_discovery', code: 31, type: 'bool' },
  { name: 'router_solicitation', code: 32, type: 'ipv4' },
  { name: 'arp_cache_timeout', code: 35, type: 'uint32' },
  { name: 'ethernet_encap', code: 36, type: 'bool' },
  { name: 'tcp_ttl', code: 37, type: 'uint8' },
  { name: 'tcp_keepalive_interval', code: 38, type: 'uint32' },
  { name: 'nis_server', code: 41, type: 'ipv4' },
  { name: 'ntp_server', code: 42, type: 'ipv4' },
  { name: 'netbios_name_server', code: 44, type: 'ipv4' },
  { name: 'netbios_node_type', code: 46, type: 'uint8' },
  { name: 'lease_time', code: 51, type: 'uint32' },
  { name: 'server_id', code: 54, type: 'ipv4' },
  { name: 'T1', code: 58, type: 'uint32' },
  { name: 'T2', code: 59, type: 'uint32' },
  { name: 'tftp_server', code: 66, type: 'host_id' },
  { name: 'bootfile_name', code: 67, type: 'str' },
  { name: 'domain_search_list', code: 119, type: 'domains' },
  { name: 'classless_static_route', code: 121, type: 'static_routes' },
  { name: 'tftp_server_address', code: 150, type: 'ipv4' },
  { name: 'path_prefix', code: 210, type: 'str' },
  { name: 'ms_classless_static_route', code: 249, type: 'static_routes' },
  { name: 'wpad', code: 252, type: 'str' },
  { name: 'next_server', code: 253, type: 'ipv4' },
  { name: 'bootfile_name_alt', code: 254, type: 'str' },
] as const satisfies readonly DhcpOptionRow[];

export type DhcpOptionName = (typeof DHCP_OPTIONS)[number]['name'];

const BY_NAME = new Map<string, DhcpOptionRow>(DHCP_OPTIONS.map(row => [row.name, row]));

/** The row of an option name as it stands in an action, if OVN knows it. */
export const findDhcpOption = (name: string): DhcpOptionRow | undefined => BY_NAME.get(name);

const CODES = Object.fromEntries(DHCP_OPTIONS.map(({ name, code }) => [name, code]));

/** The code of an option that is known to be in the table. */
export const dhcpOptionCode = (name: DhcpOptionName): number => CODES[name]!;
