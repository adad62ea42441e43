/** lr_in_unsnat, lr_out_snat: packets whose destination was replaced leave a gateway router with an address of its own. */

import type { PortIp } from '../../../model/addresses.ts';
import { isGatewayRouter, type Router, type RouterPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { networkId } from '../delivery/network-id.ts';

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
  for (const [address] of routerIps(port, natsOf)) {
    if (!address) continue;
    yield unsnatRouterIp(port, address);
    yield snatRouterIp(port, 110, '', address);
  }
}

/** The same by the network of the next hop. An older ovn-controller does not know the network. */
export function* networkIpSnat(port: RouterPort, { natsOf }: RuleContext): Iterable<Flow> {
  for (const addresses of routerIps(port, natsOf)) {
    for (const [index, address] of addresses.entries()) {
      const id = networkId(index);
      yield unsnatRouterIp(port, address);
      yield snatRouterIp(port, 110, `flags.network_id == ${id} && `, addresses[id]!);
    }
    for (const first of addresses.slice(0, 1)) yield snatRouterIp(port, 105, '', first);
  }
}

/** The addresses of each family. */
function routerIps({ peer, datapath, addresses }: RouterPort, natsOf: RuleContext['natsOf']): readonly PortIp[][] {
  if (!peer || !natsOf(datapath).forceSnat.usesRouterIp) return [];
  // The last address is the link-local one.
  return [[...addresses.ipv4], addresses.ipv6.slice(0, -1)];
}

function unsnatRouterIp({ quoted }: RouterPort, address: PortIp): Flow {
  return flow('lr_in_unsnat', 110, `inport == ${quoted} && ${ipOf(address)}.dst == ${address.text}`, 'ct_snat;');
}

function snatRouterIp({ quoted }: RouterPort, priority: number, network: string, address: PortIp): Flow {
  const leaves = `flags.force_snat_for_lb == 1 && ${network}${ipOf(address)} && outport == ${quoted}`;
  return flow('lr_out_snat', priority, leaves, `ct_snat(${address.text});`);
}
