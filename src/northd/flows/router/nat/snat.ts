/**
 * lr_out_snat: the source address of new connections is replaced. Also lr_out_post_undnat and lr_out_post_snat: connections into a
 * network with SNAT are tracked, so that their replies keep their address.
 */

import { isTrue } from '../../../../ovn/schema/option-values.ts';
import type { NatRule } from '../../../model/nat/nat-rules.ts';
import { isSnat } from '../../../model/nat/router-nats.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import {
  allowedExternal,
  exemptExternal,
  ownMatch,
  setMac,
  sharesZone,
  snatPriority,
  translatesSource,
  withPorts,
} from './nat-match.ts';

/** `build_lrouter_out_snat_flow`, `build_lrouter_out_snat_stateless_flow` and `build_lrouter_out_snat_in_czone_flow`. */
export function* snat(rule: NatRule, context: RuleContext): Iterable<Flow> {
  if (!translatesSource(rule)) return;
  const { nb, router, isStateless, madeFor } = rule;
  const priority = snatPriority(rule);
  const leaves = leavesGateway(rule, 'src', 'outport');
  yield* exemptExternal(rule, 'dst', leaves);
  const match = `${leaves}${allowedExternal(rule, 'dst')}${ownMatch(rule)}`;
  if (isStateless) {
    yield flow('lr_out_snat', priority, match, `${setMac(rule)}${ipOf(rule)}.src=${nb.external_ip}; next;`, madeFor);
    return;
  }
  const isRequest = `${match} && (!ct.trk || !ct.rpl)`;
  const external = withPorts(nb.external_ip, rule);
  if (sharesZone(router, context)) {
    const { REGBIT_DST_NAT_IP_LOCAL: isLocal } = context.registers;
    const inOwnZone = `${setMac(rule)}${isLocal} = 0; ct_snat(${external});`;
    yield flow('lr_out_snat', priority, isRequest, `${setMac(rule)}ct_snat_in_czone(${external});`, madeFor);
    yield flow('lr_out_snat', priority + 1, `${isRequest} && ${isLocal} == 1`, inOwnZone, madeFor);
    return;
  }
  yield flow('lr_out_snat', priority, isRequest, `${setMac(rule)}ct_snat(${external});`, madeFor);
  yield* trackInbound(rule, isRequest);
}

/** Only for whole networks, and only if not all connections are tracked. */
function* trackInbound(rule: NatRule, isRequest: string): Iterable<Flow> {
  const { router, gateway, madeFor } = rule;
  if (!isSnat(rule) || !gateway || isTrue(router.nb.options, 'ct-commit-all')) return;
  const enters = leavesGateway(rule, 'dst', 'inport');
  const match = `${enters}${allowedExternal(rule, 'src')}${ownMatch(rule)}`;
  const commit = 'ct_commit_to_zone(snat);';
  yield withoutHint(flow('lr_out_post_undnat', 70, isRequest, 'ct_next(snat);'), madeFor);
  yield* exemptExternal(rule, 'src', enters);
  yield withoutHint(flow('lr_out_snat', snatPriority(rule), match, 'ct_snat;'), madeFor);
  yield withoutHint(flow('lr_out_post_snat', snatPriority(rule), `${match} && ct.new`, commit), madeFor);
}

/** Packets from or to the logical address, by the gateway port. */
function leavesGateway(rule: NatRule, field: 'src' | 'dst', direction: 'inport' | 'outport'): string {
  const { nb, gateway, distributed } = rule;
  const match = `ip && ${ipOf(rule)}.${field} == ${nb.logical_ip}`;
  if (!gateway) return match;
  // ovn-northd does not escape this name.
  const resident = distributed?.logicalPort ?? gateway.chassisRedirect!.name;
  return `${match} && ${direction} == ${gateway.quoted} && is_chassis_resident("${resident}")`;
}
