/** Traces as JSON match the published schema. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parseTraceArguments } from '../../../src/cli/commands/trace/trace-arguments.ts';
import type { Json } from '../../../src/render/json.ts';
import { NODE_KINDS } from '../../../src/render/trace/node-lines.ts';
import { traceToJson } from '../../../src/render/trace/trace-json.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { networkOf, TRACE_RECORDINGS, tracesOf } from '../../support/recorded-traces.ts';

const SCHEMA = new URL('../../../grammar/trace.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);

interface JsonNode {
  readonly kind: string;
  readonly text: string;
  readonly code?: string;
  readonly children?: readonly JsonNode[];
}

function* jsonTracesOf(recording: string): Generator<Json> {
  const tracer = new Tracer(networkOf(recording));
  for (const { args } of tracesOf(recording)) {
    const call = parseTraceArguments(args);
    if (!('error' in call)) yield traceToJson(tracer.trace(call.request));
  }
}

test.each(TRACE_RECORDINGS)('every trace of %s', recording => {
  for (const trace of jsonTracesOf(recording)) expect(validate(trace), JSON.stringify(validate.errors)).toBe(true);
});

function* nodesIn(node: JsonNode): Generator<JsonNode> {
  yield node;
  for (const child of node.children ?? []) yield* nodesIn(child);
}

/** The first node of each kind and code in the traces of a recording. */
function examplesIn(recording: string): ReadonlyMap<string, JsonNode> {
  const found = new Map<string, JsonNode>();
  for (const trace of jsonTracesOf(recording)) {
    const { trace: root } = trace as unknown as { readonly trace?: JsonNode };
    for (const { children: _, ...node } of root ? nodesIn(root) : []) {
      const key = [node.kind, node.code].filter(Boolean).join(' ');
      if (!found.has(key)) found.set(key, node);
    }
  }
  return found;
}

describe('nodes have typed parts, and the line that ovn-trace prints', () => {
  const examples = examplesIn('traces/25.03.0/actions');

  test.each<[string, object]>([
    ['pipeline', { datapath: 'sw0', pipeline: 'ingress', inport: 'vm1', text: 'ingress(dp="sw0", inport="vm1")' }],
    ['table', { table: 1, stage: '', flow: { priority: 1, match: 'reg9 == 1' } }],
    ['drop', { text: 'drop;' }],
    [
      'action',
      { action: { kind: 'nd_ns', actions: [{ kind: 'exchange', left: 'eth.dst', right: 'eth.src' }, {}, {}] } },
    ],
    [
      'modify',
      {
        field: 'eth.dst',
        from: 'field',
        source: 'eth.src',
        value: '0a:58:0a:00:00:01',
        before: '33:33:ff:00:00:00',
        after: '0a:58:0a:00:00:01',
        text: 'eth.dst = 0a:58:0a:00:00:01',
      },
    ],
    ['nat', { action: 'ct_dnat', address: '10.0.0.9', state: 'est|trk', isDefaultState: true }],
    ['load-balance', { action: 'ct_lb_mark', target: { address: '10.0.0.9', port: 80 }, state: 'est|trk' }],
    ['log', { action: { kind: 'log', name: 'x', verdict: 'allow', severity: 'info' }, pipeline: 'ingress' }],
    ['output', { port: 'vm2', type: '', text: '/* output to "vm2", type "" */' }],
    ['redirect', { port: 'cr-vm2', to: 'vm2' }],
    ['error no-distributed-port', { port: 'cr-lost' }],
    ['error ttl-underflow', { text: '*** TTL underflow' }],
    ['remark neighbor-found', { text: '/* No MAC binding. */' }],
  ])('%s', (key, parts) => expect(examples.get(key)).toMatchObject(parts));
});

test('the schema has every kind of node', () => {
  expect(schema.$defs.node.properties.kind.enum.toSorted()).toEqual(NODE_KINDS.toSorted());
});

describe('the schema rejects', () => {
  test.each([
    [{}],
    [{ version: 1 }],
    [{ packet: 'ip', trace: { kind: 'drop', text: 'drop;' } }],
    [{ version: 2, packet: 'ip', trace: { kind: 'drop', text: 'drop;' } }],
    [{ version: 1, packet: 'ip', trace: { kind: 'table', text: ' 0. x' } }],
    [{ version: 1, packet: 'ip', trace: { kind: 'drop', text: 'drop;', color: 'red' } }],
    [{ version: 1, packet: 'ip', trace: { kind: 'wait', text: '' } }],
    [{ version: 1, packet: 'ip', trace: { kind: 'error', code: 'bad-luck', text: '' } }],
    [{ version: 1, packet: 'ip', trace: { kind: 'error', code: 'unknown-outport', text: '' } }],
  ])('%j', trace => expect(validate(trace)).toBe(false));

  test('nothing of a valid trace', () => {
    expect(validate({ version: 1, packet: 'ip', trace: { kind: 'drop', text: 'drop;' } })).toBe(true);
  });
});
