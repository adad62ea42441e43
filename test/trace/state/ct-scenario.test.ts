/** Scenarios of conntrack: one state in all zones, as the kernel has it. */
import { describe, expect, it } from 'vitest';
import { CT } from '../../../src/trace/state/conntrack-states.ts';
import type { TraceNode } from '../../../src/trace/state/trace-node.ts';
import { type TraceRequest, Tracer } from '../../../src/trace/trace.ts';
import { networkOf } from '../../support/recorded-traces.ts';

const TRACER = new Tracer(networkOf('networks/25.03.0/a-policies'));
const PORT = 'proj2.cudn2_proj2_';
/** Both open a connection to the database of web-0, which the policy `allow-web` allows to client-0 only. */
const CLIENT = ['client-0', '0a:58:ac:16:00:08', '172.22.0.8'] as const;
const VM = ['virt-launcher-fedora-1-hs6zv', '0a:58:ac:16:00:06', '172.22.0.6'] as const;

const microflow = ([name, mac, address]: typeof CLIENT | typeof VM): string =>
  `inport == "${PORT}${name}" && eth.src == ${mac} && eth.dst == 0a:58:ac:16:00:07 && ip4.src == ${address} ` +
  '&& ip4.dst == 172.22.0.7 && ip.ttl == 64 && tcp && tcp.src == 40000 && tcp.dst == 5432';

function* nodesOf(node: TraceNode): Generator<TraceNode> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

type Choices = Pick<TraceRequest, 'conntrack' | 'scenario'>;

function outputsOf(from: typeof CLIENT | typeof VM, choices: Choices): string[] {
  const trace = TRACER.trace({ microflow: microflow(from), ...choices });
  if ('error' in trace) throw new Error(trace.error);
  return [...nodesOf(trace.root)].flatMap(node => (node.kind === 'output' ? [node.to.row!.logical_port] : []));
}

describe('a scenario', () => {
  it('opens a connection that one state for the first lookup drops', () => {
    expect(outputsOf(CLIENT, { conntrack: [CT.new | CT.trk] })).toEqual([]);
    expect(outputsOf(CLIENT, { scenario: 'first' })).toEqual([`${PORT}web-0`]);
  });

  it('does not open a connection that no policy allows', () => {
    expect(outputsOf(VM, { scenario: 'first' })).toEqual([]);
  });

  it('lets packets of a connection pass, and drops those that fit none', () => {
    expect(outputsOf(VM, { scenario: 'reply' })).toEqual([`${PORT}web-0`]);
    expect(outputsOf(VM, { scenario: 'invalid' })).toEqual([]);
  });
});
