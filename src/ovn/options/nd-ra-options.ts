/**
 * What `put_nd_ra_opts` can set in a router advertisement (man ovn-sb, put_nd_ra_opts; lib/ovn-l7.h, OVN 25.03), and the
 * neighbour discovery option of RFC 4861, 4191 or 8106 that carries it. A row without a code is a field of the header.
 */
import { codesOf } from './option-row.ts';

export type NdRaOptionType = 'str' | 'mac' | 'ipv6' | 'uint32';

export interface NdRaOptionRow {
  readonly name: string;
  readonly code?: number;
  readonly type: NdRaOptionType;
}

export const ND_RA_OPTIONS = [
  { name: 'addr_mode', type: 'str' },
  { name: 'router_preference', type: 'str' },
  { name: 'slla', code: 1, type: 'mac' },
  { name: 'prefix', code: 3, type: 'ipv6' },
  { name: 'mtu', code: 5, type: 'uint32' },
  { name: 'rdnss', code: 25, type: 'ipv6' },
  { name: 'dnssl', code: 31, type: 'str' },
  { name: 'route_info', code: 24, type: 'str' },
] as const satisfies readonly NdRaOptionRow[];

type Row = (typeof ND_RA_OPTIONS)[number];

export type NdRaOptionName = Row['name'];

/** An option that has a code. */
export type NdOptionName = Extract<Row, { readonly code: number }>['name'];

/** Codes by name. */
export const ND_CODES = codesOf(ND_RA_OPTIONS.filter(row => 'code' in row));

/** The flags that `addr_mode` sets in the header. */
export const RA_ADDRESS_MODES = { slaac: 0, dhcpv6_stateful: 0x80, dhcpv6_stateless: 0x40 } as const;

/** The bits that `router_preference` sets in the header, and a route's preference sets in its option. */
export const RA_PREFERENCES = { MEDIUM: 0, HIGH: 0x08, LOW: 0x18 } as const;
