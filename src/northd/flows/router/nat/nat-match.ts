/** Parts of matches and actions that the flows of NAT rules share. */
import type { Router } from '../../../model/datapath.ts';
import { andResident, residentAt } from '../../../model/gateways.ts';
import type { NatRule } from '../../../model/nat/nat-rules.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';

export const translatesSource = ({ nb }: NatRule): boolean => nb.type !== 'dnat';
export const translatesDestination = ({ nb }: NatRule): boolean => nb.type !== 'snat';

/** Whether the router uses one conntrack zone for both kinds of translation. Gateway routers never do. */
export const sharesZone = ({ gatewayPorts }: Router, { options }: RuleContext): boolean =>
  options.usesCommonZone && gatewayPorts.length > 0;

/** The chassis where the rule applies. */
export const natResidence = ({ gateway, distributed }: NatRule): string =>
  distributed ? `is_chassis_resident("${distributed.logicalPort}")` : residentAt(gateway!.chassisRedirect!);

/** Limits a match to the gateway port, and to its chassis if the rule is not distributed. Empty on gateway routers. */
export function atGateway({ gateway, distributed }: NatRule, direction: 'inport' | 'outport'): string {
  if (!gateway) return '';
  const port = ` && ${direction} == ${gateway.quoted}`;
  return distributed ? port : port + andResident(gateway.chassisRedirect);
}

/** `lrouter_nat_get_priority`. */
export const dnatPriority = ({ nb }: NatRule, { has }: RuleContext): number =>
  nb.match && has('natMatch') ? MATCH_PRIORITY + nb.priority : 100;

/** Longer prefixes come first. */
export function snatPriority({ nb, prefixLength, gateway }: NatRule, { has }: RuleContext): number {
  if (nb.match && has('natMatch')) return MATCH_PRIORITY + nb.priority;
  return prefixLength + 1 + (gateway ? 128 : 0);
}

const MATCH_PRIORITY = 300;

/** ` && (MATCH)` of the column `match`. */
export const ownMatch = ({ nb }: NatRule, { has }: RuleContext): string =>
  nb.match && has('natMatch') ? ` && (${nb.match})` : '';

/** Limits a match to external addresses that the rule is for; `field` has the external address. */
export function allowedExternal({ nb, family }: NatRule, field: 'src' | 'dst'): string {
  return nb.allowed_ext_ips ? ` && ${ipOf({ family })}.${field} == $${nb.allowed_ext_ips.name}` : '';
}

/** `lrouter_nat_add_ext_ip_match`: external addresses that the rule is not for pass above it. */
export function* exemptExternal(
  rule: NatRule,
  field: 'src' | 'dst',
  match: string,
  context: RuleContext,
): Iterable<Flow> {
  const { nb, madeFor } = rule;
  if (!nb.exempted_ext_ips) return;
  const [stage, priority] =
    field === 'src'
      ? (['lr_in_dnat', dnatPriority(rule, context)] as const)
      : (['lr_out_snat', snatPriority(rule, context)] as const);
  const exempted = `${match} && ${ipOf(rule)}.${field} == $${nb.exempted_ext_ips.name}`;
  yield flow(stage, priority + 2, exempted, 'next;', madeFor);
}

/** Frames of distributed rules leave with the MAC of the rule. */
export const setMac = ({ distributed }: NatRule): string => (distributed ? `eth.src = ${distributed.mac}; ` : '');

/** `ADDRESS[,PORTS]`. */
export const withPorts = (address: string, { nb }: NatRule): string =>
  nb.external_port_range ? `${address},${nb.external_port_range}` : address;
