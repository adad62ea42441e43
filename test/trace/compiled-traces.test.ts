/**
 * A packet goes through the compiled network as through the real one: for every recorded run of ovn-trace, the trace over the
 * compiled rows and flows equals the trace over the recorded southbound database. Compiled flows get the UUIDs of the stored
 * ones, by which ovn-trace chooses among flows of one priority.
 */
import { describe, expect, test } from 'vitest';
import { parseTraceArguments } from '../../src/cli/commands/trace/trace-arguments.ts';
import type { LogicalNetwork } from '../../src/network/logical-network.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { renderTrace } from '../../src/render/trace/trace-text.ts';
import { Tracer } from '../../src/trace/trace.ts';
import { northbound, southbound, storedNetwork } from '../support/recorded-databases.ts';
import { TRACE_RECORDINGS, tracesOf } from '../support/recorded-traces.ts';
import { withStoredRows } from './stored-rows.ts';

const compiledNetwork = (recording: string, stored: LogicalNetwork): LogicalNetwork =>
  withStoredRows(
    compileNetwork(northbound(recording), { release: '25.03.0', keysFrom: southbound(recording) }).network,
    stored,
  );

const tracersOf = (network: LogicalNetwork) => ({
  friendly: new Tracer(network),
  unchanged: new Tracer(network, { isFriendly: false }),
});

function traceText(tracers: ReturnType<typeof tracersOf>, args: readonly string[]): string {
  const call = parseTraceArguments(args);
  if ('error' in call) return call.error;
  return renderTrace(tracers[call.isFriendly ? 'friendly' : 'unchanged'].trace(call.request), call.styles);
}

describe.each(TRACE_RECORDINGS.filter(name => /^(networks|routers)\/25\.03\.0\//.test(name)))('%s', recording => {
  const stored = storedNetwork(recording);
  const real = tracersOf(stored);
  const compiled = tracersOf(compiledNetwork(recording, stored));

  test('is traced as stored', () => {
    const wrong = tracesOf(recording).filter(({ args }) => traceText(compiled, args) !== traceText(real, args));
    expect(
      wrong.map(({ args }) => ({ args, real: traceText(real, args), compiled: traceText(compiled, args) })).slice(0, 2),
    ).toEqual([]);
  });
});
