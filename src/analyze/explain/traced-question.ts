/** A question as a trace, and what a trace of it needs. */
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import type { TraceChoices } from '../../trace/choices.ts';
import type { Scenario } from '../../trace/state/conntrack-states.ts';
import type { Trace, TraceAnswer, Tracer } from '../../trace/trace.ts';
import type { ClusterView } from '../guests/cluster-view.ts';
import { frameLength, microflowOf, type Question, type Target } from './asked/question.ts';
import { type Outcome, outcomeOf } from './way/outcome.ts';

/** The network of one node, with all that names need. */
export interface ExplainContext {
  readonly network: LogicalNetwork;
  readonly tracer: Tracer;
  readonly nb: Nb | undefined;
  /** A tracer of the same network with one more address in a set. */
  readonly tracerWith: (set: string, address: string) => Tracer;
  /** People's name for a logical port. */
  readonly nameOf: (port: string) => string;
  readonly node?: string;
  /** From manifests. */
  readonly cluster?: ClusterView | undefined;
}

/** Which packet is traced, in one direction. */
export interface Direction {
  /** The logical port that sends. */
  readonly from: string;
  readonly to: Target;
}

export interface TracedPacket {
  readonly trace: Trace;
  readonly outcome: Outcome;
}

/** The question as a trace. Its packet has a port of the network, so it can be traced. */
export function traceQuestion(question: Question, tracer: Tracer, { network, nb }: ExplainContext): TracedPacket {
  const length = frameLength(question);
  const answer = tracer.trace({
    microflow: microflowOf(question),
    ...choicesFor(question.scenario),
    ...(length !== undefined && { packetLength: length }),
  });
  return traced(answer, { from: question.from.port.logical_port, to: question.to }, network, nb);
}

/** A packet of a port, or one that arrives for a port from another node. */
export function tracePacket(
  packet: Packet,
  scenario: Scenario,
  direction: Direction & { readonly arrivesFor?: string },
  { tracer, network, nb }: ExplainContext,
): TracedPacket {
  const { from, arrivesFor } = direction;
  const choices = choicesFor(scenario);
  const answer =
    arrivesFor === undefined
      ? tracer.traceFrom(from, packet, choices)
      : tracer.traceArrival(from, arrivesFor, packet, choices);
  return traced(answer, direction, network, nb);
}

const choicesFor = (scenario: Scenario): TraceChoices => ({ scenario, assumesNeighbors: true, keepsPackets: true });

function traced(answer: TraceAnswer, direction: Direction, network: LogicalNetwork, nb: Nb | undefined): TracedPacket {
  if ('error' in answer) throw new Error(`a packet of a port cannot be traced: ${answer.error}`);
  return { trace: answer, outcome: outcomeOf(answer, direction, network, nb) };
}
