/** What `put_nd_ra_opts` may say in a router advertisement (man ovn-sb, put_nd_ra_opts; OVN 25.03, lib/ovn-l7.h). */
export interface NdRaOptionRow {
  readonly name: string;
  readonly type: 'str' | 'mac' | 'ipv6' | 'uint32';
}

export const ND_RA_OPTIONS = [
  { name: 'addr_mode', type: 'str' },
  { name: 'router_preference', type: 'str' },
  { name: 'slla', type: 'mac' },
  { name: 'prefix', type: 'ipv6' },
  { name: 'mtu', type: 'uint32' },
  { name: 'rdnss', type: 'ipv6' },
  { name: 'dnssl', type: 'str' },
  { name: 'route_info', type: 'str' },
] as const satisfies readonly NdRaOptionRow[];
