/** Dumps as people post and keep them. The inputs were rebuilt from public reports, with other names and addresses. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { printFlows } from '../../../src/network/print-flows.ts';
import { recognise } from '../../../src/read/recognise.ts';
import { renderTrace } from '../../../src/render/trace/trace-text.ts';
import { Tracer } from '../../../src/trace/trace.ts';

const bytesOf = (path: string) => readFileSync(new URL(`cases/${path}`, import.meta.url));

function read(path: string) {
  const found = recognise({ name: path, bytes: bytesOf(path) });
  if (found?.kind !== 'dump') throw new Error(`${path} is not read as a dump`);
  return found;
}

const stages = (path: string) => [
  ...new Set(
    read(path)
      .network.flows.all()
      .map(({ stage }) => stage),
  ),
];

describe('headers', () => {
  const CLEAN = 'header-indented/same-unindented.txt';

  test.each([
    ['header-indented/flows.txt'],
    ['header-bom/flows.txt'],
    ['header-old-form/uuid-only-2.5.txt'],
    ['header-old-form/abbreviated-uuid.txt'],
    ['header-old-form/second-header-abbreviated.txt'],
  ])('%s has two datapaths, and no frame goes from the one to the other', path => {
    const { network, diagnostics } = read(path);
    expect(diagnostics).toEqual([]);
    expect(network.Datapath_Binding).toHaveLength(2);
    const bodies = (text: string) => text.split('\n').filter(line => !line.startsWith('Datapath:'));
    expect(bodies(printFlows(network)).toSorted()).toEqual(bodies(printFlows(read(CLEAN).network)).toSorted());
    const trace = new Tracer(network).trace({ microflow: 'inport == "vm1" && eth.dst == 00:00:00:00:00:02' });
    expect(renderTrace(trace, ['minimal'])).not.toContain('output');
  });
});

test('escape sequences are in no name', () => {
  expect(stages('ansi-inside/flows.txt')).toContain('ls_in_dhcp_options');
  const ports = read('ansi-inside/by-name.txt').network.Port_Binding.map(({ logical_port }) => logical_port);
  expect(ports).toEqual(['proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv']);
});

test.each([
  [
    'grep-n/grep-n.txt',
    [
      'ls_in_check_port_sec',
      'ls_in_arp_rsp',
      'ls_in_dhcp_options',
      'ls_in_dhcp_response',
      'ls_in_l2_lkup',
      'ls_out_acl_eval',
    ],
  ],
  ['grep-n/grep-nA1.txt', ['ls_in_dhcp_options']],
])('%s is read without what grep put before its lines', (path, expected) => {
  const { diagnostics } = read(path);
  expect(diagnostics).toEqual([]);
  expect(stages(path)).toEqual(expected);
});

test('flows that were wrapped are the same as those that were not', () => {
  const flowsOf = (path: string) =>
    read(path)
      .network.flows.all()
      .map(({ stage, match, actions }) =>
        [stage, match, actions].join('\n').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'PORT'),
      );
  expect(flowsOf('wrapped-lines/flows.txt')).toEqual(flowsOf('wrapped-lines/same-joined.txt'));
});

describe('words of older releases', () => {
  const { network } = read('old-grammar/flows.txt');
  const trace = (states?: string) => {
    const tracer = new Tracer(network);
    const microflow = 'inport == "vm1" && eth.dst == 00:00:00:00:00:02 && ip4.src == 1.2.3.4 && ip.ttl == 64';
    const answer = tracer.trace({ microflow, ...(states && { ct: states }) } as Parameters<Tracer['trace']>[0]);
    return { text: renderTrace(answer, ['detailed']), diagnostics: tracer.diagnostics };
  };

  test('are read, and printed as they are', () => {
    const { text, diagnostics } = trace();
    expect(diagnostics).toEqual([]);
    expect(text).toContain('ls_in_acl: ct.est && ct_label.blocked == 0 && (inport == "vm1" && ip), priority 2001');
    expect(text).not.toContain('output');
    expect(printFlows(network)).toContain('action=(ct_commit(ct_label=1/1); /* drop */)');
  });
});
