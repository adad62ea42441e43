/** What holds for all packets in question: that each arrives at a port, or that none does; or else a packet that shows it. */
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { IP_PROTOCOLS, PORT_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import { type Fault, failed, mapResult, type Result } from '../../base/result.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { Expression } from '../../sema/match/expression.ts';
import { EMPTY } from '../../symbolic/diagram/diagram.ts';
import type { Node } from '../../symbolic/diagram/node-table.ts';
import { type FateAssumption, OF_CHOICE, SCENARIO_ASSUMPTIONS } from '../../symbolic/outcomes/assumptions.ts';
import type { Fate } from '../../symbolic/outcomes/outcome.ts';
import type { FatesAnswer, SymbolicNetwork } from '../../symbolic/question.ts';
import { microflowText } from '../../symbolic/sets/microflow-text.ts';
import { pick } from '../../symbolic/sets/pick.ts';
import type { Gap } from '../../trace/gaps/gap.ts';
import type { Scenario } from '../../trace/state/conntrack-states.ts';

export interface ProofQuestion {
  /** Logical ports. */
  readonly from: string;
  readonly to: string;
  readonly scenario: Scenario;
  readonly domain: Expression;
  readonly nodeLimit?: number;
}

/** A packet that shows the contrary. */
export interface ProofExample {
  readonly microflow: string;
  /** `tcp/8080` or `icmp`; absent if it is neither of a protocol with ports nor an echo request. */
  readonly port?: string;
}

export interface ReachProof {
  /** A packet that arrives; absent if it is proved that none does. */
  readonly arriving?: ProofExample;
  /** A packet that does not arrive; absent if it is proved that each does. */
  readonly missing?: ProofExample;
  /** What packets in question need, and the source does not have: both proofs are then open, unless there is an example. */
  readonly gaps: readonly Gap[];
  /** Whether a choice (of a backend, of a route) decides whether some packets arrive. */
  readonly hasChoice: boolean;
  readonly assumptions: readonly FateAssumption[];
}

type ProofFault = 'port-unknown' | 'too-many-nodes' | 'domain-empty';

export function proveReach(
  network: SymbolicNetwork,
  { from, to, ...question }: ProofQuestion,
): Result<ReachProof, Fault<ProofFault>> {
  const fates = network.fatesOf({ from, ...question, goals: new Set([to]) });
  if ('value' in fates && fates.value.domain === EMPTY)
    return failed('domain-empty', 'no packet fulfils the domain of the question, so nothing is proved about it');
  return mapResult(fates, answer => proofIn(answer, from, to, question.scenario));
}

function proofIn(answer: FatesAnswer, from: string, to: string, scenario: Scenario): ReachProof {
  const { diagram, domain, fates, inport, outcome } = answer;
  const known = outcomesIn(answer);
  const where = (holds: (fate: Fate) => boolean): Node =>
    diagram.where(fates, numbers => numbers.some(number => number > 0 && holds(outcome(number))));
  const unknown = where(({ kind }) => kind === 'unknown');
  const arriving = where(fate => fate.kind === 'delivered' && fate.port?.logical_port === to);
  const example = (set: Node) => {
    const sure = diagram.without(unknown, set);
    return sure === EMPTY ? undefined : exampleOf(from, pick(diagram, sure, inport));
  };
  const [arrives, misses] = [example(arriving), example(diagram.without(arriving, domain))];
  return {
    ...(arrives !== undefined && { arriving: arrives }),
    ...(misses !== undefined && { missing: misses }),
    gaps: known.flatMap(fate => (fate.kind === 'unknown' ? [fate.gap] : [])),
    hasChoice: diagram.guard(where(isChoice), arriving) !== EMPTY,
    assumptions: [
      SCENARIO_ASSUMPTIONS[scenario],
      ...known.flatMap(fate => (fate.kind === 'assumes' ? [fate.code] : [])),
    ],
  };
}

const isChoice = (fate: Fate): boolean => fate.kind === 'assumes' && OF_CHOICE.includes(fate.code);

/** The outcomes that any packet in question has. */
function outcomesIn({ diagram, fates, outcome }: FatesAnswer): readonly Fate[] {
  const numbers = new Set<number>();
  diagram.where(fates, found => {
    for (const number of found) if (number > 0) numbers.add(number);
    return false;
  });
  return [...numbers].sort((a, b) => a - b).map(outcome);
}

function exampleOf(from: string, packet: Packet): ProofExample {
  const microflow = microflowText(from, packet);
  const isIp = IP_TYPES.includes(packet.get('dl_type'));
  const number = packet.get('nw_proto');
  const protocol = PORT_PROTOCOLS.find(each => IP_PROTOCOLS[each] === number);
  if (isIp && protocol) return { microflow, port: `${protocol}/${packet.get('tp_dst')}` };
  return isIp && ECHO_REQUESTS.get(number) === packet.get('tp_src') ? { microflow, port: 'icmp' } : { microflow };
}

const IP_TYPES: readonly number[] = [ETHER_TYPES.ip, ETHER_TYPES.ipv6];

/** Types of echo requests, by protocol. */
const ECHO_REQUESTS: ReadonlyMap<number, number> = new Map([
  [IP_PROTOCOLS.icmp, 8],
  [IP_PROTOCOLS.icmp6, 128],
]);
