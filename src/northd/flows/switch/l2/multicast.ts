/** ls_in_l2_lkup: frames to multicast groups are flooded or, with snooping, sent to the members. */

import { isNotFalse, isTrue } from '../../../../ovn/schema/option-values.ts';
import { isEnabled, type Switch } from '../../../model/datapath.ts';
import { relaysMulticast } from '../../../model/router-options.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

const isSnooping = ({ nb }: Switch): boolean => isTrue(nb.other_config, 'mcast_snoop');

/** Whether one of the switch's routers routes multicast. */
export const leadsToRelay = ({ routerPorts }: Switch): boolean =>
  routerPorts.some(({ peer }) => relaysMulticast(peer!.datapath));

/** `build_lswitch_destination_lookup_bmcast`. */
export function* groupLookup(ls: Switch): Iterable<Flow> {
  const toMonitor = 'eth.dst == $svc_monitor_mac && (tcp || icmp || icmp6)';
  yield flow('ls_in_l2_lkup', 110, toMonitor, 'handle_svc_check(inport);');
  if (isSnooping(ls)) {
    yield flow('ls_in_l2_lkup', 100, 'igmp', 'igmp;');
    yield flow('ls_in_l2_lkup', 100, 'mldv1 || mldv2', 'igmp;');
    yield flow('ls_in_l2_lkup', 85, 'ip4.mcast && ip4.dst == 224.0.0.0/24', 'outport = "_MC_flood_l2"; output;');
    yield flow('ls_in_l2_lkup', 85, 'ip6.mcast_flood', 'outport = "_MC_flood"; output;');
  }
  if (!isNotFalse(ls.nb.other_config, 'broadcast-arps-to-all-routers')) {
    yield flow('ls_in_l2_lkup', 72, 'eth.mcast && (arp.op == 1 || nd_ns)', 'outport = "_MC_flood_l2"; output;');
  }
  yield flow('ls_in_l2_lkup', 70, 'eth.mcast', 'outport = "_MC_flood"; output;');
}

/** `build_mcast_flood_lswitch`: groups without members. */
export function* unregisteredMulticast(ls: Switch, { options }: RuleContext): Iterable<Flow> {
  if (!isSnooping(ls) || isTrue(ls.nb.other_config, 'mcast_flood_unregistered')) return;
  const floods = ls.ports.some(port => isEnabled(port) && isTrue(port.nb.options, 'mcast_flood'));
  const relay = leadsToRelay(ls) ? 'clone { outport = "_MC_mrouter_flood"; output; }; ' : '';
  const flood = floods ? 'outport ="_MC_static"; output;' : '';
  yield flow('ls_in_l2_lkup', 80, 'ip4.mcast || ip6.mcast', relay + flood || options.drop);
}
