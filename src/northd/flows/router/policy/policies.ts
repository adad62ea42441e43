/** lr_in_policy, lr_in_policy_ecmp: policies drop packets, let them pass, or send them to another next hop. */
import { integer } from '../../../../ovn/schema/option-values.ts';
import type { Router } from '../../../model/datapath.ts';
import { type MadeFor, madeFor } from '../../../model/made-for.ts';
import type { Policy, PolicyHop } from '../../../model/routing/parse-policies.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { sendTo } from '../routing/send-to.ts';

/** `build_ingress_policy_flows_for_lrouter`. */
export function* policies(router: Router, context: RuleContext): Iterable<Flow> {
  const { registers: R, options, routing } = context;
  yield flow('lr_in_policy', 0, '1', `${R.REG_ECMP_GROUP_ID} = 0; next;`);
  yield flow('lr_in_policy_ecmp', 150, `${R.REG_ECMP_GROUP_ID} == 0`, 'next;');
  yield flow('lr_in_policy_ecmp', 0, '1', options.drop);
  let groups = 0;
  for (const policy of routing.policiesOf(router)) {
    const hint = madeFor('Logical_Router_Policy', policy.nb);
    if (policy.nb.action === 'reroute' && policy.nb.nexthops.length > 1) {
      groups++;
      yield* policyGroup(policy, groups, hint, context);
    } else yield policyFlow(policy, hint, context);
  }
}

/** `build_routing_policy_flow`. */
function policyFlow(policy: Policy, hint: MadeFor, context: RuleContext): Flow {
  const { nb, chain } = policy;
  const inChain = `${context.registers.REG_POLICY_CHAIN_ID} == ${chain} && (${nb.match})`;
  return flow('lr_in_policy', nb.priority, chain === undefined ? nb.match : inChain, verdict(policy, context), hint);
}

function verdict({ nb, jumpChain, hops }: Policy, context: RuleContext): string {
  const { registers: R, options, tableOf } = context;
  switch (nb.action) {
    case 'reroute':
      return reroute(nb, hops[0]!, `flags.loopback = 1; ${R.REG_ECMP_GROUP_ID} = 0; `, context);
    case 'jump':
      return `${R.REG_POLICY_CHAIN_ID}=${jumpChain}; next(pipeline=ingress, table=${tableOf('lr_in_policy')});`;
    case 'drop':
      return options.drop;
    default:
      return `${mark(nb)}${R.REG_ECMP_GROUP_ID} = 0; next;`;
  }
}

const mark = ({ options }: Policy['nb']): string => {
  const value = integer(options, 'pkt_mark');
  return value > 0 ? `pkt.mark = ${value}; ` : '';
};

const familyOf = ({ nextHop }: PolicyHop): 4 | 6 => (nextHop.includes('.') ? 4 : 6);

const reroute = (nb: Policy['nb'], hop: PolicyHop, others: string, context: RuleContext): string =>
  mark(nb) + sendTo(hop.nextHop, familyOf(hop), hop.wayOut, others, context);

/** `build_ecmp_routing_policy_flows`: nothing if the next hops are of both families. */
function* policyGroup({ nb, hops }: Policy, id: number, hint: MadeFor, context: RuleContext): Iterable<Flow> {
  const { REG_ECMP_GROUP_ID, REG_ECMP_MEMBER_ID } = context.registers;
  if (new Set(hops.map(familyOf)).size > 1) return;
  for (const [index, hop] of hops.entries()) {
    const match = `${REG_ECMP_GROUP_ID} == ${id} && ${REG_ECMP_MEMBER_ID} == ${index + 1}`;
    yield flow('lr_in_policy_ecmp', 100, match, reroute(nb, hop, 'flags.loopback = 1; ', context), hint);
  }
  const ids = hops.map((_, index) => index + 1).join(', ');
  const choice = hops.length > 1 ? `select(${ids});` : '1; next;';
  const actions = `${REG_ECMP_GROUP_ID} = ${id}; ${REG_ECMP_MEMBER_ID} = ${choice}`;
  yield flow('lr_in_policy', nb.priority, nb.match, actions, hint);
}
