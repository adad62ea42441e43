/**
 * lr_in_admission, lr_in_ip_input, lr_in_gw_redirect: packets of a distributed rule do not pass the chassis of the gateway. Those to
 * its MAC are accepted on the chassis of its logical port, and leave there.
 */
import { integer } from '../../../../ovn/schema/option-values.ts';
import type { NatRule } from '../../../model/nat/nat-rules.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, ICMP_ERROR_METERS, metered } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { checkLength, tooBigFields } from '../lookup/gateway-mtu.ts';
import { natResidence } from './nat-match.ts';

/** `build_lrouter_ingress_flow`: the part for the MAC of the rule. */
export function* natAdmission(rule: NatRule, context: RuleContext): Iterable<Flow> {
  const { gateway, distributed, madeFor: hint } = rule;
  if (!gateway || !distributed) return;
  const match = `eth.dst == ${distributed.mac} && inport == ${gateway.quoted} && ${natResidence(rule)}`;
  const actions = `${context.registers.REG_INPORT_ETH_ADDR} = ${gateway.addresses.mac}; next;`;
  yield* checkLength(gateway, { stage: 'lr_in_admission', match, actions, hint }, context);
}

/** `build_lrouter_ingress_nat_check_pkt_len`: ICMP errors for packets that are too long come from the external address. */
export function* natPacketTooLong(rule: NatRule, { registers: R }: RuleContext): Iterable<Flow> {
  const { nb, family, gateway, distributed, madeFor } = rule;
  const mtu = gateway ? integer(gateway.nb.options, 'gateway_mtu') : 0;
  if (!gateway || !distributed || mtu === 0) return;
  const ip = ipOf(rule);
  const isLonger = `inport == ${gateway.quoted} && ${R.REGBIT_PKT_LARGER} && ${R.REGBIT_EGRESS_LOOPBACK} == 0`;
  const mark = `${R.REGBIT_EGRESS_LOOPBACK} = 1; ${R.REGBIT_PKT_LARGER} = 0;`;
  const addresses = `eth.dst = eth.src; eth.src = ${nb.external_mac}; ${ip}.dst = ${ip}.src; ${ip}.src = ${nb.external_ip};`;
  const send = `outport = ${gateway.quoted}; flags.loopback = 1; output;`;
  const actions = `icmp${family}_error {${mark} ${addresses} ${tooBigFields(family, 254, mtu)} ${send} };`;
  yield metered(
    ICMP_ERROR_METERS[family],
    flow('lr_in_ip_input', 160, `${isLonger} && ${ip} && ${ip}.dst == ${nb.external_ip}`, actions, madeFor),
  );
}

/** `build_lrouter_ingress_flow`: the part for the external address of SNAT, which a port of the router can have, too. */
export function* snatInput(rule: NatRule): Iterable<Flow> {
  const { nb, gateway, madeFor } = rule;
  if (!gateway || nb.type !== 'snat') return;
  const match = `inport == ${gateway.quoted} && ${ipOf(rule)}.src == ${nb.external_ip}`;
  yield flow('lr_in_ip_input', 120, match, 'next;', madeFor);
}

/** `build_lrouter_nat_defrag_and_lb`: the part for the gateway redirect. */
export function* natRedirect(rule: NatRule, { registers: R, options, switchPorts }: RuleContext): Iterable<Flow> {
  const { nb, gateway, distributed, madeFor } = rule;
  if (!gateway || !distributed) return;
  const match = `${ipOf(rule)}.src == ${nb.logical_ip} && outport == ${gateway.quoted}`;
  const isVirtual = switchPorts.get(distributed.logicalPort)?.nb.type === 'virtual';
  const source = rule.family === 6 ? R.REG_SRC_IPV6 : R.REG_SRC_IPV4;
  const actions = `eth.src = ${nb.external_mac}; ${source} = ${nb.external_ip}; next;`;
  // No chassis has claimed the virtual port yet.
  if (isVirtual) yield flow('lr_in_gw_redirect', 80, match, options.drop, madeFor);
  yield flow('lr_in_gw_redirect', 100, `${match} && ${natResidence(rule)}`, actions, madeFor);
}
