/** Traces a packet in opened sources, as ovn-trace does. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { remember } from '../../base/remember.ts';
import { type LogicalNetwork, lacksTable } from '../../network/logical-network.ts';
import { type TraceAnswer, type TraceRequest, Tracer, type TracerOptions } from '../../trace/trace.ts';
import type { Opened } from '../sources/opened.ts';

export type { Trace, TraceAnswer, TracerOptions } from '../../trace/trace.ts';

/** A trace, and what is wrong with the flows that it met. */
export interface Traced {
  readonly answer: TraceAnswer;
  /** What is wrong with the flows that packets have met so far in this view of the network. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Traces one packet. Traces of one network share what is parsed of it; each view (names, chassis) has its own. */
export function traceIn({ network }: Pick<Opened, 'network'>, request: TraceRequest, view: TracerOptions = {}): Traced {
  const tracer = tracerIn(network, view);
  const answer = tracer.trace(request);
  return { answer, diagnostics: tracer.diagnostics };
}

const tracersIn = remember((_: LogicalNetwork) => new Map<string, Tracer>());

/** The tracer for a view of the network, made on the first call. */
export function tracerIn(network: LogicalNetwork, view: TracerOptions = {}): Tracer {
  const tracers = tracersIn(network);
  const key = JSON.stringify([view.isFriendly ?? true, view.isStrict ?? false, view.isPartial ?? false, view.chassis]);
  const tracer = tracers.get(key) ?? new Tracer(network, view);
  tracers.set(key, tracer);
  return tracer;
}

/** The tracer for questions about guests. Of a source that can lack flows, tables that lack some pass packets on. */
export const guestTracer = (network: LogicalNetwork, view: TracerOptions = {}): Tracer =>
  tracerIn(network, { ...view, isPartial: lacksTable(network, 'Logical_Flow') });
