/** Compares the engine's outcomes with those of the tracer, packet by packet. */
import type { LogicalNetwork } from '../../src/network/logical-network.ts';
import { formatPacket } from '../../src/ovn/fields/format-packet.ts';
import type { Packet } from '../../src/ovn/fields/packet.ts';
import { EMPTY } from '../../src/symbolic/diagram/diagram.ts';
import type { Node } from '../../src/symbolic/diagram/node-table.ts';
import { METADATA_WORDS } from '../../src/symbolic/packets/variables.ts';
import type { FatesAnswer } from '../../src/symbolic/question.ts';
import type { Scenario } from '../../src/trace/state/conntrack-states.ts';
import { Tracer } from '../../src/trace/trace.ts';
import { tracesOf } from '../support/recorded-traces.ts';
import { fromEngine, fromTrace } from './outcome-texts.ts';
import { isSetIn, packetIn } from './random-packets.ts';

export interface CrossCheck {
  readonly tracer: Tracer;
  readonly from: string;
  readonly scenario: Scenario;
  readonly answer: FatesAnswer;
}

export const tracerOf = (network: LogicalNetwork): Tracer => new Tracer(network);

/** The sets of packets with equal outcomes. */
export function classesOf({ diagram, fates }: FatesAnswer): readonly Node[] {
  const sets = new Map<string, readonly number[]>();
  diagram.where(fates, outcomes => {
    sets.set(outcomes.join(), outcomes);
    return true;
  });
  return [...sets.values()]
    .filter(outcomes => outcomes.length > 0)
    .map(wanted => diagram.where(fates, outcomes => outcomes.join() === wanted.join()))
    .filter(set => set !== EMPTY);
}

/** How the tracer's outcomes of a packet differ; undefined if they do not. */
export function difference({ tracer, from, scenario, answer }: CrossCheck, packet: Packet): string | undefined {
  const numbers = answer.diagram.evaluate(answer.fates, isSetIn(packet));
  const expected = fromEngine(numbers.map(answer.outcome));
  const text = formatPacket(packet);
  const trace = tracer.traceFrom(from, packet, { scenario });
  if ('error' in trace) return `${text}: ${trace.error}`;
  if (expected.isUncertain) return undefined;
  const actual = fromTrace(trace, scenario);
  const isSame = expected.hasChoice
    ? actual.outcomes.every(outcome => expected.outcomes.includes(outcome))
    : actual.outcomes.join('\n') === expected.outcomes.join('\n');
  return isSame
    ? undefined
    : `${from}, ${scenario}: ${text}\nengine:\n  ${expected.outcomes.join('\n  ')}\ntracer:\n  ${actual.outcomes.join('\n  ')}`;
}

/** The first differences among `count` random packets, spread over the sets of packets with equal outcomes. */
export function check(crossCheck: CrossCheck, count: number, random: () => number): string[] {
  const { answer } = crossCheck;
  const classes = classesOf(answer);
  const differences: string[] = [];
  for (let index = 0; index < count && differences.length < 3; index++) {
    const found = difference(crossCheck, packetIn(answer.diagram, classes[index % classes.length]!, random));
    if (found !== undefined) differences.push(found);
  }
  return differences;
}

/** The first differences among the packets of recorded traces, sent from the port in question. */
export function checkRecorded(crossCheck: CrossCheck, recording: string): string[] {
  const { answer, from, tracer } = crossCheck;
  const packets = recordedPackets(recording, from, tracer).filter(packet => isAsked(packet, answer));
  return packets.flatMap(packet => difference(crossCheck, packet) ?? []).slice(0, 3);
}

/** Whether a packet enters as all packets do, and is in the domain of the question. */
const isAsked = (packet: Packet, { diagram, domain, inport }: FatesAnswer): boolean =>
  METADATA_WORDS.every(word => packet.words[word] === (word === 14 ? inport : 0)) &&
  diagram.evaluate(domain, isSetIn(packet)).length > 0;

/** The packets of recorded traces from a port. */
function recordedPackets(recording: string, from: string, tracer: Tracer): Packet[] {
  const texts = tracesOf(recording).map(({ args }) => args.at(-1)!);
  return [...new Set(texts)].flatMap(microflow => {
    if (!microflow.includes(`"${from}"`)) return [];
    const trace = tracer.trace({ microflow });
    return 'error' in trace ? [] : [trace.packet];
  });
}
