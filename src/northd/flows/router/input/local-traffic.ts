/** lr_in_ip_input: packets that no router forwards, with any addresses of its own. */
import type { Router } from '../../../model/datapath.ts';
import { isMulticastFlooded, relaysMulticast } from '../../../model/router-options.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

const IMPOSSIBLE_ADDRESSES =
  'ip4.src_mcast ||ip4.src == 255.255.255.255 || ip4.src == 127.0.0.0/8 || ip4.dst == 127.0.0.0/8 || ' +
  'ip4.src == 0.0.0.0/8 || ip4.dst == 0.0.0.0/8';

/** `build_misc_local_traffic_drop_flows_for_lrouter`. */
export function* localTraffic(router: Router, { has, options: { drop } }: RuleContext): Iterable<Flow> {
  if (router.ports.some(isMulticastFlooded)) {
    yield flow('lr_in_ip_input', 120, 'igmp && ip.ttl == 1', 'next;');
    yield flow('lr_in_ip_input', 120, '(mldv1 || mldv2) && ip.ttl == 1', 'next;');
  }
  yield flow('lr_in_ip_input', 100, IMPOSSIBLE_ADDRESSES, drop);
  yield flow('lr_in_ip_input', 85, 'arp || nd', drop);
  yield flow('lr_in_ip_input', 84, 'nd_rs || nd_ra', 'next;');
  yield flow('lr_in_ip_input', 83, 'ip6.mcast_rsvd', drop);
  yield flow('lr_in_ip_input', 82, 'ip4.mcast || ip6.mcast', relaysMulticast(router) ? 'next;' : drop);
  yield flow('lr_in_ip_input', 50, 'eth.bcast', drop);
  // Routers send no ICMP errors about multicast packets (RFC 1812 section 5.3.1).
  yield flow('lr_in_ip_input', 32, 'ip.ttl == {0, 1} && !ip.later_frag && (ip4.mcast || ip6.mcast)', drop);
  yield flow('lr_in_ip_input', has('ttlErrorsBySource') ? 29 : 30, 'ip.ttl == {0, 1}', drop);
  yield flow('lr_in_ip_input', 0, '1', 'next;');
}
