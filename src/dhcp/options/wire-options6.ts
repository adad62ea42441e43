/**
 * Options that a DHCPv6 message can carry, by their names on the wire: RFC 8415 and later registrations, in OVN's spelling.
 * How a value is best shown is told by a type; where it is `hex`, bytes are.
 */
export type WireType6 =
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

export interface WireOptionRow6 {
  readonly name: string;
  readonly code: number;
  readonly type: WireType6;
}

export const WIRE_OPTIONS6 = [
  { name: 'client_id', code: 1, type: 'duid' },
  { name: 'server_id', code: 2, type: 'duid' },
  { name: 'ia_na', code: 3, type: 'ia_na' },
  { name: 'ia_ta', code: 4, type: 'hex' },
  { name: 'ia_addr', code: 5, type: 'ia_addr' },
  { name: 'option_request', code: 6, type: 'codes' },
  { name: 'preference', code: 7, type: 'uint8' },
  { name: 'elapsed_time', code: 8, type: 'uint16' },
  { name: 'status_code', code: 13, type: 'status' },
  { name: 'rapid_commit', code: 14, type: 'hex' },
  { name: 'user_class', code: 15, type: 'user_class' },
  { name: 'vendor_class', code: 16, type: 'hex' },
  { name: 'dns_server', code: 23, type: 'ipv6' },
  { name: 'domain_search', code: 24, type: 'domains' },
  { name: 'ia_pd', code: 25, type: 'hex' },
  { name: 'information_refresh_time', code: 32, type: 'uint32' },
  { name: 'client_fqdn', code: 39, type: 'fqdn' },
  { name: 'ntp_server', code: 56, type: 'hex' },
  { name: 'bootfile_name', code: 59, type: 'str' },
  { name: 'client_system_architecture', code: 61, type: 'uint16' },
] as const satisfies readonly WireOptionRow6[];

type WireOptionName6 = (typeof WIRE_OPTIONS6)[number]['name'];

export const WIRE_CODES6 = Object.fromEntries(WIRE_OPTIONS6.map(({ name, code }) => [name, code])) as Readonly<
  Record<WireOptionName6, number>
>;
