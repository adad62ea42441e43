/** The verdict on every recorded trace is what the real ovn-trace prints as its outcome: whether the packet is output. */
import { expect, test } from 'vitest';
import { verdictOn } from '../../../src/analyze/explain/trace-verdict.ts';
import { parseTraceArguments } from '../../../src/cli/commands/trace/trace-arguments.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { networkOf, TRACE_RECORDINGS, tracesOf } from '../../support/recorded-traces.ts';

/** Blocks of packets that OVN makes: the traced packet does not leave by their outputs. */
const OTHER_PACKETS = /^( *)(?:arp|icmp[46]|tcp_reset|sctp_abort|nd_ns) \{$/;

/** Whether the text of `--minimal` has an output, to a port that there is, of the packet itself or of its answer. */
function isOutput(minimal: string): boolean {
  let end: string | undefined;
  return minimal.split('\n').some(line => {
    if (end !== undefined) {
      if (line === end) end = undefined;
      return false;
    }
    const block = OTHER_PACKETS.exec(line);
    if (block) end = `${block[1]}};`;
    return /^ *output\("(?!\(unnamed\)"\);)/.test(line);
  });
}

const minimalTraces = (recording: string) =>
  tracesOf(recording).filter(({ args, rc }) => {
    const call = parseTraceArguments(args);
    return rc === 0 && 'styles' in call && call.styles.join() === 'minimal';
  });

test('there are such traces, with both outcomes', () => {
  const outcomes = TRACE_RECORDINGS.flatMap(minimalTraces).map(({ stdout }) => isOutput(stdout));
  for (const outcome of [true, false]) expect(outcomes.filter(each => each === outcome).length).toBeGreaterThan(50);
});

test.each(TRACE_RECORDINGS)('%s', recording => {
  const tracer = new Tracer(networkOf(recording));
  const differences: string[] = [];
  for (const { args, stdout } of minimalTraces(recording)) {
    const call = parseTraceArguments(args);
    if ('error' in call) throw new Error(call.error);
    const trace = tracer.trace(call.request);
    if ('error' in trace) continue;
    const { verdict } = verdictOn(trace, undefined);
    if (verdict !== 'undecided' && (verdict === 'yes') !== isOutput(stdout))
      differences.push(`${verdict}: ${args.join(' ')}\n${stdout}`);
  }
  expect(differences).toEqual([]);
});
