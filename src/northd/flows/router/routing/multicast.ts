/** lr_in_ip_routing: multicast packets, which no route is for. */
import type { Router } from '../../../model/datapath.ts';
import { isMulticastFlooded, relaysMulticast } from '../../../model/router-options.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';

const MULTICAST = 'ip4.mcast || ip6.mcast';
const REPORTS = ['igmp', 'mldv1 || mldv2'];

/** `build_mcast_lookup_flows_for_lrouter`. */
export function* multicastRouting(router: Router, { options }: RuleContext): Iterable<Flow> {
  yield flow('lr_in_ip_routing', 10550, 'nd_rs || nd_ra', options.drop);
  if (!relaysMulticast(router)) return;
  if (!router.ports.some(isMulticastFlooded)) {
    yield flow('lr_in_ip_routing', 10450, MULTICAST, options.drop);
    return;
  }
  // The TTL of reports is 1 and stays so. The router's own reports are dropped, so that they do not go around.
  for (const { addresses, madeFor } of router.ports) {
    for (const reports of ['igmp', '(mldv1 || mldv2)']) {
      const own = `eth.src == ${addresses.mac} && ${reports}`;
      yield withoutHint(flow('lr_in_ip_routing', 10550, own, options.drop), madeFor);
    }
  }
  for (const reports of REPORTS) yield flow('lr_in_ip_routing', 10460, reports, flood(''));
  yield flow('lr_in_ip_routing', 10450, MULTICAST, flood('ip.ttl--; '));
}

const flood = (others: string): string => `clone { outport = "_MC_static"; ${others}next; };`;
