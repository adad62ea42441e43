/** What each kind of input is opened to, what mixtures of them are, and which faults there are. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Input, LazyInput } from '../../../src/app/sources/input.ts';
import { openSources } from '../../../src/app/sources/open-sources.ts';
import { FOR_GUESTS, type OpenOptions } from '../../../src/app/sources/opened.ts';
import { printFlows } from '../../../src/network/print-flows.ts';
import { readDatabase } from '../../../src/read/database.ts';
import { manifests, ofNode, opened, recorded, recordedFlows } from '../../support/app-inputs.ts';
import { ovsdbFile, record, recordOf } from '../../support/ovsdb-file.ts';
import { ROOT } from '../../support/udon.ts';

const text = (content: string, name = 'input'): Input => ({ name, text: content });
const bytes = (content: string | Uint8Array, name = 'input'): Input => ({ name, bytes: Buffer.from(content) });

describe('one input', () => {
  test('a southbound database: its flows, as they are stored', async () => {
    const found = await opened([recorded('sb.db')]);
    expect(printFlows(found.network)).toBe(recordedFlows());
    expect(found).toMatchObject({
      isCompiled: false,
      isDump: false,
      read: [{ name: 'sb.db', kind: 'sb' }],
      ignored: [],
    });
    expect(found).not.toHaveProperty('nb');
  });

  test('a northbound database: its rows, and the flows compiled from them', async () => {
    const found = await opened([recorded('nb.db')]);
    expect(found).toMatchObject({ isCompiled: true, isDump: false, read: [{ name: 'nb.db', kind: 'nb' }] });
    expect(found.nb!.Logical_Switch_Port.length).toBeGreaterThan(5);
    expect(found.network.flows.all().length).toBeGreaterThan(100);
  });

  test.each([
    ['text', text(recordedFlows())],
    ['bytes', bytes(recordedFlows())],
  ])('a flow dump as %s: its flows', async (_, input) => {
    const found = await opened([input]);
    expect(printFlows(found.network)).toBe(recordedFlows());
    expect(found).toMatchObject({ isCompiled: false, isDump: true, read: [{ name: 'input', kind: 'dump' }] });
  });

  test('a database that is read already, as from a server', async () => {
    const { name, bytes } = recorded('sb.db');
    const { value: database } = readDatabase(bytes, name);
    const found = await opened([{ database: database! }]);
    expect(printFlows(found.network)).toBe(recordedFlows());
  });

  test('a database that is cut short: as far as it goes, with a warning', async () => {
    const cut = Buffer.concat([recorded('sb.db').bytes, Buffer.from('OVSDB JSON 99 0000\n{"x"')]);
    const { value, diagnostics } = await openSources([bytes(cut, 'cut.db')]);
    expect(printFlows(value!.network)).toBe(recordedFlows());
    expect(diagnostics).toMatchObject([{ code: 'database-cut-short', severity: 'warning' }]);
  });
});

describe('manifests', () => {
  test('are compiled to rows and flows, and tell about the cluster', async () => {
    const found = await opened(manifests());
    expect(found.read.map(({ kind }) => kind)).toEqual(manifests().map(() => 'manifests'));
    expect(found).toMatchObject({ isCompiled: true, isDump: false });
    expect(found.nb!.NB_Global.map(({ name }) => name)).toEqual(['worker-0']);
    expect(found.cluster!.machines.map(({ name }) => name)).toContain('fedora-1');
  });

  test('are compiled for the node, the release and the features that are wished for', async () => {
    const { nb } = await opened(manifests(), { node: 'worker-1', ovnkFeatures: ['egress-firewall-on-udn'] });
    expect(nb!.NB_Global.map(({ name }) => name)).toEqual(['worker-1']);
    expect(nb!.ACL.length).toBeGreaterThan((await opened(manifests())).nb!.ACL.length);
  });

  test.each([
    ['a VM', 'fedora-1', 'worker-0'],
    ['a pod of another node', 'proj2/client-0', 'worker-1'],
    ['an address', '172.22.0.8', 'worker-1'],
    ['a name that nothing has', 'client-9', 'worker-0'],
  ])('are compiled for the node that %s is on', async (_, guest, node) => {
    const found = await opened(manifests(), { guest });
    expect(found.nb!.NB_Global.map(({ name }) => name)).toEqual([node]);
    expect(found.node).toBe(node === 'worker-0' ? undefined : node);
  });

  test('are compiled for the node of the options, wherever a guest is', async () => {
    const found = await opened(manifests(), { guest: 'client-0', node: 'worker-0' });
    expect(found.nb!.NB_Global.map(({ name }) => name)).toEqual(['worker-0']);
    expect(found.node).toBeUndefined();
  });

  test('are compiled for the first node, where that of the guest is not among them', async () => {
    const elsewhere = manifests().map(({ name, text }) => ({
      name,
      text: text.replaceAll('nodeName: worker-1', 'nodeName: worker-7'),
    }));
    expect((await opened(elsewhere, { guest: 'client-0' })).nb!.NB_Global.map(({ name }) => name)).toEqual([
      'worker-0',
    ]);
  });

  test('without those that are refused, which are errors beside the value', async () => {
    const { value, diagnostics } = await openSources(manifests('talks'));
    expect(value!.nb!.Logical_Switch).toHaveLength(4);
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });

  test('without a network, where that is an answer too', async () => {
    const machines = manifests('vms').filter(({ name }) => name !== 'networks.yaml');
    expect(await openSources(machines)).toMatchObject({
      diagnostics: expect.arrayContaining([{ code: 'no-network', severity: 'error', message: expect.any(String) }]),
    });
    expect((await opened(machines, FOR_GUESTS)).cluster!.machines.length).toBeGreaterThan(5);
  });
});

describe('inputs that are read only where they are wanted', () => {
  /** An input that says how often it was read. */
  function lazy(content: Uint8Array, isPart: boolean): LazyInput & { reads: number } {
    return {
      name: 'lazy',
      isPart,
      head: content.subarray(0, 16),
      reads: 0,
      async read() {
        this.reads++;
        return content;
      },
    };
  }

  test.each([true, false])('a database (a part: %s) is read once', async isPart => {
    const input = lazy(recorded('sb.db').bytes, isPart);
    expect(printFlows((await opened([input])).network)).toBe(recordedFlows());
    expect(input.reads).toBe(1);
  });

  test('a part that is no text is not read, and ignored', async () => {
    const picture = lazy(Buffer.from('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', 'latin1'), true);
    const found = await opened([picture, recorded('sb.db')]);
    expect(picture.reads).toBe(0);
    expect(found.ignored).toEqual([{ name: 'lazy', reason: 'not-a-source' }]);
  });

  test('a part that is a database of another program is ignored', async () => {
    const found = await opened([lazy(ovsdbFile('Open_vSwitch'), true), recorded('sb.db')]);
    expect(found.ignored).toEqual([
      {
        name: 'lazy',
        reason: 'other-schema',
        detail: expect.stringMatching(/^lazy: a database of schema "Open_vSwitch"/),
      },
    ]);
  });

  test('each is read before the next one is asked for', async () => {
    const events: string[] = [];
    async function* inputs(): AsyncGenerator<Input> {
      for (const node of ['a', 'b']) {
        const { name, bytes } = ofNode(node);
        const read = () => {
          events.push(`${node} is read`);
          return bytes;
        };
        events.push(`${node} is made`);
        yield { name, head: bytes.subarray(0, 16), read };
      }
    }
    await opened(inputs(), { node: 'b' });
    expect(events).toEqual(['a is made', 'a is read', 'b is made', 'b is read']);
  });

  test('what an input throws is thrown', async () => {
    const input: LazyInput = {
      name: 'gone',
      head: Buffer.from('OVSDB JSON 1 0000'),
      read: () => Promise.reject(new Error('the disk is gone')),
    };
    await expect(openSources([input])).rejects.toThrow('the disk is gone');
  });
});

describe('several databases', () => {
  const both = [recorded('nb.db'), recorded('sb.db')];

  test('a northbound and a southbound one: the flows of the one, the rows of the other', async () => {
    const found = await opened(both);
    expect(printFlows(found.network)).toBe(recordedFlows());
    expect(found.nb!.Logical_Switch_Port.length).toBeGreaterThan(5);
    expect(found.read.map(({ kind }) => kind)).toEqual(['sb', 'nb']);
    expect(found).toMatchObject({ isCompiled: false, ignored: [] });
  });

  test('without the rows, where they are not wanted', async () => {
    const found = await opened(both, { wantsRows: false });
    expect(found).not.toHaveProperty('nb');
    expect(found.ignored).toEqual([{ name: 'nb.db', reason: 'not-needed' }]);
  });

  test('of several nodes: that of the node; the others are ignored', async () => {
    const found = await opened([ofNode('worker-0'), ofNode('worker-1')], { node: 'worker-1' });
    expect(printFlows(found.network)).toMatch(/^Datapath: "sw-worker-1"/);
    expect(found.read).toEqual([{ name: 'worker-1.db', kind: 'sb' }]);
    expect(found.ignored).toEqual([{ name: 'worker-0.db', reason: 'other-node' }]);
  });
});

const nodes = [ofNode('worker-0'), ofNode('worker-1')];
const badRow = record({ name: 'OVN_Southbound', tables: {} }) + recordOf('{"Port_Binding":{"x":{"a":tru}}}');

const FAULTS: readonly [
  title: string,
  inputs: readonly Input[],
  options: OpenOptions,
  code: string,
  message: RegExp,
][] = [
  ['nothing', [], {}, 'no-source', /^no manifests, no flows and no OVN database found$/],
  ['an empty file', [bytes('')], {}, 'empty-input', /^input: the file is empty$/],
  ['an empty text', [text(' \n')], { name: 'all' }, 'empty-input', /^input: the file is empty$/],
  [
    'text that is not in UTF-8',
    [bytes(Buffer.from('a\nm\u00fc', 'latin1'))],
    {},
    'not-utf8',
    /^input:2:2: the text is not in/,
  ],
  ['unknown text', [text('hello\n')], {}, 'not-an-object', /a Kubernetes object has to be a mapping/],
  [
    'a database of another program',
    [bytes(ovsdbFile('Open_vSwitch'))],
    {},
    'schema-unknown',
    /schema "Open_vSwitch"; OVN_North/,
  ],
  [
    'a server that has not joined',
    [bytes(readFileSync(`${ROOT}/test/recordings/ovsdb/3.5.0/joining.db`))],
    {},
    'schema-unknown',
    /without data/,
  ],
  [
    'rows that are not JSON',
    [bytes(badRow)],
    { name: 'all' },
    'bad-row',
    /^input: one of its rows is not valid JSON: /,
  ],
  ['two nodes and no choice', nodes, {}, 'node-needed', /^there are 2 southbound databases; .*: worker-0, worker-1$/],
  [
    'a node that is not there',
    nodes,
    { node: 'x' },
    'node-unknown',
    /no database of that node; there are worker-0, worker-1$/,
  ],
  [
    'two dumps of one datapath',
    [text(recordedFlows()), { name: 'other', text: `${recordedFlows()}\n` }],
    { name: 'a, b' },
    'not-together',
    /^input and other both have flows of datapath GR_cluster_udn_cudn2_worker-0; give one of them$/,
  ],
  ['an OVN release that is not compiled', manifests(), { release: '1.0' }, 'release-unsupported', /1\.0: .*25\.03\.0/],
  [
    'an unknown release of OVN-Kubernetes',
    manifests(),
    { ovnkRelease: '9' },
    'ovnk-release-unknown',
    /9: one of 1\.1, /,
  ],
  ['an unknown feature', manifests(), { ovnkFeatures: ['x'] }, 'ovnk-feature-unknown', /x: one of .*transit-router/],
  ['a node without a Node', manifests(), { node: 'x' }, 'no-such-node', /no node "x".*worker-0, worker-1/],
];

describe('faults', () => {
  test.each(FAULTS)('%s', async (_, inputs, options, code, message) => {
    const { value, diagnostics } = await openSources(inputs, options);
    expect(value).toBeUndefined();
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code, message: expect.stringMatching(message) },
    ]);
  });
});
