/** ls_in_l2_lkup: frames to multicast groups are flooded or, with snooping, sent to the members. */

import { isNotFalse, isTrue } from '../../../../ovn/schema/option-values.ts';
import type { Has } from '../../../differences/differences.ts';
import { isEnabled, type Switch, type SwitchPort } from '../../../model/datapath.ts';
import { relaysMulticast } from '../../../model/router-options.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';

const isSnooping = ({ nb }: Switch): boolean => isTrue(nb.other_config, 'mcast_snoop');

/** Whether one of the switch's routers routes multicast. */
export const leadsToRelay = ({ routerPorts }: Switch): boolean =>
  routerPorts.some(({ peer }) => relaysMulticast(peer!.datapath));

/** `build_lswitch_destination_lookup_bmcast`. */
export function* groupLookup(ls: Switch, { has }: RuleContext): Iterable<Flow> {
  const toMonitor = 'eth.dst == $svc_monitor_mac && (tcp || icmp || icmp6)';
  yield metered('svc-monitor', flow('ls_in_l2_lkup', 110, toMonitor, 'handle_svc_check(inport);'));
  if (isSnooping(ls)) {
    for (const reports of has('igmpLoopback') ? FOREIGN_REPORTS : REPORTS) {
      yield metered('igmp', flow('ls_in_l2_lkup', 100, reports, 'igmp;'));
    }
    yield flow('ls_in_l2_lkup', 85, 'ip4.mcast && ip4.dst == 224.0.0.0/24', 'outport = "_MC_flood_l2"; output;');
    yield flow('ls_in_l2_lkup', 85, 'ip6.mcast_flood', 'outport = "_MC_flood"; output;');
  }
  if (!isNotFalse(ls.nb.other_config, 'broadcast-arps-to-all-routers')) {
    yield flow('ls_in_l2_lkup', 72, 'eth.mcast && (arp.op == 1 || nd_ns)', 'outport = "_MC_flood_l2"; output;');
  }
}

const REPORTS = ['igmp', 'mldv1 || mldv2'] as const;
/** Those that ovn-controller did not send. */
const FOREIGN_REPORTS = ['flags.igmp_loopback == 0 && igmp', 'flags.igmp_loopback == 0 && (mldv1 || mldv2)'] as const;

/** `build_lswitch_destination_lookup_bmcast`: all other multicast frames go to all ports. */
export function* floodToAll(): Iterable<Flow> {
  yield flow('ls_in_l2_lkup', 70, 'eth.mcast', TO_ALL);
}

/** `build_lswitch_destination_lookup_bmcast`: routers get only the multicast frames that they can need. */
export function* floodToSome(ls: Switch, context: RuleContext): Iterable<Flow> {
  if (context.has('ipMulticastSkipsRouters')) {
    const mrouters = leadsToRelay(ls) ? 'clone { outport = "_MC_mrouter_flood"; output; }; ' : '';
    const members = floodsStatically(ls, context) ? 'clone { outport = "_MC_static"; output; }; ' : '';
    yield flow('ls_in_l2_lkup', 72, 'eth.mcast && (nd_na || nd_rs || nd_ra)', TO_ALL);
    yield flow('ls_in_l2_lkup', 71, 'eth.mcast && arp', TO_ALL);
    yield flow('ls_in_l2_lkup', 71, 'eth.mcast && ip', `${mrouters}${members}${TO_OTHERS}`);
  } else yield flow('ls_in_l2_lkup', 71, 'eth.mcast && (arp || ip)', TO_ALL);
  yield flow('ls_in_l2_lkup', 70, 'eth.mcast', TO_OTHERS);
}

const TO_ALL = 'outport = "_MC_flood"; output;';
/** To all ports that are not router ports. */
const TO_OTHERS = 'outport = "_MC_flood_l2"; output;';

/** Whether the port can be in multicast groups. */
export const receivesMulticast = (port: SwitchPort, has: Has): boolean =>
  isEnabled(port) && !(has('multicastReceivers') && !isNotFalse(port.nb.options, 'receive_multicast'));

const floodsStatically = ({ ports }: Switch, { has }: RuleContext): boolean =>
  ports.some(port => receivesMulticast(port, has) && isTrue(port.nb.options, 'mcast_flood'));

/** `build_mcast_flood_lswitch`: groups without members. */
export function* unregisteredMulticast(ls: Switch, context: RuleContext): Iterable<Flow> {
  if (!isSnooping(ls) || isTrue(ls.nb.other_config, 'mcast_flood_unregistered')) return;
  const relay = leadsToRelay(ls) ? 'clone { outport = "_MC_mrouter_flood"; output; }; ' : '';
  const flood = floodsStatically(ls, context) ? 'outport ="_MC_static"; output;' : '';
  yield flow('ls_in_l2_lkup', 80, 'ip4.mcast || ip6.mcast', relay + flood || context.options.drop);
}
