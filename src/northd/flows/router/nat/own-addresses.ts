/**
 * lr_in_ip_input, lr_in_arp_resolve: packets to a router's own addresses are dropped. Those to addresses of SNAT and to VIPs are
 * dropped later, because their destination can still be replaced.
 */
import type { PortIp } from '../../../model/addresses.ts';
import type { RouterPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';

/** `build_lrouter_drop_own_dest`. */
export function* ownAddresses(port: RouterPort, { natsOf, options }: RuleContext): Iterable<Flow> {
  const { snatIps, vipIps, forceSnat } = natsOf(port.datapath);
  const isReplaced = ({ text }: PortIp) => snatIps.has(text) || vipIps.has(text);
  for (const ips of [port.addresses.ipv4, port.addresses.ipv6]) {
    const drop = (stage: 'lr_in_ip_input' | 'lr_in_arp_resolve', priority: number, dropped: readonly PortIp[]) =>
      dropped.slice(0, 1).map(first => {
        const match = `${ipOf(first)}.dst == {${dropped.map(({ text }) => text).join(', ')}}`;
        return flow(stage, priority, match, options.drop, port.madeFor);
      });
    // Each address of a port is one of SNAT then.
    if (!forceSnat.usesRouterIp)
      yield* drop(
        'lr_in_ip_input',
        60,
        ips.filter(ip => !isReplaced(ip)),
      );
    yield* drop('lr_in_arp_resolve', 2, ips.filter(isReplaced));
  }
}
