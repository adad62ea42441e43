/** Why a packet ends in a table: a code for each kind of table, error and action. */
import type { LogicalFlow } from '../../../network/logical-network.ts';
import { isAclStage, purposeOf } from '../../../ovn/release/stage-purpose.ts';
import type { StageName } from '../../../ovn/release/stages.ts';
import type { Nb } from '../../../ovn/schema/nb.ts';
import { comparesField, isOnlyPort } from '../../../sema/flow-facts/match-facts.ts';
import { CT } from '../../../trace/state/conntrack-states.ts';
import type { NodeOf, TraceNode } from '../../../trace/state/trace-node.ts';
import type { TraceError } from '../../../trace/state/trace-remarks.ts';
import type { ExplainCode } from '../answer/codes.ts';
import { decidingAcl, type MetAcl } from './acl-verdicts.ts';
import { dropCode } from './observed-words.ts';
import { type Ended, effectsOf } from './path.ts';

export interface EndReason {
  readonly code: ExplainCode;
  /** The flow that decided; absent where a table has no flow for the packet. */
  readonly flow?: LogicalFlow;
  /** The evaluation of ACLs that decided, if ACLs did. */
  readonly acl?: MetAcl;
}

export function endReason(ending: Ended, nb: Nb | undefined): EndReason {
  const { node } = ending;
  const effects = effectsOf(node);
  const fault = effects.find(each => each.kind === 'error');
  if (node.kind === 'no-match') return { code: 'table-missing' };
  const { flow } = node;
  const byFault = fault && ERRORS[fault.code];
  if (byFault) return { code: byFault, flow };
  if (effects.some(each => each.kind === 'output-omitted')) return { code: 'output-to-itself', flow };
  if (effects.some(isTooLarge)) return { code: 'packet-too-large', flow };
  if (isAclStage(flow.stage)) return aclReason(ending, flow, nb);
  return stageReason(flow, ending.path);
}

/** ovn-northd sends these errors only for packets that are larger than the MTU. */
const isTooLarge = (node: TraceNode): boolean =>
  node.kind === 'action' && (node.action.kind === 'icmp4_error' || node.action.kind === 'icmp6_error');

/** Errors that end the packet. */
const ERRORS: { readonly [C in TraceError['code']]?: ExplainCode } = {
  'ttl-underflow': 'ttl-exceeded',
  'output-to-no-port': 'destination-unknown',
  'unknown-outport': 'destination-unknown',
  'no-distributed-port': 'flow-drops',
  'no-backend-chosen': 'no-backend',
  'too-many-tables': 'packet-loops',
  'no-flows': 'table-missing',
};

function aclReason({ path }: Ended, flow: LogicalFlow, nb: Nb | undefined): EndReason {
  const acl = decidingAcl(path, nb);
  if (!acl) return { code: 'dropped-by-acl', flow };
  if (!acl.row && isInvalid(acl)) return { code: 'dropped-as-invalid', flow: acl.node.flow };
  return { code: acl.row ? dropCode(acl.row) : 'dropped-by-acl', flow: acl.node.flow, acl };
}

/** ovn-northd adds a flow that drops packets of no connection, and those of one that an ACL has blocked since. */
const isInvalid = ({ node: { flow, before } }: MetAcl): boolean =>
  /\bct\.inv\b/.test(flow.match) && before !== undefined && (before.get('ct_state') & CT.inv) !== 0;

function stageReason(flow: LogicalFlow, path: Ended['path']): EndReason {
  if (purposeOf(flow.stage) === 'port-security') return portReason(flow, path);
  const code = (STAGE_CODES as Readonly<Record<string, ExplainCode | ((flow: LogicalFlow) => ExplainCode)>>)[
    flow.stage
  ];
  return { code: (typeof code === 'function' ? code(flow) : code) ?? 'flow-drops', flow };
}

/** The last check of the port decides. It is a check of port security only if its action is. */
function portReason(flow: LogicalFlow, path: Ended['path']): EndReason {
  const check =
    path.findLast((node): node is NodeOf<'table'> => node.kind === 'table' && isCheck(node.flow)) ?? path.at(-1);
  if (check?.kind !== 'table' || check.children.some(isSecurityCheck))
    return { code: 'dropped-by-port-security', flow };
  return { code: isOnlyPort(check.flow.match) ? 'port-disabled' : 'flow-drops', flow: check.flow };
}

const isCheck = ({ stage }: LogicalFlow): boolean =>
  stage === 'ls_in_check_port_sec' || stage === 'ls_out_check_port_sec';

const isSecurityCheck = (node: TraceNode): boolean =>
  node.kind === 'action' && (node.action.kind === 'check_in_port_sec' || node.action.kind === 'check_out_port_sec');

const routeCode = ({ priority, match }: LogicalFlow): ExplainCode =>
  priority === 0 || match === '1' ? 'no-route' : 'flow-drops';

const STAGE_CODES: {
  readonly [S in StageName]?: ExplainCode | ((flow: LogicalFlow) => ExplainCode);
} = {
  ls_in_lb: 'no-backend',
  ls_in_l2_lkup: 'destination-unknown',
  ls_in_l2_unknown: 'destination-unknown',
  lr_in_ip_input: ({ match }) => (comparesField(match, 'ip.ttl') ? 'ttl-exceeded' : 'flow-drops'),
  lr_in_dnat: 'no-backend',
  lr_in_ip_routing: routeCode,
  lr_in_policy: 'dropped-by-router-policy',
  lr_in_arp_resolve: 'neighbor-unknown',
  lr_in_arp_request: 'neighbor-unknown',
  lr_in_larger_pkts: 'packet-too-large',
};
