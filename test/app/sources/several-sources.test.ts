/** Sources of several kinds together: databases, dumps and manifests of one network, in folders and named themselves. */
import { describe, expect, test } from 'vitest';
import { checkAll } from '../../../src/app/lease/check-all.ts';
import type { Input } from '../../../src/app/sources/input.ts';
import { openSources } from '../../../src/app/sources/open-sources.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { detailsOf, summaryOf } from '../../../src/app/sources/summary.ts';
import { traceIn } from '../../../src/app/trace/trace-in.ts';
import { parseTraceArguments } from '../../../src/cli/commands/trace/trace-arguments.ts';
import { printFlows } from '../../../src/network/print-flows.ts';
import { renderTrace } from '../../../src/render/trace/trace-text.ts';
import { manifests, opened, recorded, recordedFlows } from '../../support/app-inputs.ts';
import { map, ovsdbFile, reference, uuid } from '../../support/ovsdb-file.ts';
import { tracesOf } from '../../support/recorded-traces.ts';

const asPart = (input: Input): Input => ({ ...input, isPart: true }) as Input;
const dump: Input = { name: 'flows.txt', text: recordedFlows() };

/** The bindings of the VM of the recorded databases. */
const machine = (link: string): Input => ({
  name: 'vm.yaml',
  text: `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: fedora-1, namespace: proj2}
spec:
  runStrategy: Always
  template:
    spec:
      domain: {devices: {interfaces: [{name: default, ${link}}]}}
      networks: [{name: default, pod: {}}]
`,
});

describe('databases and manifests', () => {
  test.each([
    ['binding: {name: l2bridge}', 'leased', 'OVN'],
    ['masquerade: {}', 'elsewhere', 'virt-launcher'],
    ['bridge: {}', 'elsewhere', 'virt-launcher'],
  ])('the binding of a VM is that of its manifest: %s', async (link, verdict, server) => {
    const network = manifests().filter(({ name }) => name !== 'workloads.yaml');
    const databases = [[recorded('sb.db')], [recorded('nb.db')], [recorded('nb.db'), recorded('sb.db')], [dump]];
    for (const inputs of databases.flatMap(each => [each, [...each, ...network]])) {
      const rows = checkAll(await opened([...inputs, machine(link)], FOR_GUESTS));
      expect(rows.map(row => [row.name, row.verdict, row.answerer?.server])).toEqual([
        ['proj2/fedora-1', verdict, server],
      ]);
    }
  });

  test('a fault of a manifest is a warning, and the answer is from the database', async () => {
    const broken = { name: 'broken.yaml', text: 'apiVersion: k8s.ovn.org/v1\nkind: UserDefinedNetwork\nspec: [\n' };
    const { value, diagnostics } = await openSources([recorded('sb.db'), broken], FOR_GUESTS);
    expect(checkAll(value!)).toMatchObject([{ name: 'proj2/fedora-1', verdict: 'leased' }]);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(
      diagnostics.some(({ severity, place }) => severity === 'warning' && place?.source.name === 'broken.yaml'),
    ).toBe(true);
  });
});

describe('a dump and a database', () => {
  test.each([
    'a-policies',
    'b-primary-l2-dual',
  ])('of %s: every recorded trace, with the rows of the database', async name => {
    const joined = await opened([{ name: 'flows.txt', text: recordedFlows(name) }, recorded('sb.db', name)]);
    const traces = tracesOf(`networks/25.03.0/${name}`).filter(({ rc }) => rc === 0);
    expect(traces.length).toBeGreaterThan(50);
    for (const { args, stdout } of traces) {
      const call = parseTraceArguments(args);
      if ('error' in call) throw new Error(call.error);
      const { answer } = traceIn(joined, call.request, { isFriendly: call.isFriendly });
      expect(renderTrace(answer, call.styles)).toBe(stdout);
    }
  });

  test.each([
    ['with its header', (lines: readonly string[]) => lines.slice(0, 2)],
    ['without a header, as after grep', (lines: readonly string[]) => lines.filter(line => line.includes('fedora-1'))],
  ])('of a datapath that the dump has, the flows are those of the dump: %s', async (_, choose) => {
    const few = choose(recordedFlows().split('\n'));
    const found = await opened([{ name: 'few.txt', text: few.join('\n') }, recorded('sb.db')]);
    const [first] = found.network.flows.all();
    const flows = printFlows(found.network).split(/^(?=Datapath: )/m);
    const ofDump = flows.filter(section => section.includes(`"${first!.datapath.external_ids.get('name')}"`));
    const isFlow = (line: string) => line.startsWith('  table=');
    expect(ofDump.join('').split('\n').filter(isFlow)).toEqual(few.filter(isFlow));
    expect(flows.length).toBeGreaterThan(ofDump.length);
    expect(found.network.Port_Binding.length).toBeGreaterThan(5);
    expect(found).toMatchObject({ isDump: false, isCompiled: false });
  });

  test('a dump of another network does not change the answer', async () => {
    const other = { name: 'other.txt', text: recordedFlows('c-secondary-l2') };
    const rows = checkAll(await opened([other, recorded('sb.db')], FOR_GUESTS));
    expect(rows.filter(({ name }) => name === 'proj2/fedora-1')).toMatchObject([{ verdict: 'leased' }]);
  });

  test('a dump that was found beside a southbound database is not needed', async () => {
    const found = await opened([asPart(dump), asPart(recorded('sb.db'))]);
    expect(found.read.map(({ kind }) => kind)).toEqual(['sb']);
    expect(found.ignored).toEqual([{ name: 'flows.txt', reason: 'not-needed' }]);
  });

  test('a datapath that the database does not have: a warning, and the flows as the dump has them', async () => {
    const other = {
      name: 'other.txt',
      text: recordedFlows().replace(/"cluster_udn_cudn2_ovn_layer2_switch" \([0-9a-f-]+\)/g, `"sw9" (${uuid(9)})`),
    };
    const { value, diagnostics } = await openSources([other, recorded('sb.db')]);
    expect(diagnostics).toMatchObject([
      {
        code: 'datapath-not-in-database',
        severity: 'warning',
        message: expect.stringMatching(/^other\.txt has flows of sw9, which sb\.db does not have/),
      },
    ]);
    expect(printFlows(value!.network)).toContain('Datapath: "sw9"');
  });
});

describe('several dumps', () => {
  const [ofSwitch, ofRouter] = [/^Datapath: "cluster_udn/, /^Datapath: "GR_/].map(mark =>
    recordedFlows()
      .split(/^(?=Datapath: )/m)
      .filter(section => mark.test(section))
      .join(''),
  );

  test('of different datapaths are one network', async () => {
    const found = await opened([
      { name: 'a', text: ofSwitch! },
      { name: 'b', text: ofRouter! },
    ]);
    const both = await opened([{ name: 'both', text: ofSwitch! + ofRouter! }]);
    expect(printFlows(found.network)).toBe(printFlows(both.network));
  });
});

describe('a northbound and a southbound database that are not of one OVN', () => {
  const northbound = (name: string, rows: Record<string, Record<string, unknown>> = {}): Input => ({
    name: 'x_nb',
    bytes: ovsdbFile('OVN_Northbound', { NB_Global: { [uuid(1)]: { name, nb_cfg: 4 } }, ...rows } as never),
  });
  const southbound = (name: string, id = 5, cfg = 4): Input => ({
    name: 'y_sb',
    bytes: ovsdbFile('OVN_Southbound', {
      SB_Global: { [uuid(1)]: { options: map({ name }), nb_cfg: cfg } },
      Datapath_Binding: { [uuid(2)]: { tunnel_key: 1, external_ids: map({ name: 'sw', 'logical-switch': uuid(id) }) } },
      Port_Binding: { [uuid(3)]: { logical_port: 'vm', datapath: reference(2), tunnel_key: 1 } },
    }),
  });
  const sw = (port: string) => ({
    Logical_Switch: { [uuid(5)]: { name: 'sw', ports: ['set', [reference(6)]] } },
    Logical_Switch_Port: { [uuid(6)]: { name: port } },
  });

  test.each<[string, Input, Input, RegExp | undefined]>([
    ['the same', northbound('w', sw('vm')), southbound('w'), undefined],
    ['another zone', northbound('w', sw('vm')), southbound('v'), /one is of zone w, the other of zone v$/],
    [
      'other switches',
      northbound('', sw('vm')),
      southbound('', 9),
      /no datapath is of a switch or router that the other has$/,
    ],
    ['other ports', northbound('', sw('pod')), southbound(''), /no port is in both$/],
    ['another time', northbound('', sw('vm')), southbound('', 5, 2), /nb_cfg is 4 in the one and 2 in the other$/],
  ])('%s', async (_, nb, sb, message) => {
    const { diagnostics } = await openSources([nb, sb]);
    const found = diagnostics.filter(({ code }) => code === 'databases-differ');
    const why = message && expect.stringMatching(message);
    expect(found.map(each => each.message)).toEqual(why ? [why] : []);
    for (const each of found) expect(each.message).toMatch(/^x_nb and y_sb are not of the same OVN/);
  });

  test.each([
    'a-primary-l2',
    'a-policies',
    'b-primary-l2-dual',
    'c-secondary-l2',
  ])('recorded pairs belong together: %s', async name => {
    const { diagnostics } = await openSources([recorded('nb.db', name), recorded('sb.db', name)]);
    expect(diagnostics).toEqual([]);
  });
});

describe('parts of a folder', () => {
  const part = (name: string, text: string): Input => ({ name, text, isPart: true });

  test.each([
    ['empty', ' \n'],
    ['not-a-source', 'Nov 24 09:00:01 node kubelet[1]: I1124 table=5 is full\n'],
    ['not-a-source', 'resources:\n- network.yaml\n'],
    ['other-objects', 'apiVersion: v1\nkind: EventList\nitems:\n- involvedObject:\n    kind: Pod\n'],
    ['other-objects', '{"apiVersion":"v1","kind":"ConfigMap"}'],
    ['other-text', 'switch 5f2d1c3e-0b0a-4c52-9f3e-0a1b2c3d4e5f (sw0)\n    port vm1\n'],
    ['copy', recordedFlows()],
  ] as const)('%s: %j', async (reason, text) => {
    const found = await opened([part('a/flows.txt', recordedFlows()), part('b/flows.txt', text)]);
    expect(found.ignored).toMatchObject([{ name: 'b/flows.txt', reason }]);
  });

  test.each([
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Namespace\n    metadata: {name: a}\n',
    '---\n# from oc\napiVersion: v1\nitems:\n- metadata: {name: a}\nkind: NamespaceList\n',
    '{"kind": "Namespace", "apiVersion": "v1", "metadata": {"name": "a"}}',
    'kind: "Namespace"\napiVersion: v1\nmetadata: {name: a}\n',
  ])('manifests that are read: %j', async text => {
    const found = await opened([...manifests(), part('list', text)]);
    expect(found.ignored).toEqual([]);
    expect(found.read).toContainEqual({ name: 'list', kind: 'manifests' });
  });

  test('a file that cannot be read does not stop the others', async () => {
    const gone: Input = {
      name: 'gone',
      isPart: true,
      head: new Uint8Array([65]),
      read: () => Promise.reject(new Error('the disk is gone')),
    };
    const { value, diagnostics } = await openSources([gone, asPart(recorded('sb.db'))]);
    expect(printFlows(value!.network)).toBe(recordedFlows());
    expect(diagnostics).toMatchObject([{ severity: 'warning', message: 'gone: the disk is gone; it is left out' }]);
  });
});

test('the summary: what was read and what was ignored, by kind', () => {
  const read = [
    { name: 'x.tar:logs/a_sbdb', kind: 'sb' } as const,
    ...['b', 'c', 'd'].map(name => ({ name, kind: 'manifests' }) as const),
  ];
  const ignored = [
    { name: 'x.tar:logs/b_sbdb', reason: 'other-node' } as const,
    { name: 'x/show', reason: 'other-text', detail: 'x/show: this is the output of ovn-nbctl show' } as const,
  ];
  expect(summaryOf({ read, ignored, node: 'worker-0' })).toBe(
    'read: a_sbdb (southbound database), 3 files (manifests), of node worker-0; ignored: b_sbdb (of another node), show (a text that udon does not read)',
  );
  expect(summaryOf({ read: read.slice(1), ignored: [] })).toBeUndefined();
  expect(detailsOf({ read: read.slice(0, 1), ignored }).map(({ message }) => message)).toEqual([
    'x.tar:logs/a_sbdb: read (southbound database)',
    'x.tar:logs/b_sbdb: ignored (of another node)',
    'x/show: ignored (this is the output of ovn-nbctl show)',
  ]);
});
