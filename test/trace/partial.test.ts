/** Dumps that lack flows, as after `grep`: what is missing, and what a packet does there. Tables as in man ovn-northd, 25.03. */
import { expect, test } from 'vitest';
import { readFlowDump } from '../../src/read/flows/dump-flows.ts';
import { gapNotes } from '../../src/render/trace/gap-notes.ts';
import { renderTrace } from '../../src/render/trace/trace-text.ts';
import { type MissingFlows, missingFlows } from '../../src/trace/gaps/missing-flows.ts';
import { type TraceAnswer, Tracer } from '../../src/trace/trace.ts';
import { flowsText } from '../support/recorded-databases.ts';
import { networkOf, tracesOf } from '../support/recorded-traces.ts';

const [, ingress, egress] = flowsText('northd/25.03.0/rarities').split(/^(?=Datapath: "sw")/m);
const dump = `${ingress}${egress!.split(/^(?=Datapath)/m)[0]}`;

const kept = (isKept: (line: string) => boolean) =>
  readFlowDump({ name: 'flows.txt', text: dump.split('\n').filter(isKept).join('\n') }).network;

const missingAfter = (isKept: (line: string) => boolean): readonly (MissingFlows | undefined)[] => {
  const network = kept(isKept);
  const [sw] = network.Datapath_Binding;
  return (['ingress', 'egress'] as const).map(pipeline => missingFlows(network.flows.byTable(), sw!, pipeline));
};

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test.each<[string, (line: string) => boolean, readonly [MissingFlows | undefined, MissingFlows | undefined]]>([
  ['nothing, if all flows exist', () => true, [undefined, undefined]],
  ['one table', line => !line.includes('(ls_in_acl_hint '), [{ tables: [7], defaults: [] }, undefined]],
  [
    'several tables',
    line => !/\(ls_in_(pre_acl|pre_lb|qos) /.test(line),
    [{ tables: [4, 5, 11], defaults: [] }, undefined],
  ],
  [
    'a table of each pipeline',
    line => !/\(ls_(in_lb|out_lookup_fdb) /.test(line),
    [
      { tables: [13], defaults: [] },
      { tables: [0], defaults: [] },
    ],
  ],
  [
    'the last table',
    line => !line.includes('(ls_out_apply_port_sec'),
    [undefined, { tables: [], defaults: [], end: 12 }],
  ],
  [
    'the flow for all other packets',
    line => !/\(ls_in_acl_eval .*match=\(1\)/.test(line),
    [{ tables: [], defaults: [8] }, undefined],
  ],
  [
    'all but one table',
    line => /^Datapath|\(ls_in_dhcp_options /.test(line),
    [
      { tables: range(0, 22), defaults: [], end: 24 },
      { tables: [], defaults: [], end: 0 },
    ],
  ],
])('%s', (_, isKept, expected) => expect(missingAfter(isKept)).toEqual(expected));

const traced = (isKept: (line: string) => boolean, isPartial: boolean): TraceAnswer =>
  new Tracer(kept(isKept), { isPartial }).trace({ microflow: 'inport == "sw-lr"' });

const notesOf = (answer: TraceAnswer) => ('error' in answer ? answer.error : gapNotes(answer.gaps).join('\n'));

const withoutDefault = (line: string): boolean => !/\(ls_in_pre_acl .*match=\(1\)/.test(line);

test('a table without the flow for all other packets drops, with a note', () => {
  const answer = traced(withoutDefault, false);
  expect(renderTrace(answer, ['detailed'])).toMatch(/4\. ls_in_pre_acl: no match \(implicit drop\)/);
  expect(notesOf(answer)).toMatch(/flows are missing of 4 \(ls_in_pre_acl\).* --partial/s);
});

test('and passes the packet on if the source counts as partial', () => {
  const answer = traced(withoutDefault, true);
  expect(renderTrace(answer, ['detailed'])).not.toContain('no match');
  expect(notesOf(answer)).toMatch(/taken to pass on/);
});

/** Rows without a flow affect this order, too. */
test('the flows of a database stay in the order in which ovn-trace tries them', () => {
  const recording = 'traces/25.03.0/without-datapath';
  const network = networkOf(recording);
  const [{ args, stdout }] = tracesOf(recording) as [ReturnType<typeof tracesOf>[number]];
  const [datapath, microflow] = args as [string, string];
  const tracer = new Tracer(network, { isPartial: true });
  expect(renderTrace(tracer.trace({ datapath, microflow }), ['detailed'])).toBe(stdout);
});
