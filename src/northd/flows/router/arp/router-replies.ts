/** The actions with which a router answers ARP and ND requests. `mac` is an address or a register. */

export const routerArpReply = (mac: string): string =>
  `eth.dst = eth.src; eth.src = ${mac}; arp.op = 2; /* ARP reply */ arp.tha = arp.sha; arp.sha = ${mac}; ` +
  'arp.tpa <-> arp.spa; outport = inport; flags.loopback = 1; output;';

export const routerNdReply = (advertise: 'nd_na' | 'nd_na_router', mac: string): string =>
  `${advertise} { eth.src = ${mac}; ip6.src = nd.target; nd.tll = ${mac}; ` +
  'outport = inport; flags.loopback = 1; output; };';
