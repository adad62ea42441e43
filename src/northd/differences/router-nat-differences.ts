/** What releases do differently with NAT of routers. */
import { either, only, since } from '../../ovn/release/release.ts';
import { presenceOfStage } from '../../ovn/release/stages.ts';
import type { Difference } from './difference.ts';

export const ROUTER_NAT_DIFFERENCES = {
  natMatch: {
    present: since('24.09.0'),
    stages: ['lr_in_dnat', 'lr_out_post_undnat', 'lr_out_snat', 'lr_out_post_snat'],
    what: 'a NAT rule can have a match and a priority of its own',
  },
  snatTracksInbound: {
    present: since('24.03.2', '24.09.0'),
    stages: ['lr_out_post_undnat', 'lr_out_snat', 'lr_out_post_snat'],
    what: 'connections from outside into a network with SNAT are tracked, so that their replies keep their address',
  },
  snatZoneByNext: {
    present: since('24.03.4', '24.09.1', '25.03.0'),
    stages: ['lr_out_post_undnat'],
    what: 'replies of connections from outside pass the SNAT zone with `ct_next`, which changes no address',
  },
  dnatTracksInbound: {
    present: since('24.09.4', '25.03.2', '25.09.1'),
    stages: ['lr_in_dnat', 'lr_out_post_undnat', 'lr_out_snat', 'lr_out_post_snat'],
    what: 'the same is done in the DNAT zone for rules of type dnat_and_snat, and only for packets that are no replies',
  },
  natAddressVipsKeepDestination: {
    present: either(only('24.03.0'), since('24.03.7', '24.09.4', '25.03.2')),
    stages: ['lr_in_unsnat'],
    what: 'packets to a VIP that is also an external address of NAT do not pass the SNAT zone first',
  },
  snatByNetwork: {
    present: presenceOfStage('lr_in_network_id'),
    stages: ['lr_in_unsnat', 'lr_out_snat'],
    what: 'with `lb_force_snat_ip=router_ip`, packets get the address of the port in the network of the next hop',
  },
  centralizedOnRequest: {
    present: since('24.03.6', '24.09.0'),
    stages: ['lr_in_ip_input', 'lr_in_gw_redirect', 'lr_out_undnat', 'lr_out_snat'],
    what: 'with the option `centralize_routing` of the only gateway port, all packets of its switch pass its chassis',
  },
  centralizedAlways: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_input', 'lr_in_gw_redirect', 'lr_out_undnat', 'lr_out_snat'],
    what: 'the same without the option, if the switch has no localnet port',
  },
} as const satisfies Readonly<Record<string, Difference>>;
