/** The actions that change an ARP request into its reply and send it back to the input port. */
export const arpReply = (mac: string, ip: string): string =>
  `eth.dst = eth.src; eth.src = ${mac}; arp.op = 2; /* ARP reply */ arp.tha = arp.sha; arp.sha = ${mac}; ` +
  `arp.tpa = arp.spa; arp.spa = ${ip}; outport = inport; flags.loopback = 1; output;`;

/** The actions that answer a neighbor solicitation for `ip`; `advertise` is `nd_na` or `nd_na_router`. */
export const ndReply = (advertise: string, mac: string, ip: string): string =>
  `${advertise} { eth.src = ${mac}; ip6.src = ${ip}; nd.target = ${ip}; nd.tll = ${mac}; ` +
  'outport = inport; flags.loopback = 1; output; };';
