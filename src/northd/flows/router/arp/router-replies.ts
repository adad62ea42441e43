/** How a router answers ARP and ND requests. `mac` is an address or a register. */

import type { Family } from '../../../../base/ip.ts';
import { answerArp, answerNd } from '../../shared/arp-reply.ts';
import type { ControlMeter } from '../../shared/flow.ts';

export const routerArpReply = (mac: string): string => answerArp(mac, 'arp.tpa <-> arp.spa;');

export const routerNdReply = (advertise: 'nd_na' | 'nd_na_router', mac: string): string =>
  answerNd(advertise, mac, 'ip6.src = nd.target;');

/** Matches requests for an address, or for those of an address set. */
export const asksFor = (family: Family, ip: string): string =>
  family === 6 ? `nd_ns && nd.target == ${ip}` : `arp.op == 1 && arp.tpa == ${ip}`;

/** For addresses that are not those of a router port. */
export const proxyReply = (family: Family, mac: string): string =>
  family === 6 ? routerNdReply('nd_na', mac) : routerArpReply(mac);

/** Only neighbor advertisements are made by ovn-controller. */
export const replyMeter = (family: Family): ControlMeter | undefined => (family === 6 ? 'nd-na' : undefined);
