/** ls_in_l2_unknown of a switch with EVPN (other_config:dynamic-routing-vni): some ports are behind remote VTEPs. */
import { integer, isTrue } from '../../../../ovn/schema/option-values.ts';
import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

const MAX_VNI = 2 ** 24 - 1;

export function isEvpn({ nb }: Switch, { has }: RuleContext): boolean {
  const vni = integer(nb.other_config, 'dynamic-routing-vni', -1);
  return has('evpn') && vni >= 0 && vni <= MAX_VNI;
}

/** `build_lswitch_lflows_evpn_l2_unknown`: `missing` is what happens to packets whose MAC address nothing knows. */
export function* evpnUnknown({ nb }: Switch, missing: string): Iterable<Flow> {
  const isLocalFirst = isTrue(nb.other_config, 'dynamic-routing-fdb-prefer-local');
  const [local, remote] = ['output;', 'outport = remote_outport; output;'];
  yield flow('ls_in_l2_unknown', 50, 'outport == "none" && remote_outport == "none"', missing);
  if (isLocalFirst) {
    yield flow('ls_in_l2_unknown', 25, 'outport == "none"', remote);
    yield flow('ls_in_l2_unknown', 0, '1', local);
  } else {
    yield flow('ls_in_l2_unknown', 25, 'remote_outport == "none"', local);
    yield flow('ls_in_l2_unknown', 0, '1', remote);
  }
}

/** `skip_evpn_from_conntrack`: remote VTEPs have no zone of connection tracking. */
export function* untrackedEvpn(ls: Switch, context: RuleContext): Iterable<Flow> {
  if (!isEvpn(ls, context)) return;
  const { hasStatefulAcl } = context.stateOf(ls);
  if (hasStatefulAcl) {
    yield flow('ls_in_pre_acl', 110, 'from_evpn_vtep', 'next;');
    yield flow('ls_out_pre_acl', 110, 'to_evpn_vtep', 'next;');
  }
  const untrack = 'flags.pkt_sampled = 0; ct_clear; next;';
  yield flow('ls_in_pre_lb', 110, 'from_evpn_vtep', 'next;');
  yield flow('ls_out_pre_lb', 110, 'to_evpn_vtep', hasStatefulAcl ? 'next;' : untrack);
}
