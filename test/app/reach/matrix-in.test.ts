/** All pairs in opened sources: which ports are chosen, and the answer as text, Markdown, CSV and JSON. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { findGuests } from '../../../src/analyze/guests/guest.ts';
import { alikeGuests } from '../../../src/analyze/reach/alike-guests.ts';
import { type MatrixRequest, matrixIn } from '../../../src/app/reach/matrix-in.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { matrixToJson } from '../../../src/render/reach/matrix-json.ts';
import { matrixToCsv, matrixToMarkdown, renderMatrix } from '../../../src/render/reach/matrix-text.ts';
import { manyPods } from '../../bench/inputs/many-pods.mjs';
import { opened, recordedFlows, sample } from '../../support/app-inputs.ts';
import { networkOf } from '../../support/recorded-traces.ts';
import { ROOT } from '../../support/udon.ts';

const NETWORK = networkOf('networks/25.03.0/a-policies');

function matrixOf(request: MatrixRequest = {}, network = NETWORK) {
  const answer = matrixIn({ network }, request);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

const portsOf = ({ classes }: ReturnType<typeof matrixOf>): readonly string[] =>
  classes
    .flat()
    .map(({ port }) => port.logical_port)
    .sort();

const faultOf = (request: MatrixRequest) => {
  const answer = matrixIn({ network: NETWORK }, request);
  return 'error' in answer ? answer.error : undefined;
};

const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(
  JSON.parse(readFileSync(`${ROOT}/grammar/matrix.schema.json`, 'utf8')),
);

describe('matrixIn', () => {
  // The policies of the scene: web-0 may only open UDP 53, and fedora-1 is left out of its ipBlock. client-0 is remote.
  it('proves what the policies allow, and marks what another node decides', () => {
    const lines = matrixToCsv(matrixOf()).trimEnd().split('\n');
    expect(lines.sort()).toEqual([
      'from,to,connections',
      'proj2/client-0,proj2/fedora-1,undecided (all)',
      'proj2/client-0,proj2/web-0,undecided (all)',
      'proj2/fedora-1,proj2/client-0,undecided (all)',
      'proj2/fedora-1,proj2/web-0,none',
      'proj2/web-0,proj2/client-0,undecided (UDP 53)',
      'proj2/web-0,proj2/fedora-1,UDP 53',
    ]);
  });

  it('is undecided where a table has no flow for the packets', async () => {
    const { network } = await opened([sample('table-missing.sb.db')], FOR_GUESTS);
    const matrix = matrixOf({}, network);
    expect(matrixToCsv(matrix)).toContain('demo/vm-a,demo/web-0,undecided (all)\n');
    expect(matrixToJson(matrix).missing).toEqual(['match-missing']);
  });

  it('is undecided about destinations whose address another port has, too', async () => {
    const { network } = await opened([sample('address-twice.nb.db')], FOR_GUESTS);
    const lines = matrixToCsv(matrixOf({}, network)).trimEnd().split('\n');
    expect(lines.sort()).toEqual([
      'demo/client-0,demo/vm-a,all',
      'demo/client-0,demo/web-0,"undecided (port demo.demo_demo_client-0 has 172.22.0.7, too)"',
      'demo/vm-a,demo/client-0,"undecided (port demo.demo_demo_web-0 has 172.22.0.7, too)"',
      'demo/vm-a,demo/web-0,"undecided (port demo.demo_demo_client-0 has 172.22.0.7, too)"',
      'demo/web-0,demo/client-0,"undecided (port demo.demo_demo_web-0 has 172.22.0.7, too)"',
      'demo/web-0,demo/vm-a,all',
      'from,to,connections',
    ]);
  });

  it('lists the ports of VMs and pods only, also of a dump', async () => {
    const { network } = await opened([{ name: 'flows.txt', text: recordedFlows('a-policies') }], FOR_GUESTS);
    expect(portsOf(matrixOf({}, network))).toEqual([
      'proj2.cudn2_proj2_client-0',
      'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv',
      'proj2.cudn2_proj2_web-0',
    ]);
  });

  it('does not list the remote port of another router, and asks nothing of a VM about itself', () => {
    const [client] = NETWORK.Port_Binding.filter(({ logical_port }) => logical_port.endsWith('_client-0'));
    const [vm] = NETWORK.Port_Binding.filter(({ logical_port }) => logical_port.includes('fedora-1'));
    const router = { ...client!, _uuid: 'r', logical_port: 'tstor-worker-1', tunnel_key: 900, external_ids: new Map() };
    const target = {
      ...vm!,
      _uuid: 't',
      logical_port: 'proj2.cudn2_proj2_virt-launcher-fedora-1-q1w2e',
      tunnel_key: 901,
    };
    const Port_Binding = [...NETWORK.Port_Binding, router, target];
    const matrix = matrixOf({ port: 'icmp' }, { ...NETWORK, Port_Binding });
    expect(portsOf(matrix)).not.toContain('tstor-worker-1');
    expect(matrixToCsv(matrix)).not.toMatch(/^proj2\/fedora-1[^,]*,proj2\/fedora-1/m);
    expect(matrixToCsv(matrix)).toMatch(/^proj2\/fedora-1 \(\S+q1w2e\),proj2\/web-0,/m);
  });

  it('asks only about one connection', () => {
    expect(matrixToCsv(matrixOf({ port: 'udp/53' }))).toContain('proj2/web-0,proj2/fedora-1,UDP 53\n');
    expect(matrixToCsv(matrixOf({ port: 'icmp' }))).toContain('proj2/fedora-1,proj2/client-0,undecided (ICMP)\n');
    expect(matrixToCsv(matrixOf({ port: 'tcp/80' }))).toContain('proj2/web-0,proj2/fedora-1,none\n');
  });

  it('is undecided where the source lacks the members of a set', () => {
    const without = { ...NETWORK, Address_Set: [], missing: new Set(['Address_Set'] as const) };
    const matrix = matrixOf({}, without);
    expect(matrixToCsv(matrix)).toMatch(/^proj2\/fedora-1,proj2\/web-0,undecided \(/m);
    expect(renderMatrix(matrix)).toMatch(/^missing: /m);
    expect(matrixToJson(matrix).missing).toEqual(['set-members']);
  });

  it('is undecided where a question is too large', () => {
    const csv = matrixToCsv(matrixOf({ nodeLimit: 2_000 }));
    expect(csv).toMatch(/^proj2\/fedora-1,proj2\/web-0,.*undecided \(the question is too large/m);
  });

  it('is a table in Markdown, and JSON as the schema has it', () => {
    const matrix = matrixOf();
    const [head, rule, ...rows] = matrixToMarkdown(matrix).split('\n');
    expect(head!.split('|')).toHaveLength(rule!.split('|').length);
    expect(rows.filter(row => row.startsWith('| proj2/'))).toHaveLength(3);
    expect(validate(matrixToJson(matrix)), JSON.stringify(validate.errors)).toBe(true);
    const random = matrixOf({}, networkOf('routers/25.03.0/r203'));
    expect(validate(matrixToJson(random)), JSON.stringify(validate.errors)).toBe(true);
    expect(matrixToMarkdown(random)).toMatch(/^\| A \(\d ports\) \|/m);
  });

  it('chooses ports by namespace and network', () => {
    expect(matrixOf({ network: 'cluster_udn_cudn2', namespace: 'proj2' }).classes.flat()).toHaveLength(3);
    expect(matrixOf({ network: 'cluster_udn_cudn2_ovn_layer2_switch' }).classes.flat()).toHaveLength(3);
  });

  it.each([
    [{ namespace: 'proj' }, 'nothing-chosen', 'there are proj2; did you mean proj2?'],
    [{ network: 'cudn2' }, 'nothing-chosen', 'there are cluster_udn_cudn2'],
    [{ port: 'http' }, 'bad-protocol', 'write tcp/80'],
  ] as const)('%j: %s', (request, code, message) => {
    expect(faultOf(request)).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

/** Each port has its own tunnel key and pod id, which decide nothing. Otherwise each of many VMs is asked about alone. */
it('asks about VMs once that differ in names and addresses only', async () => {
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manyPods(6) });
  const { network } = await opened([{ name: 'pods.json', text }]);
  const guests = findGuests(network);
  expect(guests).toHaveLength(6);
  expect(alikeGuests(network, guests)).toEqual([guests]);
});
