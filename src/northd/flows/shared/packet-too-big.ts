/** Matches ICMP errors that say that a packet is too big for the next link. */
export const PACKET_TOO_BIG =
  '((ip4 && icmp4.type == 3 && icmp4.code == 4) || (ip6 && icmp6.type == 2 && icmp6.code == 0))';
