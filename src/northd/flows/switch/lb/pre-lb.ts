/** ls_in_pre_lb, ls_out_pre_lb: which packets go through connection tracking for load balancing. */

import { isTrue } from '../../../../ovn/schema/option-values.ts';
import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered, withoutHint } from '../../shared/flow.ts';
import { skipConntrack, untrackedSwitchPorts } from '../acl/pre-acl.ts';

const NEIGHBOR_DISCOVERY = 'nd || nd_rs || nd_ra || mldv1 || mldv2';
const RECEIVED_PACKET_TOO_BIG =
  '((ip4 && icmp4.type == 3 && icmp4.code == 4) ||(ip6 && icmp6.type == 2 && icmp6.code == 0)) && flags.tunnel_rx == 1';

/** `build_pre_lb`. */
export function* preLbDefaults(ls: Switch, context: RuleContext): Iterable<Flow> {
  yield* snoopedFromOtherZones(ls, context);
  if (context.has('packetTooBigUntracked')) yield flow('ls_in_pre_lb', 110, RECEIVED_PACKET_TOO_BIG, 'next;');
  yield flow('ls_in_pre_lb', 110, 'eth.dst == $svc_monitor_mac', 'next;');
  yield flow('ls_out_pre_lb', 110, 'eth.src == $svc_monitor_mac', 'next;');
  for (const stage of ['ls_in_pre_lb', 'ls_out_pre_lb'] as const) {
    yield flow(stage, 110, 'eth.mcast', 'next;');
    yield flow(stage, 110, NEIGHBOR_DISCOVERY, 'next;');
    yield flow(stage, 110, `${context.registers.REGBIT_ACL_STATELESS} == 1`, 'next;');
    yield flow(stage, 0, '1', 'next;');
  }
}

/** `build_interconn_mcast_snoop_flows`. */
function* snoopedFromOtherZones({ nb, ports }: Switch, { has }: RuleContext): Iterable<Flow> {
  if (!isTrue(nb.other_config, 'mcast_snoop') || !nb.other_config.has('interconn-ts')) return;
  for (const { quoted, madeFor } of ports.filter(port => port.nb.type === 'remote')) {
    for (const reports of ['igmp', '(mldv1 || mldv2)']) {
      const match = `inport == ${quoted} && ${reports}${has('igmpLoopback') ? ' && flags.igmp_loopback == 0' : ''}`;
      yield metered('igmp', withoutHint(flow('ls_out_pre_lb', 120, match, 'clone { igmp; }; next;'), madeFor));
    }
  }
}

/** `build_ls_stateful_rec_pre_lb`. */
export function* preLb(ls: Switch, context: RuleContext): Iterable<Flow> {
  const { REGBIT_CONNTRACK_NAT } = context.registers;
  const { hasStatefulAcl, hasLbVip } = context.stateOf(ls);
  for (const port of untrackedSwitchPorts(ls, context)) {
    yield* skipConntrack(port, true, 'ls_in_pre_lb', 'ls_out_pre_lb', context);
  }
  for (const port of [...ls.routerPorts, ...(hasLbVip ? [] : ls.localnetPorts)]) {
    yield* skipConntrack(port, hasStatefulAcl, 'ls_in_pre_lb', 'ls_out_pre_lb', context);
  }
  if (!hasLbVip) return;
  yield flow('ls_in_pre_lb', 100, 'ip', `${REGBIT_CONNTRACK_NAT} = 1; next;`);
  yield flow('ls_out_pre_lb', 100, 'ip', `${REGBIT_CONNTRACK_NAT} = 1; next;`);
}
