/** EtherTypes: the protocol after an Ethernet header (the IEEE 802 Numbers registry of IANA). */
export const ETHER_TYPES = {
  ip: 0x0800,
  arp: 0x0806,
  rarp: 0x8035,
  vlan: 0x8100,
  ipv6: 0x86dd,
  /** 802.1ad, "QinQ": the outer tag of a provider, before the tag of a customer. */
  serviceVlan: 0x88a8,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  /** Network Service Header (RFC 8300). */
  nsh: 0x894f,
} as const;

export type EtherTypeName = keyof typeof ETHER_TYPES;

/** One of the numbers above. */
export type EtherType = (typeof ETHER_TYPES)[EtherTypeName];
