/** Traces in opened sources: those that ovn-trace made of the same database, and what views of a network share. */
import { describe, expect, test } from 'vitest';
import { traceIn } from '../../../src/app/trace/trace-in.ts';
import { parseTraceArguments } from '../../../src/cli/commands/trace/trace-arguments.ts';
import { renderTrace } from '../../../src/render/trace/trace-text.ts';
import { opened, recorded } from '../../support/app-inputs.ts';
import { map, ovsdbFile, reference, uuid } from '../../support/ovsdb-file.ts';
import { tracesOf } from '../../support/recorded-traces.ts';

const NETWORK = 'c-secondary-l2';

test('every recorded trace', async () => {
  const found = await opened([recorded('sb.db', NETWORK)]);
  for (const { args, rc, stdout } of tracesOf(`networks/25.03.0/${NETWORK}`)) {
    const call = parseTraceArguments(args);
    expect('error' in call).toBe(rc !== 0);
    if ('error' in call) continue;
    const { answer, diagnostics } = traceIn(found, call.request, { isFriendly: call.isFriendly });
    expect(renderTrace(answer, call.styles)).toBe(stdout);
    expect(diagnostics).toEqual([]);
  }
});

describe('a network with a flow that cannot be read', () => {
  const flow = { logical_datapath: reference(1), pipeline: 'ingress', match: '1', actions: 'next;' };
  const database = ovsdbFile('OVN_Southbound', {
    Datapath_Binding: { [uuid(1)]: { tunnel_key: 1, external_ids: map({ name: 'sw' }) } },
    Port_Binding: { [uuid(2)]: { logical_port: 'p', datapath: reference(1), tunnel_key: 1 } },
    Logical_Flow: { [uuid(3)]: { ...flow, priority: 1, actions: 'nonsense;' }, [uuid(4)]: flow },
  });
  const request = { microflow: 'inport == "p"' };

  test('a warning, once in each view', async () => {
    const found = await opened([{ name: 'sb.db', bytes: new Uint8Array(database) }]);
    const warnings = [{ severity: 'warning', message: expect.stringContaining('nonsense') }];
    expect(traceIn(found, request).diagnostics).toMatchObject(warnings);
    expect(traceIn(found, request).diagnostics).toMatchObject(warnings);
    expect(traceIn(found, request, { isFriendly: false }).diagnostics).toMatchObject(warnings);
  });

  test('a request that is refused has an answer in the words of ovn-trace', async () => {
    const found = await opened([{ name: 'sb.db', bytes: database }]);
    expect(traceIn(found, { microflow: 'inport == "q"' }).answer).toEqual({ error: 'unknown port "q"\n' });
  });
});
