/** What is assumed for a recorded dump after `grep`. The tables are those of OVN 25.03.0 (man ovn-northd). */
import { expect, test } from 'vitest';
import { readFlowDump } from '../../src/read/flows/dump-flows.ts';
import { renderTrace } from '../../src/render/trace/trace-text.ts';
import { assumeTables } from '../../src/trace/assume-tables.ts';
import { Tracer } from '../../src/trace/trace.ts';
import { flowsText } from '../support/recorded-databases.ts';
import { networkOf, tracesOf } from '../support/recorded-traces.ts';

const [, ingress, egress] = flowsText('northd/25.03.0/rarities').split(/^(?=Datapath: "sw")/m);
const dump = `${ingress}${egress!.split(/^(?=Datapath)/m)[0]}`;

const assumedAfter = (isKept: (line: string) => boolean): readonly string[] => {
  const { network } = readFlowDump({ name: 'flows.txt', text: dump.split('\n').filter(isKept).join('\n') });
  return assumeTables(network).assumed;
};

test.each<[string, (line: string) => boolean, readonly string[]]>([
  ['nothing, if all tables exist', () => true, []],
  ['one table', line => !line.includes('(ls_in_acl_hint '), ['"sw", ingress: 7']],
  ['several tables', line => !/\(ls_in_(pre_acl|pre_lb|qos) /.test(line), ['"sw", ingress: 4-5, 11']],
  [
    'a table of each pipeline',
    line => !/\(ls_(in_lb|out_lookup_fdb) /.test(line),
    ['"sw", ingress: 13', '"sw", egress: 0'],
  ],
  ['delivery', line => !line.includes('(ls_out_apply_port_sec'), ['"sw", egress: delivery at the end']],
  [
    'all but one table',
    line => line.includes('(ls_in_dhcp_options '),
    ['"switch", ingress: 0-22', '"switch", egress: delivery at the end'],
  ],
])('%s', (_, isKept, expected) => expect(assumedAfter(isKept)).toEqual(expected));

/** Rows without a flow affect this order, too. */
test('the flows of a database stay in the order in which ovn-trace tries them', () => {
  const recording = 'traces/25.03.0/without-datapath';
  const { network, assumed } = assumeTables(networkOf(recording));
  expect(assumed).toEqual(['"sw0", egress: delivery at the end']);
  const [{ args, stdout }] = tracesOf(recording) as [ReturnType<typeof tracesOf>[number]];
  const [datapath, microflow] = args as [string, string];
  expect(renderTrace(new Tracer(network).trace({ datapath, microflow }), ['detailed'])).toBe(stdout);
});
