/** The ICMPv6 messages of neighbour discovery (RFC 4861 section 4). */
export const ICMP6_TYPES = {
  routerSolicitation: 133,
  routerAdvertisement: 134,
  neighborSolicitation: 135,
  neighborAdvertisement: 136,
} as const;
