/**
 * lr_out_egr_loop: a packet that leaves by a gateway port to an external address of the router itself returns as if that port had
 * received it. Also lr_out_chk_dnat_local: whether the destination is such an address.
 */
import { isGatewayRouter, type Router } from '../../../model/datapath.ts';
import type { NatRule } from '../../../model/nat/nat-rules.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { natResidence } from './nat-match.ts';

/** `build_lrouter_nat_defrag_and_lb`: the part for the egress loopback. */
export function* egressLoopback(rule: NatRule, context: RuleContext): Iterable<Flow> {
  if (!rule.gateway) return;
  yield flow('lr_out_egr_loop', 100, loopedMatch(rule), loopBack(context), rule.madeFor);
}

export const loopedMatch = (rule: NatRule): string =>
  `${ipOf(rule)}.dst == ${rule.nb.external_ip} && outport == ${rule.gateway!.quoted} && ${natResidence(rule)}`;

export function loopBack({ registers, options, tableOf }: RuleContext): string {
  const back = 'inport = outport; outport = ""; eth.dst <-> eth.src; flags = 0; flags.loopback = 1; ';
  const zone = options.usesCommonZone ? `flags.use_snat_zone = ${registers.REGBIT_DST_NAT_IP_LOCAL}; ` : '';
  const clear = Array.from({ length: REGISTERS }, (_, index) => `reg${index} = 0; `).join('');
  const again = `${registers.REGBIT_EGRESS_LOOPBACK} = 1; next(pipeline=ingress, table=${tableOf('lr_in_admission')});`;
  return `clone { ct_clear; ${back}${zone}${clear}${again} };`;
}

/** Of 32 bits. */
const REGISTERS = 10;

/** `build_lrouter_out_is_dnat_local`. */
export function* localDnat(rule: NatRule, context: RuleContext): Iterable<Flow> {
  if (!rule.gateway || !context.options.usesCommonZone) return;
  const match = `ip && ${ipOf(rule)}.dst == ${rule.nb.external_ip} && ${natResidence(rule)}`;
  yield flow('lr_out_chk_dnat_local', 50, match, markLocal(context), rule.madeFor);
}

/** `build_lrouter_nat_defrag_and_lb`: the destination has been replaced on the way in. */
export function* nattedTraffic(router: Router, context: RuleContext): Iterable<Flow> {
  const isActive = isGatewayRouter(router) || router.gatewayPorts.length > 0;
  if (!isActive || !context.options.usesCommonZone || router.nb.nat.length === 0) return;
  yield flow('lr_out_chk_dnat_local', 50, IS_NATTED, markLocal(context), router.madeFor);
}

export const IS_NATTED = 'ip && ct_mark.natted == 1';

export const markLocal = ({ registers }: RuleContext): string => `${registers.REGBIT_DST_NAT_IP_LOCAL} = 1; next;`;
