/** ls_in_arp_rsp, ls_in_l2_lkup: one address that several child ports share. */
import type { NbRow } from '../../../../ovn/schema/nb.ts';
import type { Switch } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import { arpReply } from '../../shared/arp-reply.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_fwd_group_lflows`. */
export function* forwardingGroups({ nb }: Switch): Iterable<Flow> {
  for (const group of nb.forwarding_groups.filter(({ child_port }) => child_port.length > 0)) {
    const { vip, vmac } = group;
    const hint = madeFor('Forwarding_Group', group);
    yield flow('ls_in_arp_rsp', 50, `arp.tpa == ${vip} && arp.op == 1`, arpReply(vmac, vip), hint);
    yield flow('ls_in_l2_lkup', 50, `eth.dst == ${vmac}`, `fwd_group(${members(group)});`, hint);
  }
}

function members({ liveness, child_port }: NbRow<'Forwarding_Group'>): string {
  const ports = child_port.map(name => `"${name}"`).join();
  return `${liveness ? 'liveness="true",' : ''}childports=${ports}`;
}
