/**
 * ls_in_pre_hairpin, ls_in_nat_hairpin, ls_in_hairpin: a backend that connects to its own VIP can reach itself. Also the
 * flows by which packets from VTEP gateways skip these stages.
 */

import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_lb_hairpin`. */
export function* lbHairpin(ls: Switch, context: RuleContext): Iterable<Flow> {
  const { stateOf, registers: R, has } = context;
  yield flow('ls_in_pre_hairpin', 0, '1', 'next;');
  yield flow('ls_in_nat_hairpin', 0, '1', 'next;');
  yield flow('ls_in_hairpin', 0, '1', 'next;');
  if (!stateOf(ls).hasLbVip) return;
  if (has('fragmentsAreBalanced')) yield* rememberVipOfFragments(context);
  const check = `${R.REGBIT_HAIRPIN} = chk_lb_hairpin(); ${R.REGBIT_HAIRPIN_REPLY} = chk_lb_hairpin_reply(); next;`;
  yield flow('ls_in_pre_hairpin', 100, 'ip && ct.trk', check, ls.madeFor);
  const isHairpin = `${R.REGBIT_HAIRPIN} == 1`;
  const isReply = `${R.REGBIT_HAIRPIN_REPLY} == 1`;
  yield flow('ls_in_nat_hairpin', 100, `ip && ct.new && ct.trk && ${isHairpin}`, 'ct_snat_to_vip; next;', ls.madeFor);
  yield flow('ls_in_nat_hairpin', 100, `ip && ct.est && ct.trk && ${isHairpin}`, 'ct_snat;', ls.madeFor);
  yield flow('ls_in_nat_hairpin', 90, `ip && ${isReply}`, 'ct_snat;', ls.madeFor);
  const back = 'eth.dst <-> eth.src; outport = inport; flags.loopback = 1; output;';
  yield flow('ls_in_hairpin', 1, `(${isHairpin} || ${isReply})`, back);
}

function* rememberVipOfFragments({ registers: R, has }: RuleContext): Iterable<Flow> {
  const established = has('establishedFragments') ? 'ct.est && ' : '';
  const fragment = `ct.trk && ${established}!ct.rpl && ${R.REGBIT_IP_FRAG} == 1`;
  const rememberPort = `${R.REG_LB_PORT} = ct_tp_dst(); next;`;
  yield flow('ls_in_lb', 110, `${fragment} && ip4`, `${R.REG_LB_IPV4} = ct_nw_dst(); ${rememberPort}`);
  yield flow('ls_in_lb', 110, `${fragment} && ip6`, `${R.REG_LB_IPV6} = ct_ip6_dst(); ${rememberPort}`);
}

/** `build_vtep_hairpin`. */
export function* vtepHairpin(ls: Switch, { registers, tableOf }: RuleContext): Iterable<Flow> {
  if (!ls.hasVtepPorts) return;
  const fromRamp = `${registers.REGBIT_FROM_RAMP} == 1`;
  yield flow('ls_in_hairpin', 1000, fromRamp, `next(pipeline=ingress, table=${tableOf('ls_in_l2_lkup')});`);
  for (const { peer } of ls.routerPorts) {
    const resident = peer?.chassisRedirect?.quoted;
    if (resident) yield flow('ls_in_hairpin', 2000, `${fromRamp} && is_chassis_resident(${resident})`, 'next;');
  }
  yield flow('ls_in_arp_rsp', 65535, `${fromRamp} && (arp || nd_ns)`, 'flags.loopback = 1; next;');
}
