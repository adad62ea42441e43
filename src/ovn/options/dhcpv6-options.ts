/**
 * The options of DHCPv6 (RFC 8415 and later registrations). A row with a `type` is an option that OVN has a name for: a word
 * of `put_dhcpv6_opts` (man ovn-nb, "DHCPv6 Options") and a row of the southbound DHCPv6_Options table. Truth:
 * lib/ovn-l7.h and `supported_dhcpv6_opts` in northd/ovn-northd.c, OVN 25.03. `wire` is the form in a message, which can
 * differ from the argument of the action: the `server_id` of an action is a MAC address, that of a message a DUID.
 */
import { codesOf, type OvnOptionRow, ovnOptions, type WireOptionRow } from './option-row.ts';

export type Dhcpv6OptionType = 'ipv6' | 'mac' | 'str' | 'domain';

/** How the bytes of an option are read. */
export type Dhcpv6WireType =
  | 'duid'
  | 'ia_na'
  | 'ia_addr'
  | 'codes'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'status'
  | 'user_class'
  | 'ipv6'
  | 'domains'
  | 'fqdn'
  | 'str'
  | 'hex';

interface OvnRow extends OvnOptionRow<Dhcpv6OptionType> {
  /** Absent if no message carries this code. */
  readonly wire?: Dhcpv6WireType;
  /** The name in messages, if it differs from OVN's. */
  readonly wireName?: string;
}

/** In the order of codes, which is also OVN's order. In messages, `bootfile_name_alt` replaces `bootfile_name`. */
export const DHCPV6_OPTIONS = [
  { name: 'client_id', code: 1, wire: 'duid' },
  { name: 'server_id', code: 2, type: 'mac', wire: 'duid' },
  { name: 'ia_na', code: 3, wire: 'ia_na' },
  { name: 'ia_ta', code: 4, wire: 'hex' },
  { name: 'ia_addr', code: 5, type: 'ipv6', wire: 'ia_addr' },
  { name: 'option_request', code: 6, wire: 'codes' },
  { name: 'preference', code: 7, wire: 'uint8' },
  { name: 'elapsed_time', code: 8, wire: 'uint16' },
  { name: 'status_code', code: 13, wire: 'status' },
  { name: 'rapid_commit', code: 14, wire: 'hex' },
  { name: 'user_class', code: 15, wire: 'user_class' },
  { name: 'vendor_class', code: 16, wire: 'hex' },
  { name: 'dns_server', code: 23, type: 'ipv6', wire: 'ipv6' },
  { name: 'domain_search', code: 24, type: 'str', wire: 'domains' },
  { name: 'ia_pd', code: 25, wire: 'hex' },
  { name: 'information_refresh_time', code: 32, wire: 'uint32' },
  { name: 'fqdn', code: 39, type: 'domain', wire: 'fqdn', wireName: 'client_fqdn' },
  { name: 'ntp_server', code: 56, wire: 'hex' },
  { name: 'bootfile_name', code: 59, type: 'str', wire: 'str' },
  { name: 'client_system_architecture', code: 61, wire: 'uint16' },
  { name: 'bootfile_name_alt', code: 254, type: 'str' },
] as const satisfies readonly (OvnRow | WireOptionRow<Dhcpv6WireType>)[];

/** The options that OVN has a name for. */
export const OVN_DHCPV6_OPTIONS = ovnOptions(DHCPV6_OPTIONS);

export type Dhcpv6OptionName = (typeof OVN_DHCPV6_OPTIONS)[number]['name'];

/** The codes of all options, by name. */
export const DHCPV6_CODES = codesOf(DHCPV6_OPTIONS);
