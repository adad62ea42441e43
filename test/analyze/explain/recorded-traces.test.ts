/** Yes or no, for every recorded short trace of the real ovn-trace: the ports to which it sends the packet itself. */
import { describe, expect, test } from 'vitest';
import { EXPLAIN_CODES } from '../../../src/analyze/explain/answer/codes.ts';
import { outcomeOf } from '../../../src/analyze/explain/way/outcome.ts';
import { traceIn } from '../../../src/app/trace/trace-in.ts';
import { isUuid } from '../../../src/base/uuid.ts';
import { parseTraceArguments } from '../../../src/cli/commands/trace/trace-arguments.ts';
import type { PortRow } from '../../../src/trace/state/seen-port.ts';
import { networkOf, TRACE_RECORDINGS, tracesOf } from '../../support/recorded-traces.ts';

const OUTPUT = /^(\s*)output\("((?:[^"\\]|\\.)*)"\);$/;
const BLOCK = /^(\s*)(arp|icmp4|icmp6|tcp_reset|sctp_abort|nd_na|nd_ns|clone|mirror)\b.*\{/;

/** The names of ports to which the packet itself goes; those of packets that a flow makes are left out. */
function outputsIn(stdout: string): ReadonlySet<string> {
  const found = new Set<string>();
  let block: number | undefined;
  for (const line of stdout.split('\n')) {
    const indent = line.length - line.trimStart().length;
    if (block !== undefined && indent <= block && line.trim() !== '') block = undefined;
    const [, , made] = BLOCK.exec(line) ?? [];
    if (block === undefined && made !== undefined && made !== 'clone') block = indent;
    const [, , port] = OUTPUT.exec(line) ?? [];
    if (block === undefined && port !== undefined) found.add(port);
  }
  return found;
}

let compared = 0;

describe.each(TRACE_RECORDINGS)('%s', recording => {
  test('reaches the ports that ovn-trace names, and no others', () => {
    const network = networkOf(recording);
    const ports = new Map(network.Port_Binding.map(row => [row.logical_port, row]));
    for (const { args, rc, stdout } of tracesOf(recording)) {
      if (rc !== 0 || !args.includes('--minimal')) continue;
      const call = parseTraceArguments(args);
      if ('error' in call) throw new Error(call.error);
      const { answer } = traceIn({ network }, call.request, { isStrict: true, isFriendly: call.isFriendly });
      if ('error' in answer) {
        expect({ args, outputs: outputsIn(stdout).size }).toEqual({ args, outputs: 0 });
        continue;
      }
      // ovn-trace shortens names that are UUIDs.
      const named = [...ports.values()].filter(({ logical_port }) => !isUuid(logical_port));
      const reached = named.filter(port => isReached(answer, port, network));
      const expected = [...outputsIn(stdout)].filter(name => ports.has(name) && !isUuid(name));
      expect({ args, reached: reached.map(({ logical_port }) => logical_port).sort() }).toEqual({
        args,
        reached: expected.sort(),
      });
      compared++;
    }
  });
});

test('traces were compared', () => expect(compared).toBeGreaterThan(100));

function isReached(
  trace: Parameters<typeof outcomeOf>[0],
  port: PortRow,
  network: Parameters<typeof outcomeOf>[2],
): boolean {
  const to = { kind: 'port', name: port.logical_port, address: '0.0.0.0', port } as const;
  const { code, ending } = outcomeOf(trace, { from: '', to }, network);
  const isSent = EXPLAIN_CODES[code].verdict === 'yes' || code === 'passes-to-node';
  if (!isSent || ending.kind !== 'delivered') return false;
  return ending.node.to.row?.logical_port === port.logical_port;
}
