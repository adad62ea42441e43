/** Which datapath flows belong to: as their headers say, in all their forms, and never to another one where these are missing. */
import { expect, test } from 'vitest';
import { readFlowDump } from '../../../src/read/flows/dump-flows.ts';

const RED = '63c97e9f-194e-49b1-b075-661cd2132895';
const flow = (stage: string, table: number, match = '1') =>
  `  table=${String(table).padEnd(2)}(${stage.padEnd(19)}), priority=0    , match=(${match}), action=(next;)`;

function read(...lines: readonly string[]) {
  const { network, diagnostics } = readFlowDump({ name: 'dump', text: lines.join('\n') });
  const flows = network.flows.all().map(({ datapath, pipeline, stage }) => {
    const name = datapath.external_ids.get('name') ?? datapath._uuid;
    return `${name} ${pipeline} ${stage}`;
  });
  return { flows, codes: diagnostics.map(({ code }) => code), diagnostics };
}

test.each([
  [`Datapath: "red" (${RED})  Pipeline: ingress`, 'red'],
  [`Datapath: "red" aka "blue net" (${RED})  Pipeline: ingress`, 'red'],
  [`Datapath: ${RED}  Pipeline: ingress`, RED],
  ['Datapath: "red" (63c97e)  Pipeline: ingress', 'red'],
  ['Datapath: "red" (63c97e...)  Pipeline: ingress', 'red'],
  ['Datapath: "red"  Pipeline: ingress', 'red'],
  ['Datapath: "red"', 'red'],
  ['Datapath: red  Pipeline: ingress', 'red'],
  ['Datapath: "re (d)" ()  Pipeline: ingress', 're (d)'],
  [`\tDatapath: "red" (${RED.toUpperCase()})   Pipeline: INGRESS  `, 'red'],
  [`Datapath: \u201cred\u201d (${RED.replaceAll('-', '\u2011')})\u00a0 Pipeline: ingress`, 'red'],
])('%s', (header, name) => {
  expect(read(header, flow('ls_in_acl', 8))).toMatchObject({ flows: [`${name} ingress ls_in_acl`] });
});

test.each([
  ['the same name and the beginning of the UUID', `"red" (${RED})`, '"red" (63c97e)', 1],
  ['the same name alone', `"red" (${RED})`, '"red"', 1],
  ['the same UUID alone', `"red" (${RED})`, RED, 1],
  ['another UUID', `"red" (${RED})`, '"red" (00000000-194e-49b1-b075-661cd2132895)', 2],
  ['another name, though the UUID was made the same', `"red" (${RED})`, `"blue" (${RED})`, 2],
])('headers with %s', (_, first, second, count) => {
  const lines = [
    `Datapath: ${first}  Pipeline: ingress`,
    flow('ls_in_acl', 8),
    `Datapath: ${second}  Pipeline: egress`,
  ];
  const { network } = readFlowDump({ name: 'dump', text: [...lines, flow('ls_out_acl', 4)].join('\n') });
  expect(network.Datapath_Binding).toHaveLength(count);
});

test('flows after a header that is not readable are kept apart, and it is reported without its control characters', () => {
  const { flows, codes, diagnostics } = read(
    `Datapath: "red" (${RED})  Pipeline: ingress`,
    flow('ls_in_acl', 8),
    'Datapath: "bl\u0007\u202e',
    flow('ls_in_acl', 8),
    flow('ls_out_acl', 4),
  );
  expect(flows[0]).toBe('red ingress ls_in_acl');
  expect(new Set(flows.slice(1).map(text => text.split(' ').slice(-2).join(' ')))).toEqual(
    new Set(['ingress ls_in_acl', 'egress ls_out_acl']),
  );
  expect(flows.slice(1).some(text => text.startsWith('red '))).toBe(false);
  expect(codes).toEqual(['header-unreadable']);
  expect(diagnostics[0]!.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('flows whose stage contradicts the header above are not counted to it', () => {
  const { flows, codes } = read(
    `Datapath: "red" (${RED})  Pipeline: ingress`,
    flow('ls_in_acl', 8),
    flow('lr_in_policy', 3),
  );
  expect(flows).toEqual(['red ingress ls_in_acl', 'router ingress lr_in_policy']);
  expect(codes).toEqual(['header-missing']);
});

test('without headers, tables that begin again are of the next datapath', () => {
  const { flows } = read(flow('ls_in_acl', 8), flow('ls_out_acl', 4), flow('ls_in_acl', 8));
  expect(flows).toEqual(['switch ingress ls_in_acl', 'switch egress ls_out_acl', 'switch-2 ingress ls_in_acl']);
});

test('but flows that name the same port are of one datapath', () => {
  const { flows } = read(
    flow('ls_in_dhcp_options', 23, 'inport == "vm1"'),
    flow('ls_in_arp_rsp', 22, 'inport == "vm1"'),
    flow('ls_in_arp_rsp', 21, 'inport == "vm2"'),
  );
  expect(flows.map(text => text.split(' ')[0])).toEqual(['switch', 'switch', 'switch-2']);
});

test('of many lines that are no flows, five are reported and the others counted', () => {
  const { diagnostics } = read(flow('ls_in_acl', 8), ...Array.from({ length: 1239 }, (_, index) => `junk ${index}`));
  expect(diagnostics).toHaveLength(6);
  expect(diagnostics[0]!.place).toMatchObject({ source: { name: 'dump', firstLine: 2, text: 'junk 0' } });
  expect(diagnostics[5]!.message).toBe('... and 1,234 more lines like these');
});

test('a flow that is cut short is reported, and the next one is whole', () => {
  const { flows, codes } = read('  table=0 (ls_in_acl), priority=0, match=(ip4 &&', flow('ls_in_acl', 8));
  expect(flows).toEqual(['switch ingress ls_in_acl']);
  expect(codes).toEqual(['flow-cut']);
});

test('names keep their own characters', () => {
  const name = 'vm \u201cone\u201d \u2013 a&amp;b';
  const { network } = readFlowDump({ name: 'dump', text: flow('ls_in_acl', 8, `inport == "${name}"`) });
  expect(network.Port_Binding.map(({ logical_port }) => logical_port)).toEqual([name]);
});
