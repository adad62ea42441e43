/** lr_in_arp_resolve: packets to external addresses of the router itself. */
import { isGatewayRouter, type Router } from '../../../model/datapath.ts';
import type { NatRule } from '../../../model/nat/nat-rules.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';

/** `build_lrouter_nat_defrag_and_lb`: the part for ARP resolve. Only the first rule of each external address counts. */
export function* natResolve(router: Router, context: RuleContext): Iterable<Flow> {
  if (isGatewayRouter(router)) return;
  const { rules } = context.natsOf(router);
  const first = new Map(rules.toReversed().map(rule => [rule.nb.external_ip, rule]));
  for (const rule of first.values()) yield* resolve(rule, context);
}

function* resolve(rule: NatRule, { registers: R, options }: RuleContext): Iterable<Flow> {
  const { nb, router, gateway, distributed, family, madeFor } = rule;
  if (!gateway) return;
  const [nextHop, ask] = family === 6 ? [R.REG_NEXT_HOP_IPV6, 'get_nd'] : [R.REG_NEXT_HOP_IPV4, 'get_arp'];
  // The destination was not replaced: the packet would come back.
  const returns = `inport == ${gateway.quoted} && outport == ${gateway.quoted}`;
  yield flow('lr_in_arp_resolve', 150, `${returns} && ${ipOf(rule)}.dst == ${nb.external_ip}`, options.drop, madeFor);
  const mac = distributed ? nb.external_mac : gateway.addresses.mac;
  const match = `outport == ${gateway.quoted} && ${nextHop} == ${nb.external_ip}`;
  yield flow('lr_in_arp_resolve', 100, match, `eth.dst = ${mac}; next;`, madeFor);
  if (!distributed || !redirectsBridged(router)) return;
  const source = `outport == ${router.gatewayPorts[0]!.quoted} && ${ipOf(rule)}.src == ${nb.logical_ip}`;
  const resident = `is_chassis_resident("${distributed.logicalPort}")`;
  yield flow('lr_in_arp_resolve', 90, `${source} && ${resident}`, `${ask}(outport, ${nextHop}); next;`, madeFor);
}

const redirectsBridged = ({ ports }: Router): boolean =>
  ports.some(({ nb }) => nb.options.get('redirect-type')?.toLowerCase() === 'bridged');
