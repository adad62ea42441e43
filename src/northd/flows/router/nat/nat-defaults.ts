/** The stages of NAT and of the DHCP relay: packets that no flow is for pass. */
import type { Router } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { pass } from '../../shared/pass.ts';

const PASSING_STAGES = [
  'lr_in_dhcp_relay_req',
  'lr_in_unsnat',
  'lr_in_post_unsnat',
  'lr_in_defrag',
  'lr_in_ct_extract',
  'lr_in_dnat',
  'lr_in_ecmp_stateful',
  'lr_in_dhcp_relay_resp_chk',
  'lr_in_dhcp_relay_resp',
  'lr_out_undnat',
  'lr_out_post_undnat',
  'lr_out_snat',
  'lr_out_post_snat',
  'lr_out_egr_loop',
] as const;

/** `build_lr_nat_defrag_and_lb_default_flows`. */
export function* natDefaults(_: Router, context: RuleContext): Iterable<Flow> {
  yield* pass(PASSING_STAGES, context);
  yield flow('lr_out_chk_dnat_local', 0, '1', `${context.registers.REGBIT_DST_NAT_IP_LOCAL} = 0; next;`);
  // ovn-controller sends neighbor solicitations, which need no connection tracking.
  yield flow('lr_out_snat', 120, 'nd_ns', 'next;');
}
