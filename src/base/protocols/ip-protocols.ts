/** The protocol after an IPv4 or IPv6 header, under OVN's names (the Protocol Numbers registry of IANA). */
export const IP_PROTOCOLS = {
  icmp: 1,
  igmp: 2,
  tcp: 6,
  udp: 17,
  icmp6: 58,
  sctp: 132,
} as const;

/** Those that have ports and that load balancers and policies know, in OVN's order. */
export const PORT_PROTOCOLS = ['tcp', 'udp', 'sctp'] as const satisfies readonly (keyof typeof IP_PROTOCOLS)[];

export type IpProtocolName = keyof typeof IP_PROTOCOLS;

/** One of the numbers above. */
export type IpProtocol = (typeof IP_PROTOCOLS)[IpProtocolName];
