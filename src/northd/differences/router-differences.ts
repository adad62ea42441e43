/** What releases of ovn-northd do differently for logical routers. Truth: northd/northd.c of each release. */
import { since } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

export const ROUTER_DIFFERENCES = {
  sourceInReg5: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_routing', 'lr_in_policy', 'lr_in_arp_request', 'lr_in_gw_redirect'],
    what: 'the IPv4 source address of packets that the router sends is in reg5 instead of reg1',
  },
} as const satisfies Readonly<Record<string, Difference>>;
