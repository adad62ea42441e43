/** ls_in_arp_rsp, ls_in_l2_lkup: one address shared by several child ports. */
import type { NbRow } from '../../../../ovn/schema/nb.ts';
import type { Switch } from '../../../model/datapath.ts';
import type { Rule } from '../../context.ts';
import { flow } from '../../flow.ts';
import { arpReply } from './arp-reply.ts';

/** `build_fwd_group_lflows`. */
export const forwardingGroups: Rule<Switch> = function* ({ nb }) {
  for (const group of nb.forwarding_groups.filter(({ child_port }) => child_port.length > 0)) {
    const { vip, vmac } = group;
    yield flow('ls_in_arp_rsp', 50, `arp.tpa == ${vip} && arp.op == 1`, arpReply(vmac, vip), group);
    yield flow('ls_in_l2_lkup', 50, `eth.dst == ${vmac}`, `fwd_group(${members(group)});`, group);
  }
};

function members({ liveness, child_port }: NbRow<'Forwarding_Group'>): string {
  const ports = child_port.map(name => `"${name}"`).join();
  return `${liveness ? 'liveness="true",' : ''}childports=${ports}`;
}
