/** lr_in_unsnat, lr_out_snat: packets whose destination was replaced leave a gateway router with an address of its own. */

import type { PortIp } from '../../../model/addresses.ts';
import { isGatewayRouter, type Router, type RouterPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';

/** `build_lrouter_force_snat_flows`. */
export function* forcedSnat(router: Router, { natsOf }: RuleContext): Iterable<Flow> {
  if (!isGatewayRouter(router)) return;
  const { dnat, lb } = natsOf(router).forceSnat;
  for (const address of dnat) yield* forceAddress('dnat', address);
  for (const address of lb) yield* forceAddress('lb', address);
}

function* forceAddress(reason: 'dnat' | 'lb', address: PortIp): Iterable<Flow> {
  const ip = ipOf(address);
  yield flow('lr_in_unsnat', 110, `${ip} && ${ip}.dst == ${address.text}`, 'ct_snat;');
  yield flow('lr_out_snat', 100, `flags.force_snat_for_${reason} == 1 && ${ip}`, `ct_snat(${address.text});`);
}

/** `build_lrouter_force_snat_flows_op`: the first address of each family of the port by which a packet leaves. */
export function* routerIpSnat(port: RouterPort, { natsOf }: RuleContext): Iterable<Flow> {
  if (!port.peer || !natsOf(port.datapath).forceSnat.usesRouterIp) return;
  const { ipv4, ipv6 } = port.addresses;
  // The last address is the link-local one.
  for (const address of [...ipv4.slice(0, 1), ...ipv6.slice(0, -1).slice(0, 1)]) {
    const ip = ipOf(address);
    yield flow('lr_in_unsnat', 110, `inport == ${port.quoted} && ${ip}.dst == ${address.text}`, 'ct_snat;');
    const leaves = `flags.force_snat_for_lb == 1 && ${ip} && outport == ${port.quoted}`;
    yield flow('lr_out_snat', 110, leaves, `ct_snat(${address.text});`);
  }
}
