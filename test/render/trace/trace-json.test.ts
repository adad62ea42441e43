/** Traces as JSON keep to the schema that programs are given. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parseTraceArguments } from '../../../src/cli/commands/trace-arguments.ts';
import { traceToJson } from '../../../src/render/trace/trace-json.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { networkOf, TRACE_RECORDINGS, tracesOf } from '../../support/recorded-traces.ts';

const SCHEMA = new URL('../../../grammar/trace.schema.json', import.meta.url);
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

function* jsonTracesOf(recording: string) {
  const tracer = new Tracer(networkOf(recording));
  for (const { args } of tracesOf(recording)) {
    const call = parseTraceArguments(args);
    if (!('error' in call)) yield traceToJson(tracer.trace(call.request));
  }
}

test.each(TRACE_RECORDINGS)('every trace of %s', recording => {
  for (const trace of jsonTracesOf(recording)) expect(validate(trace), JSON.stringify(validate.errors)).toBe(true);
});

describe('the schema refuses', () => {
  test.each([
    [{}],
    [{ packet: 'ip', trace: { kind: 'table', text: ' 0. x' } }],
    [{ packet: 'ip', trace: { kind: 'action', text: 'drop;', color: 'red' } }],
    [{ packet: 'ip', trace: { kind: 'wait', text: '' } }],
  ])('%j', trace => expect(validate(trace)).toBe(false));
});
