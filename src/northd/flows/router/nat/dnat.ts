/** lr_in_dnat, lr_out_undnat: the destination address of new connections is replaced, and the source address of replies. */
import type { NatRule } from '../../../model/nat/nat-rules.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import {
  allowedExternal,
  atGateway,
  dnatPriority,
  exemptExternal,
  ownMatch,
  setMac,
  sharesZone,
  translatesDestination,
  withPorts,
} from './nat-match.ts';

/** `build_lrouter_in_dnat_flow`. */
export function* dnat(rule: NatRule, context: RuleContext): Iterable<Flow> {
  if (!translatesDestination(rule)) return;
  const arrives = `ip && ${ipOf(rule)}.dst == ${rule.nb.external_ip}${atGateway(rule, 'inport')}`;
  const match = `${arrives}${allowedExternal(rule, 'src')}${ownMatch(rule, context)}`;
  yield* exemptExternal(rule, 'src', arrives, context);
  yield flow(
    'lr_in_dnat',
    dnatPriority(rule, context),
    match,
    `${dnatFlags(rule, context)}${translate(rule, context)}`,
    rule.madeFor,
  );
}

/** On a gateway router, the packet can leave by the port that received it. */
function dnatFlags({ router, gateway }: NatRule, { natsOf }: RuleContext): string {
  if (gateway) return '';
  const force = natsOf(router).forceSnat.dnat.length > 0 ? 'flags.force_snat_for_dnat = 1; ' : '';
  return `${force}flags.loopback = 1; `;
}

function translate(rule: NatRule, context: RuleContext): string {
  const { nb, router, isStateless } = rule;
  if (isStateless) return `${ipOf(rule)}.dst=${nb.logical_ip}; next;`;
  return `${dnatAction(router, context)}(${withPorts(nb.logical_ip, rule)});`;
}

export const dnatAction = (router: NatRule['router'], context: RuleContext): string =>
  sharesZone(router, context) ? 'ct_dnat_in_czone' : 'ct_dnat';

/** `build_lrouter_out_undnat_flow`. */
export function* undnat(rule: NatRule, context: RuleContext): Iterable<Flow> {
  const { nb, router, gateway, isStateless, madeFor } = rule;
  if (!gateway || !translatesDestination(rule)) return;
  const match = `ip && ${ipOf(rule)}.src == ${nb.logical_ip}${atGateway(rule, 'outport')}`;
  const actions = isStateless ? 'next;' : `${dnatAction(router, context)};`;
  yield flow('lr_out_undnat', 100, match, `${setMac(rule)}${actions}`, madeFor);
}
