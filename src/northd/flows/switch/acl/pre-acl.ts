/** ls_in_pre_acl, ls_out_pre_acl: which packets go through connection tracking before the ACLs. */
import { aclFlowPriority } from '../../../../ovn/acl.ts';
import type { PresentStage } from '../../../../ovn/release/stages.ts';
import { hasRouterPortAcls, type Switch, type SwitchPort } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

const NEIGHBOR_DISCOVERY = 'nd || nd_rs || nd_ra || mldv1 || mldv2 || (udp && udp.src == 546 && udp.dst == 547)';
const RECEIVED_PACKET_TOO_BIG =
  '((ip4 && icmp4.type == 3 && icmp4.code == 4) || (ip6 && icmp6.type == 2 && icmp6.code == 0)) && ' +
  'flags.tunnel_rx == 1';

/** `build_pre_acls`. */
export function* preAclDefaults(): Iterable<Flow> {
  yield flow('ls_in_pre_acl', 0, '1', 'next;');
  yield flow('ls_out_pre_acl', 0, '1', 'next;');
  yield flow('ls_in_pre_acl', 110, 'eth.dst == $svc_monitor_mac', 'next;');
  yield flow('ls_out_pre_acl', 110, 'eth.src == $svc_monitor_mac', 'next;');
}

/** `build_ls_stateful_rec_pre_acls`. */
export function* preAcl(ls: Switch, context: RuleContext): Iterable<Flow> {
  const { has, options, registers } = context;
  const { hasStatefulAcl, hasLbVip } = context.stateOf(ls);
  if (hasStatefulAcl || hasLbVip) yield* statelessAcls(ls, context);
  if (!hasStatefulAcl) return;
  const routerPorts = ls.routerPorts.filter(port => !hasRouterPortAcls(port));
  for (const port of [...routerPorts, ...untrackedSwitchPorts(ls, context), ...ls.localnetPorts]) {
    yield* skipConntrack(port, true, 'ls_in_pre_acl', 'ls_out_pre_acl', context);
  }
  const skipsMulticast = !(has('trackedMulticast') && options.translatesAcls);
  for (const stage of ['ls_in_pre_acl', 'ls_out_pre_acl'] as const) {
    yield flow(stage, 110, NEIGHBOR_DISCOVERY, 'next;');
    if (skipsMulticast) yield flow(stage, 110, 'eth.mcast', 'next;');
    yield flow(stage, 100, 'ip', `${registers.REGBIT_CONNTRACK_DEFRAG} = 1; next;`);
  }
  if (has('packetTooBigUntracked')) yield flow('ls_in_pre_acl', 110, RECEIVED_PACKET_TOO_BIG, 'next;');
}

/** Connections between switches are tracked on the switches of their ends. */
export const untrackedSwitchPorts = ({ ports }: Switch, { has }: RuleContext): readonly SwitchPort[] =>
  has('untrackedSwitchPorts') ? ports.filter(({ nb }) => nb.type === 'switch') : [];

/**
 * Router and localnet ports skip connection tracking: the two directions of a connection can pass them on different
 * chassis, and each chassis has its own tracker (`skip_port_from_conntrack`).
 */
export function* skipConntrack(
  { madeFor, quoted }: SwitchPort,
  hasStatefulAcl: boolean,
  ingress: PresentStage,
  egress: PresentStage,
  { has }: RuleContext,
): Iterable<Flow> {
  const untrack = `${has('sampledFlag') ? 'flags.pkt_sampled = 0; ' : ''}ct_clear; next;`;
  yield flow(ingress, 110, `ip && inport == ${quoted}`, 'next;', madeFor);
  yield flow(egress, 110, `ip && outport == ${quoted}`, hasStatefulAcl ? 'next;' : untrack, madeFor);
}

/** `build_stateless_filters`. */
function* statelessAcls(ls: Switch, { stateOf, registers }: RuleContext): Iterable<Flow> {
  for (const acl of stateOf(ls).acls.filter(({ action }) => action === 'allow-stateless')) {
    const stage = acl.direction === 'from-lport' ? 'ls_in_pre_acl' : 'ls_out_pre_acl';
    const actions = `${registers.REGBIT_ACL_STATELESS} = 1; next;`;
    yield flow(stage, aclFlowPriority(acl), acl.match, actions, madeFor('ACL', acl));
  }
}
