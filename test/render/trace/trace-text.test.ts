/** The text of a trace is bounded. (What it says is compared with ovn-trace in test/trace/recorded-traces.test.ts.) */
import { expect, test } from 'vitest';
import { Packet } from '../../../src/ovn/fields/packet.ts';
import { traceToJson } from '../../../src/render/trace/trace-json.ts';
import { renderTrace, type Style } from '../../../src/render/trace/trace-text.ts';
import type { TraceNode } from '../../../src/trace/state/trace-node.ts';
import type { Trace } from '../../../src/trace/trace.ts';

const LIMIT = 128 * 2 ** 20;
const END = '*** stopped after 128 MiB of text: the trace goes on\n';

/** Blocks in blocks, as of a packet that copies itself forever. */
function nested(depth: number): Trace {
  let root: TraceNode = { kind: 'block', packet: 'clone', children: [] };
  for (let count = 1; count < depth; count++) root = { kind: 'block', packet: 'clone', children: [root] };
  return {
    packet: new Packet(),
    root,
    gaps: [],
    hasStateConflict: false,
    names: { isFriendly: true, portRow: () => undefined },
  };
}

test.each<[readonly Style[]]>([[['summary']], [['minimal']], [['detailed', 'summary', 'minimal']]])('%j', styles => {
  const text = renderTrace(nested(9_000), styles);
  expect(text.length).toBeLessThan(LIMIT + 1_000);
  expect(text.endsWith(END)).toBe(true);
});

test('a trace below the limit is whole', () => {
  const text = renderTrace(nested(5_000), ['summary']);
  expect(text.endsWith('};\n')).toBe(true);
  expect(text).not.toContain('***');
});

test('a trace too deep for JSON is an error', () => {
  expect(traceToJson(nested(1_000))).toMatchObject({ trace: { kind: 'block' } });
  expect(traceToJson(nested(1_001))).toMatchObject({ error: expect.stringContaining('more than 1000 steps deep') });
  expect(traceToJson(nested(100_000))).toMatchObject({ error: expect.any(String) });
});
