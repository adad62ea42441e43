/**
 * lr_out_snat: the source address of new connections is replaced. Also lr_out_post_undnat and lr_out_post_snat: connections into a
 * network with SNAT are tracked, so that their replies keep their address.
 */

import type { NatRule } from '../../../model/nat/nat-rules.ts';
import { isSnat } from '../../../model/nat/router-nats.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { tracksByZone, triesToCommitAll } from './commit-all.ts';
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
  const priority = snatPriority(rule, context);
  const leaves = leavesGateway(rule, 'src', 'outport');
  yield* exemptExternal(rule, 'dst', leaves, context);
  const match = `${leaves}${allowedExternal(rule, 'dst')}${ownMatch(rule, context)}`;
  if (isStateless) {
    yield flow('lr_out_snat', priority, match, `${setMac(rule)}${ipOf(rule)}.src=${nb.external_ip}; next;`, madeFor);
    return;
  }
  const isRequest = `${match} && ${NOT_REPLY}`;
  const external = withPorts(nb.external_ip, rule);
  if (sharesZone(router, context)) {
    const { REGBIT_DST_NAT_IP_LOCAL: isLocal } = context.registers;
    const inOwnZone = `${setMac(rule)}${isLocal} = 0; ct_snat(${external});`;
    yield flow('lr_out_snat', priority, isRequest, `${setMac(rule)}ct_snat_in_czone(${external});`, madeFor);
    yield flow('lr_out_snat', priority + 1, `${isRequest} && ${isLocal} == 1`, inOwnZone, madeFor);
    return;
  }
  yield flow('lr_out_snat', priority, isRequest, `${setMac(rule)}ct_snat(${external});`, madeFor);
  yield* trackInbound(rule, match, context);
}

/** Not if all connections are tracked anyway. */
function* trackInbound(rule: NatRule, leaving: string, context: RuleContext): Iterable<Flow> {
  const { has } = context;
  const { router, gateway, madeFor } = rule;
  const [zone, ahead] = isSnat(rule) ? ['snat', 0] : ['dnat', AHEAD_OF_SNAT];
  const isTracked = has(isSnat(rule) ? 'snatTracksInbound' : 'dnatTracksInbound');
  if (!isTracked || !tracksByZone(context) || !gateway || triesToCommitAll(router, context)) return;
  const enters = leavesGateway(rule, 'dst', 'inport');
  const match = `${enters}${allowedExternal(rule, 'src')}${ownMatch(rule, context)}`;
  const entering = has('dnatTracksInbound') ? `${match} && ${NOT_REPLY}` : match;
  const priority = snatPriority(rule, context) + ahead;
  const [look, change] = has('snatZoneByNext')
    ? [`${leaving} && ${NOT_REPLY}`, `ct_next(${zone});`]
    : [leaving, 'ct_snat;'];
  yield withoutHint(flow('lr_out_post_undnat', 70 + ahead, look, change), madeFor);
  yield* exemptExternal(rule, 'src', enters, context);
  yield withoutHint(flow('lr_out_snat', priority, entering, `ct_${zone};`), madeFor);
  yield withoutHint(flow('lr_out_post_snat', priority, `${match} && ct.new`, `ct_commit_to_zone(${zone});`), madeFor);
}

/** Rules for one host come before those for its network. */
const AHEAD_OF_SNAT = 5;

const NOT_REPLY = '(!ct.trk || !ct.rpl)';

/** Packets from or to the logical address, by the gateway port. */
function leavesGateway(rule: NatRule, field: 'src' | 'dst', direction: 'inport' | 'outport'): string {
  const { nb, gateway, distributed } = rule;
  const match = `ip && ${ipOf(rule)}.${field} == ${nb.logical_ip}`;
  if (!gateway) return match;
  // ovn-northd does not escape this name.
  const resident = distributed?.logicalPort ?? gateway.chassisRedirect!.name;
  return `${match} && ${direction} == ${gateway.quoted} && is_chassis_resident("${resident}")`;
}
