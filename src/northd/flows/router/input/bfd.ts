/** lr_in_ip_input: ovn-controller handles the BFD packets of a port with a session. */
import { listOfIps } from '../../../model/addresses.ts';
import type { RouterPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';

/** `build_lrouter_bfd_flows`. */
export function* bfd(port: RouterPort, { routing }: RuleContext): Iterable<Flow> {
  if (!routing.isWatched(port)) return;
  const { addresses, madeFor } = port;
  for (const ips of [addresses.ipv4, addresses.ipv6].filter(({ length }) => length > 0)) {
    const ip = `ip${ips[0]!.family}`;
    yield flow('lr_in_ip_input', 110, `${ip}.src == ${listOfIps(ips)} && udp.dst == 3784`, 'next; ', madeFor);
    const received = `${ip}.dst == ${listOfIps(ips)} && udp.dst == 3784`;
    yield metered('bfd', flow('lr_in_ip_input', 110, received, 'handle_bfd_msg(); ', madeFor));
  }
}
