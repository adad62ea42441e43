/** What an explanation takes for granted, and what its sources lack. */
import type { Gap, GapCode } from '../../trace/gaps/gap.ts';
import type { TraceNode } from '../../trace/state/trace-node.ts';
import { stepsIn } from '../lease/trace-steps.ts';
import { ASSUMPTIONS, type AssumptionCode, type ExplainCode } from './answer/codes.ts';
import type { Assumed, Missing } from './answer/explanation.ts';
import type { ExplainContext, TracedPacket } from './traced-question.ts';

const assumed = (code: AssumptionCode): Assumed => ({ code, text: ASSUMPTIONS[code] });

/** `known` are the assumptions of the question itself. */
export function assumedIn({ trace, outcome }: TracedPacket, known: readonly AssumptionCode[]): readonly Assumed[] {
  const nodes = stepsIn(trace.root);
  const codes = nodes
    .flatMap(codeOfNode)
    .filter(code => !(code === 'NEIGHBOR_ANSWERS' && outcome.code === 'neighbor-unknown'));
  const ofGaps = trace.gaps.flatMap(({ code }) => GAPS[code] ?? []).filter(isAssumption);
  return [...new Set([...known, ...codes, ...ofGaps])].map(assumed);
}

function codeOfNode(node: TraceNode): readonly AssumptionCode[] {
  if (node.kind === 'load-balance') return node.target && node.action.backends.length > 1 ? ['LB_ANY_BACKEND'] : [];
  if (node.kind === 'select') return ['SELECT_ANY'];
  return node.kind === 'assumption' && node.code === 'neighbor-answers' ? ['NEIGHBOR_ANSWERS'] : [];
}

/** A gap with an assumption leaves the answer as it is; the others leave it undecided. */
const GAPS: { readonly [C in GapCode]: AssumptionCode | 'undecided' } = {
  'flows-missing': 'undecided',
  'match-missing': 'undecided',
  'flow-of-pair-missing': 'undecided',
  'group-members': 'undecided',
  'port-peer': 'undecided',
  'port-security': 'PORT_SECURITY_UNKNOWN',
  'set-members': 'undecided',
  'flow-unreadable': 'undecided',
  'mac-bindings': 'NEIGHBOR_FROM_DB',
  fdb: 'FDB_FROM_DB',
  'load-balancers': 'undecided',
  'dns-records': 'undecided',
  'nat-connection': 'undecided',
};

const isAssumption = (code: AssumptionCode | 'undecided'): code is AssumptionCode => code !== 'undecided';

/** The code of an answer that gaps leave undecided; undefined if they do not. */
export function undecidedBy(gaps: readonly Gap[]): ExplainCode | undefined {
  const codes = gaps.map(({ code }) => code).filter(code => GAPS[code] === 'undecided');
  if (codes.length === 0) return undefined;
  return codes.every(code => code === 'flow-unreadable') ? 'flow-unreadable' : 'source-incomplete';
}

/** What is missing of the answer, with a sentence for each code. */
export function missingIn({ trace, outcome }: TracedPacket, { nb }: Pick<ExplainContext, 'nb'>): readonly Missing[] {
  const codes = new Set(trace.gaps.filter(({ code }) => GAPS[code] === 'undecided').map(({ code }) => code));
  const missing: Missing[] = [...codes].map(code => ({ code, text: MISSING[code] }));
  if (outcome.reason?.flow && !nb) missing.push(NO_OWNER);
  return missing;
}

const NO_OWNER: Missing = {
  code: 'northbound-database',
  text: 'owner unknown: add the northbound database (-f nb.db)',
};

const ADD_DATABASE = 'add sb.db, or nb.db';

const MISSING: Readonly<Record<GapCode, string>> = {
  'flows-missing': `the source lacks flows of a pipeline that the packet passes: ${ADD_DATABASE}, or the whole dump`,
  'match-missing': `the source lacks flows of a table that the packet passes: ${ADD_DATABASE}, or the whole dump`,
  'flow-of-pair-missing': `the source has one of two flows that belong together: ${ADD_DATABASE}`,
  'group-members': `the source does not have the ports of a multicast group: ${ADD_DATABASE}`,
  'port-peer': `the source does not say where a port leads: ${ADD_DATABASE}`,
  'port-security': `the source does not have port security: ${ADD_DATABASE}`,
  'set-members': `the source does not have the members of a port group or address set: ${ADD_DATABASE}, or --port-group, --address-set`,
  'flow-unreadable': 'a flow that the packet may match cannot be read: use the release of OVN that wrote it',
  'mac-bindings': `the source does not have learned neighbors: ${ADD_DATABASE}`,
  fdb: `the source does not have learned MACs: ${ADD_DATABASE}`,
  'load-balancers': `the source does not have load balancers: ${ADD_DATABASE}`,
  'nat-connection': 'no source has the connections of NAT, so a reply to a translated address is not followed',
  'dns-records': `the source does not have DNS records: ${ADD_DATABASE}`,
};
