/** lr_in_ip_input: ovn-controller handles the replies of a DHCPv6 server that delegates prefixes. */
import { isTrue } from '../../../../ovn/schema/option-values.ts';
import type { RouterPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_dhcpv6_reply_flows_for_lrouter_port`. */
export function* prefixDelegation({ nb, addresses }: RouterPort, { has }: RuleContext): Iterable<Flow> {
  if (has('delegationRepliesOnly') && !isTrue(nb.options, 'prefix_delegation')) return;
  for (const { text } of addresses.ipv6) {
    const reply = `ip6.dst == ${text} && udp.src == 547 && udp.dst == 546`;
    yield flow('lr_in_ip_input', 100, reply, 'reg0 = 0; handle_dhcpv6_reply;');
  }
}
