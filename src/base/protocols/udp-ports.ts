/** The UDP ports of DHCP (RFC 2131 section 4.1) and DHCPv6 (RFC 8415 section 7.2). */
export const UDP_PORTS = {
  dhcpServer: 67,
  dhcpClient: 68,
  dhcpv6Client: 546,
  dhcpv6Server: 547,
} as const;
