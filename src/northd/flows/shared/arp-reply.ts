/** The actions that change an ARP or ND request into its reply and send it back to the input port. */

/** `swap` exchanges the protocol addresses. */
export const answerArp = (mac: string, swap: string): string =>
  `eth.dst = eth.src; eth.src = ${mac}; arp.op = 2; /* ARP reply */ arp.tha = arp.sha; arp.sha = ${mac}; ` +
  `${swap} outport = inport; flags.loopback = 1; output;`;

/** `advertise` is `nd_na` or `nd_na_router`; `addressed` sets the addresses of the advertisement. */
export const answerNd = (advertise: string, mac: string, addressed: string): string =>
  `${advertise} { eth.src = ${mac}; ${addressed} nd.tll = ${mac}; ` +
  'outport = inport; flags.loopback = 1; output; };';

export const arpReply = (mac: string, ip: string): string => answerArp(mac, `arp.tpa = arp.spa; arp.spa = ${ip};`);

/** Answers a neighbor solicitation for `ip`. */
export const ndReply = (advertise: string, mac: string, ip: string): string =>
  answerNd(advertise, mac, `ip6.src = ${ip}; nd.target = ${ip};`);
