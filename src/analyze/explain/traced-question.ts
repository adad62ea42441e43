/** A question as a trace, and what a trace of it needs. */
import type { Nb } from '../../ovn/schema/nb.ts';
import type { Trace, TraceAnswer, Tracer } from '../../trace/trace.ts';
import { frameLength, microflowOf, type Question } from './asked/question.ts';
import { type Outcome, outcomeOf } from './way/outcome.ts';

export interface ExplainContext {
  readonly tracer: Tracer;
  readonly nb: Nb | undefined;
  /** A tracer of the same network with one more address in a set. */
  readonly tracerWith: (set: string, address: string) => Tracer;
  /** People's name for a logical port. */
  readonly nameOf: (port: string) => string;
  readonly node?: string;
}

export interface TracedQuestion {
  readonly trace: Trace;
  readonly outcome: Outcome;
}

/** The question as a trace. Its packet has a port of the network, so it can be traced. */
export function traceQuestion(question: Question, tracer: Tracer, nb: Nb | undefined): TracedQuestion {
  const length = frameLength(question);
  const answer: TraceAnswer = tracer.trace({
    microflow: microflowOf(question),
    scenario: question.scenario,
    assumesNeighbors: true,
    keepsPackets: true,
    ...(length !== undefined && { packetLength: length }),
  });
  if ('error' in answer) throw new Error(`a packet of a port cannot be traced: ${answer.error}`);
  return { trace: answer, outcome: outcomeOf(answer, question, nb)! };
}
