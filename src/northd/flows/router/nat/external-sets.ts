/**
 * lr_in_gw_redirect: stateless rules for some external addresses only. Beside the address set, ovn-northd matches here what it left
 * in its buffer when it made the flows of the router's last valid rule, and it uses the actions that it left there. This is
 * reproduced, as far as the text is of the same router.
 */
import { warning } from '../../../../base/diagnostic.ts';
import type { NbRow } from '../../../../ovn/schema/nb.ts';
import { isTrue } from '../../../../ovn/schema/option-values.ts';
import { parseProxyAddresses } from '../../../model/addresses.ts';
import type { Router } from '../../../model/datapath.ts';
import { andResident } from '../../../model/gateways.ts';
import { madeFor } from '../../../model/made-for.ts';
import { leadsToVtep } from '../../../model/router-options.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';
import { balancedMatch } from '../../shared/load-balancing.ts';
import { commitsAll, newByGateway } from './commit-all.ts';
import { IS_NATTED, loopBack, loopedMatch, markLocal } from './egress-loopback.ts';

type NatRow = NbRow<'NAT'>;

/** `build_lr_gateway_redirect_flows_for_nats`: also for rules that are not valid. */
export function* externalSets(router: Router, context: RuleContext): Iterable<Flow> {
  const rows = router.nb.nat.filter(isForSome);
  const ports = rows.length > 0 ? router.gatewayPorts.filter(port => !leadsToVtep(port)) : [];
  const firstAllowed = rows.find(nat => nat.allowed_ext_ips);
  for (const port of ports) {
    const left = leftInBuffers(router, context);
    for (const nat of rows) {
      const actions = nat.allowed_ext_ips ? left.actions : context.options.drop;
      if (left.match === undefined || actions === undefined) reportUnknown(nat, router, context);
      else yield flow('lr_in_gw_redirect', 75, `${left.match} && ${inSet(nat)}`, actions, port.madeFor);
      if (nat === firstAllowed) yield dropOthers(nat, context);
    }
  }
}

const isForSome = ({ type, options, allowed_ext_ips, exempted_ext_ips }: NatRow): boolean =>
  type === 'dnat_and_snat' && isTrue(options, 'stateless') && (allowed_ext_ips ?? exempted_ext_ips) !== undefined;

const ipOfExternal = ({ external_ip }: NatRow): string =>
  (parseProxyAddresses(external_ip)?.ipv6.length ?? 0) > 0 ? 'ip6' : 'ip4';

const inSet = (nat: NatRow): string =>
  `${ipOfExternal(nat)}.src == $${(nat.allowed_ext_ips ?? nat.exempted_ext_ips)!.name}`;

function dropOthers(nat: NatRow, { options }: RuleContext): Flow {
  const match = `ip && ${ipOfExternal(nat)}.dst == ${nat.external_ip}`;
  return withoutHint(flow('lr_in_gw_redirect', 70, match, options.drop), madeFor('NAT', nat));
}

/** Undefined if the text is of another router, switch or load balancer. */
function leftInBuffers(router: Router, context: RuleContext): Partial<Pick<Flow, 'match' | 'actions'>> {
  const { rules, hasLbVip } = context.natsOf(router);
  const [lastRule, lastPort] = [rules.at(-1), router.gatewayPorts.at(-1)!];
  if (context.options.usesCommonZone) return { match: IS_NATTED, actions: markLocal(context) };
  const actions = lastRule && { actions: loopBack(context) };
  if (commitsAll(router, context)) {
    return {
      match: newByGateway(` && outport == ${lastPort.quoted}${andResident(lastPort.chassisRedirect)}`),
      ...actions,
    };
  }
  if (lastRule) return { match: loopedMatch(lastRule), ...actions };
  return hasLbVip ? { match: balancedMatch(context) } : {};
}

function reportUnknown(nat: NatRow, router: Router, { report }: RuleContext): void {
  const problem = 'ovn-northd makes a flow in lr_in_gw_redirect of texts that it left in its buffers; it is left out';
  report(warning('nat-leftovers', `NAT ${nat.type} ${nat.external_ip} of ${router.nb.name}: ${problem}`));
}
