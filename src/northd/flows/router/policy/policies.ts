/** lr_in_policy, lr_in_policy_ecmp: policies drop packets, let them pass, or send them to another next hop. */
import { integer } from '../../../../ovn/schema/option-values.ts';
import type { Router } from '../../../model/datapath.ts';
import { type MadeFor, madeFor } from '../../../model/made-for.ts';
import type { Policy } from '../../../model/routing/parse-policies.ts';
import { familyOfHop, type PolicyHop } from '../../../model/routing/policy-hops.ts';
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
    } else if (policy.nb.action !== 'reroute' || policy.hops.length > 0) yield policyFlow(policy, hint, context);
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

const reroute = (nb: Policy['nb'], hop: PolicyHop, others: string, context: RuleContext): string =>
  mark(nb) + sendTo(hop.nextHop, familyOfHop(hop.nextHop), hop.wayOut, others, context);

/** `build_ecmp_routing_policy_flows`: nothing if the next hops are of both families. */
function* policyGroup(policy: Policy, id: number, hint: MadeFor, context: RuleContext): Iterable<Flow> {
  const { nb, hops, isCut } = policy;
  const { REG_ECMP_GROUP_ID, REG_ECMP_MEMBER_ID } = context.registers;
  if (hasBothFamilies(policy, context)) return;
  for (const hop of hops) {
    const match = `${REG_ECMP_GROUP_ID} == ${id} && ${REG_ECMP_MEMBER_ID} == ${hop.id}`;
    yield flow('lr_in_policy_ecmp', 100, match, reroute(nb, hop, 'flags.loopback = 1; ', context), hint);
  }
  const isChosen = hops.length < 2 && context.has('singleHopChosen');
  if (isCut || (isChosen && hops.length === 0)) return;
  const ids = hops.map(hop => hop.id).join(', ');
  const choice = isChosen ? `${ids}; next;` : `select(${ids});`;
  const actions = `${REG_ECMP_GROUP_ID} = ${id}; ${REG_ECMP_MEMBER_ID} = ${choice}`;
  yield flow('lr_in_policy', nb.priority, nb.match, actions, hint);
}

function hasBothFamilies({ nb, hops }: Policy, { has }: RuleContext): boolean {
  const nextHops = has('usableHopsNumbered') ? hops.map(({ nextHop }) => nextHop) : nb.nexthops;
  return new Set(nextHops.map(familyOfHop)).size > 1;
}
