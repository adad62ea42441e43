/**
 * Options that a message can carry and that no OVN action can name: RFC 2132, with a few from later registrations. Names
 * are the RFC's headings in OVN's spelling. How a value is best shown is told by a type; where it is `hex`, bytes are.
 */
import type { DhcpOptionType } from '../../ovn/fields/dhcp-options.ts';

export type WireType = DhcpOptionType | 'message_type' | 'codes' | 'client_identifier' | 'hex';

export interface WireOptionRow {
  readonly name: string;
  readonly code: number;
  readonly type: WireType;
}

export const WIRE_OPTIONS = [
  { name: 'time_offset', code: 2, type: 'uint32' },
  { name: 'time_server', code: 4, type: 'ipv4' },
  { name: 'name_server', code: 5, type: 'ipv4' },
  { name: 'cookie_server', code: 8, type: 'ipv4' },
  { name: 'impress_server', code: 10, type: 'ipv4' },
  { name: 'resource_location_server', code: 11, type: 'ipv4' },
  { name: 'boot_file_size', code: 13, type: 'uint16' },
  { name: 'merit_dump_file', code: 14, type: 'str' },
  { name: 'root_path', code: 17, type: 'str' },
  { name: 'extensions_path', code: 18, type: 'str' },
  { name: 'non_local_source_routing', code: 20, type: 'bool' },
  { name: 'maximum_datagram_reassembly_size', code: 22, type: 'uint16' },
  { name: 'path_mtu_aging_timeout', code: 24, type: 'uint32' },
  { name: 'path_mtu_plateau_table', code: 25, type: 'hex' },
  { name: 'all_subnets_are_local', code: 27, type: 'bool' },
  { name: 'perform_mask_discovery', code: 29, type: 'bool' },
  { name: 'mask_supplier', code: 30, type: 'bool' },
  { name: 'static_route', code: 33, type: 'ipv4' },
  { name: 'trailer_encapsulation', code: 34, type: 'bool' },
  { name: 'tcp_keepalive_garbage', code: 39, type: 'bool' },
  { name: 'nis_domain', code: 40, type: 'str' },
  { name: 'vendor_specific_information', code: 43, type: 'hex' },
  { name: 'netbios_datagram_distribution_server', code: 45, type: 'ipv4' },
  { name: 'netbios_scope', code: 47, type: 'str' },
  { name: 'x_window_system_font_server', code: 48, type: 'ipv4' },
  { name: 'x_window_system_display_manager', code: 49, type: 'ipv4' },
  { name: 'requested_ip_address', code: 50, type: 'ipv4' },
  { name: 'option_overload', code: 52, type: 'uint8' },
  { name: 'message_type', code: 53, type: 'message_type' },
  { name: 'parameter_request_list', code: 55, type: 'codes' },
  { name: 'message', code: 56, type: 'str' },
  { name: 'maximum_message_size', code: 57, type: 'uint16' },
  { name: 'vendor_class_identifier', code: 60, type: 'str' },
  { name: 'client_identifier', code: 61, type: 'client_identifier' },
  { name: 'nisplus_domain', code: 64, type: 'str' },
  { name: 'nisplus_server', code: 65, type: 'ipv4' },
  { name: 'mobile_ip_home_agent', code: 68, type: 'ipv4' },
  { name: 'smtp_server', code: 69, type: 'ipv4' },
  { name: 'pop3_server', code: 70, type: 'ipv4' },
  { name: 'nntp_server', code: 71, type: 'ipv4' },
  { name: 'www_server', code: 72, type: 'ipv4' },
  { name: 'finger_server', code: 73, type: 'ipv4' },
  { name: 'irc_server', code: 74, type: 'ipv4' },
  { name: 'streettalk_server', code: 75, type: 'ipv4' },
  { name: 'streettalk_directory_assistance_server', code: 76, type: 'ipv4' },
  { name: 'user_class', code: 77, type: 'str' },
  { name: 'rapid_commit', code: 80, type: 'hex' },
  { name: 'client_fqdn', code: 81, type: 'hex' },
  { name: 'relay_agent_information', code: 82, type: 'hex' },
  { name: 'client_system_architecture', code: 93, type: 'uint16' },
  { name: 'client_network_interface', code: 94, type: 'hex' },
  { name: 'client_machine_identifier', code: 97, type: 'hex' },
  { name: 'ipv6_only_preferred', code: 108, type: 'uint32' },
  { name: 'etherboot', code: 175, type: 'hex' },
] as const satisfies readonly WireOptionRow[];

type WireOptionName = (typeof WIRE_OPTIONS)[number]['name'];

export const WIRE_CODES = Object.fromEntries(WIRE_OPTIONS.map(({ name, code }) => [name, code])) as Readonly<
  Record<WireOptionName, number>
>;
