/**
 * The options of DHCPv4 (RFC 2132 and later registrations). A row with a `type` is an option that OVN has a name for. The
 * name is a word of `put_dhcp_opts` and of `options` in the northbound DHCP_Options table (man ovn-nb, "DHCPv4 Options").
 * ovn-controller finds it in the southbound DHCP_Options table. Truth: lib/ovn-l7.h and `supported_dhcp_opts` in
 * northd/ovn-northd.c, OVN 25.03. A row with `wire` is an option that only messages carry.
 *
 * OVN gives three codes its own meaning: offerip 0, next_server 253, bootfile_name_alt 254.
 */
import { codesOf, type OvnOptionRow, ovnOptions, type WireOptionRow } from './option-row.ts';

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

/** How the bytes of an option are read. For an option of OVN, its type decides. */
export type DhcpWireType = DhcpOptionType | 'message_type' | 'codes' | 'client_identifier' | 'hex';

export type DhcpOptionRow = OvnOptionRow<DhcpOptionType>;

/** In the order of codes, which is also OVN's order. */
export const DHCP_OPTIONS = [
  { name: 'offerip', code: 0, type: 'ipv4' },
  { name: 'netmask', code: 1, type: 'ipv4' },
  { name: 'time_offset', code: 2, wire: 'uint32' },
  { name: 'router', code: 3, type: 'ipv4' },
  { name: 'time_server', code: 4, wire: 'ipv4' },
  { name: 'name_server', code: 5, wire: 'ipv4' },
  { name: 'dns_server', code: 6, type: 'ipv4' },
  { name: 'log_server', code: 7, type: 'ipv4' },
  { name: 'cookie_server', code: 8, wire: 'ipv4' },
  { name: 'lpr_server', code: 9, type: 'ipv4' },
  { name: 'impress_server', code: 10, wire: 'ipv4' },
  { name: 'resource_location_server', code: 11, wire: 'ipv4' },
  { name: 'hostname', code: 12, type: 'str' },
  { name: 'boot_file_size', code: 13, wire: 'uint16' },
  { name: 'merit_dump_file', code: 14, wire: 'str' },
  { name: 'domain_name', code: 15, type: 'str' },
  { name: 'swap_server', code: 16, type: 'ipv4' },
  { name: 'root_path', code: 17, wire: 'str' },
  { name: 'extensions_path', code: 18, wire: 'str' },
  { name: 'ip_forward_enable', code: 19, type: 'bool' },
  { name: 'non_local_source_routing', code: 20, wire: 'bool' },
  { name: 'policy_filter', code: 21, type: 'ipv4' },
  { name: 'maximum_datagram_reassembly_size', code: 22, wire: 'uint16' },
  { name: 'default_ttl', code: 23, type: 'uint8' },
  { name: 'path_mtu_aging_timeout', code: 24, wire: 'uint32' },
  { name: 'path_mtu_plateau_table', code: 25, wire: 'hex' },
  { name: 'mtu', code: 26, type: 'uint16' },
  { name: 'all_subnets_are_local', code: 27, wire: 'bool' },
  { name: 'broadcast_address', code: 28, type: 'ipv4' },
  { name: 'perform_mask_discovery', code: 29, wire: 'bool' },
  { name: 'mask_supplier', code: 30, wire: 'bool' },
  { name: 'router_discovery', code: 31, type: 'bool' },
  { name: 'router_solicitation', code: 32, type: 'ipv4' },
  { name: 'static_route', code: 33, wire: 'ipv4' },
  { name: 'trailer_encapsulation', code: 34, wire: 'bool' },
  { name: 'arp_cache_timeout', code: 35, type: 'uint32' },
  { name: 'ethernet_encap', code: 36, type: 'bool' },
  { name: 'tcp_ttl', code: 37, type: 'uint8' },
  { name: 'tcp_keepalive_interval', code: 38, type: 'uint32' },
  { name: 'tcp_keepalive_garbage', code: 39, wire: 'bool' },
  { name: 'nis_domain', code: 40, wire: 'str' },
  { name: 'nis_server', code: 41, type: 'ipv4' },
  { name: 'ntp_server', code: 42, type: 'ipv4' },
  { name: 'vendor_specific_information', code: 43, wire: 'hex' },
  { name: 'netbios_name_server', code: 44, type: 'ipv4' },
  { name: 'netbios_datagram_distribution_server', code: 45, wire: 'ipv4' },
  { name: 'netbios_node_type', code: 46, type: 'uint8' },
  { name: 'netbios_scope', code: 47, wire: 'str' },
  { name: 'x_window_system_font_server', code: 48, wire: 'ipv4' },
  { name: 'x_window_system_display_manager', code: 49, wire: 'ipv4' },
  { name: 'requested_ip_address', code: 50, wire: 'ipv4' },
  { name: 'lease_time', code: 51, type: 'uint32' },
  { name: 'option_overload', code: 52, wire: 'uint8' },
  { name: 'message_type', code: 53, wire: 'message_type' },
  { name: 'server_id', code: 54, type: 'ipv4' },
  { name: 'parameter_request_list', code: 55, wire: 'codes' },
  { name: 'message', code: 56, wire: 'str' },
  { name: 'maximum_message_size', code: 57, wire: 'uint16' },
  { name: 'T1', code: 58, type: 'uint32' },
  { name: 'T2', code: 59, type: 'uint32' },
  { name: 'vendor_class_identifier', code: 60, wire: 'str' },
  { name: 'client_identifier', code: 61, wire: 'client_identifier' },
  { name: 'nisplus_domain', code: 64, wire: 'str' },
  { name: 'nisplus_server', code: 65, wire: 'ipv4' },
  { name: 'tftp_server', code: 66, type: 'host_id' },
  { name: 'bootfile_name', code: 67, type: 'str' },
  { name: 'mobile_ip_home_agent', code: 68, wire: 'ipv4' },
  { name: 'smtp_server', code: 69, wire: 'ipv4' },
  { name: 'pop3_server', code: 70, wire: 'ipv4' },
  { name: 'nntp_server', code: 71, wire: 'ipv4' },
  { name: 'www_server', code: 72, wire: 'ipv4' },
  { name: 'finger_server', code: 73, wire: 'ipv4' },
  { name: 'irc_server', code: 74, wire: 'ipv4' },
  { name: 'streettalk_server', code: 75, wire: 'ipv4' },
  { name: 'streettalk_directory_assistance_server', code: 76, wire: 'ipv4' },
  { name: 'user_class', code: 77, wire: 'str' },
  { name: 'rapid_commit', code: 80, wire: 'hex' },
  { name: 'client_fqdn', code: 81, wire: 'hex' },
  { name: 'relay_agent_information', code: 82, wire: 'hex' },
  { name: 'client_system_architecture', code: 93, wire: 'uint16' },
  { name: 'client_network_interface', code: 94, wire: 'hex' },
  { name: 'client_machine_identifier', code: 97, wire: 'hex' },
  { name: 'ipv6_only_preferred', code: 108, wire: 'uint32' },
  { name: 'domain_search_list', code: 119, type: 'domains' },
  { name: 'classless_static_route', code: 121, type: 'static_routes' },
  { name: 'tftp_server_address', code: 150, type: 'ipv4' },
  { name: 'etherboot', code: 175, wire: 'hex' },
  { name: 'path_prefix', code: 210, type: 'str' },
  { name: 'ms_classless_static_route', code: 249, type: 'static_routes' },
  { name: 'wpad', code: 252, type: 'str' },
  { name: 'next_server', code: 253, type: 'ipv4' },
  { name: 'bootfile_name_alt', code: 254, type: 'str' },
] as const satisfies readonly (DhcpOptionRow | WireOptionRow<DhcpWireType>)[];

/** The options that OVN has a name for. */
export const OVN_DHCP_OPTIONS = ovnOptions(DHCP_OPTIONS);

export type DhcpOptionName = (typeof OVN_DHCP_OPTIONS)[number]['name'];

const BY_NAME = new Map<string, DhcpOptionRow>(OVN_DHCP_OPTIONS.map(row => [row.name, row]));

/** The row of an option name in an action, if OVN has the name. */
export const findDhcpOption = (name: string): DhcpOptionRow | undefined => BY_NAME.get(name);

/** The codes of all options, by name. */
export const DHCP_CODES = codesOf(DHCP_OPTIONS);
