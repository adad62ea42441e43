/** A conversation with the server about a must-gather, through the SDK's client: each tool, sizes, and what is refused. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { record } from '../support/ovsdb-file.ts';
import { ROOT, udon } from '../support/udon.ts';
import { inSession } from './client.ts';

const MUST_GATHER = 'samples/must-gather.tar.gz';
const WITH_MUST_GATHER = ['-f', MUST_GATHER];
const MAX_TEXT = 8192;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'udon-mcp-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The sample must-gather after someone has removed the DHCP options of the port of fedora-1. */
function brokenMustGather(): string {
  const gather = join(folder, 'broken');
  mkdirSync(gather);
  execFileSync('tar', ['-xzf', `${ROOT}/${MUST_GATHER}`, '-C', gather]);
  const path = readdirSync(gather, { recursive: true, encoding: 'utf8' }).find(each =>
    each.endsWith('database_store.tar.gz'),
  )!;
  execFileSync('tar', ['-xzf', path, '-C', gather], { cwd: gather });
  rmSync(join(gather, path));
  const databases = readdirSync(gather, { recursive: true, encoding: 'utf8' }).filter(each => each.endsWith('_nbdb'));
  for (const database of databases) withoutDhcp(join(gather, database), 'fedora-1');
  return gather;
}

function withoutDhcp(path: string, vm: string): void {
  const { Logical_Switch_Port } = JSON.parse(readFileSync(path, 'utf8').split('\n')[3]!);
  const rows = Object.entries(Logical_Switch_Port as Record<string, { readonly name: string }>);
  const [uuid] = rows.find(([, { name }]) => name.includes(`launcher-${vm}-`))!;
  const change = { dhcpv4_options: ['set', []] };
  appendFileSync(path, record({ Logical_Switch_Port: { [uuid]: change }, _date: 1_800_000_000_000 }));
}

describe('why a VM has no address', () => {
  test('is answered in at most four calls, which begin with no name', async () => {
    const source = [brokenMustGather()];
    await inSession(['--root', folder], async ({ call }) => {
      const { answer: listed } = await call('list_sources', { path: source[0] });
      expect(listed.next[0]).toMatchObject({ tool: 'dhcp' });
      const { answer: all } = await call('dhcp', { source });
      expect(all).toMatchObject({ verdict: 'no', code: 'dhcp-options-unset' });
      const { tool, arguments: asked } = all.next[0]!;
      expect({ tool, asked }).toEqual({ tool: 'dhcp', asked: { vm: 'proj2/fedora-1' } });
      const { answer } = await call(tool, { ...asked, source });
      expect(answer).toMatchObject({
        verdict: 'no',
        code: 'dhcp-options-unset',
        data: {
          guest: { name: 'proj2/fedora-1' },
          diagnosis: {
            code: 'dhcp-options-unset',
            owner: 'VirtualMachine proj2/fedora-1',
            remedy: 'set dhcpv4_options of the logical port to the DHCP_Options row of the VM',
          },
        },
      });
    });
  });

  test('of one that OVN does not serve, the answer names the server and the binding', () =>
    inSession(WITH_MUST_GATHER, async ({ call }) => {
      const { answer } = await call('dhcp', { vm: 'fedora-3' });
      expect(answer).toMatchObject({ verdict: 'yes', code: 'answered-by-virt-launcher' });
      expect(answer.summary).toContain('with the binding l2bridge or managedTap, only OVN answers');
    }));
});

/** A call of each tool that has an answer, with its verdict and code. */
const CALLS: readonly (readonly [tool: string, args: Record<string, unknown>, verdict: string, code: string])[] = [
  ['list_sources', {}, 'yes', 'sources'],
  ['find', { query: 'fedora-1' }, 'yes', 'found'],
  ['find', { query: '172.22.0.7' }, 'yes', 'found'],
  ['find', { query: 'a', limit: 1000 }, 'yes', 'found'],
  ['dhcp', {}, 'yes', 'no-faults'],
  ['dhcp', { vm: 'fedora-1' }, 'yes', 'leased'],
  ['dhcp', { vm: 'fedora-2', message: 'discover' }, 'yes', 'leased'],
  ['explain', { from: 'fedora-1', to: 'web-0', port: 'tcp/8080' }, 'no', 'dropped-by-default-deny'],
  ['explain', { from: 'client-0', to: 'web-0', port: 'tcp/8080' }, 'yes', 'delivered'],
  ['trace', { from: 'fedora-1', to: 'gw' }, 'yes', 'delivered'],
  ['trace', { from: 'fedora-1', to: 'web-0', port: 'tcp/8080', style: 'detailed' }, 'no', 'dropped-by-default-deny'],
  ['reach', { from: 'fedora-1', to: 'web-0' }, 'yes', 'reached'],
  ['reach', { from: 'fedora-1', to: 'web-0', domain: 'ip4' }, 'no', 'not-reached'],
  ['reach', { from: 'fedora-1' }, 'yes', 'reached'],
  ['flows', { node: 'worker-0' }, 'yes', 'flows'],
  ['flows', { node: 'worker-0', stage: 'ls_in_dhcp_options' }, 'yes', 'flows'],
  ['diff', { a: 'samples/cudn2', b: 'samples/vms' }, 'no', 'different'],
  ['diff', { a: 'samples/cudn2', b: 'samples/cudn2', kind: 'behaviour' }, 'yes', 'same'],
];

test('each tool answers, in its schema and in 8 KB', () =>
  inSession([...WITH_MUST_GATHER, '--root', 'samples'], async ({ client, call }) => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([...new Set(CALLS.map(([tool]) => tool))].sort());
    for (const tool of tools) expect(tool).toMatchObject({ outputSchema: {}, annotations: { readOnlyHint: true } });
    for (const [tool, args, verdict, code] of CALLS) {
      const { answer, size, isError } = await call(tool, args);
      expect({ tool, args, verdict: answer.verdict, code: answer.code, isError }).toEqual({
        tool,
        args,
        verdict,
        code,
        isError: false,
      });
      expect(answer.summary.length).toBeLessThanOrEqual(600);
      expect(size).toBeLessThanOrEqual(MAX_TEXT);
    }
  }));

test('a source is the name of one, or a list of names', () =>
  inSession(['--root', 'samples'], async ({ call }) => {
    const { answer: none } = await call('find', { query: 'fedora-1' });
    expect(none).toMatchObject({ code: 'source-needed' });
    for (const source of ['samples/cudn2', ['samples/cudn2']]) {
      const { answer } = await call('find', { query: 'fedora-1', source });
      expect(answer).toMatchObject({ verdict: 'yes', code: 'found' });
    }
  }));

test('a list that is cut goes on at the cursor, and nothing is lost', () =>
  inSession(WITH_MUST_GATHER, async ({ call }) => {
    const lines: unknown[] = [];
    const asked = { from: 'fedora-1', to: 'gw', style: 'detailed' };
    for (let cursor: string | undefined = '0'; cursor !== undefined; ) {
      const { answer } = await call('trace', { ...asked, cursor });
      lines.push(...(answer.data.lines as string[]));
      expect(answer.truncated?.total).toBeGreaterThan(50);
      cursor = answer.truncated?.cursor;
    }
    const { answer } = await call('explain', { from: 'fedora-1', to: 'gw' });
    const replay = answer.data.replay as string[];
    const { stdout } = udon(['trace', '-f', MUST_GATHER, '--node', 'worker-0', ...replay]);
    expect(lines).toEqual(stdout.trimEnd().split('\n'));
  }));

describe('faults are answers', () => {
  test('a name that does not exist is answered with names that are like it', () =>
    inSession(WITH_MUST_GATHER, async ({ call }) => {
      for (const [tool, args] of [
        ['dhcp', { vm: 'fedora-l' }],
        ['explain', { from: 'fedora-l', to: 'web-0' }],
        ['reach', { from: 'fedora-l' }],
        ['trace', { from: 'fedora-l', microflow: 'ip4' }],
      ] as const) {
        const { answer, isError } = await call(tool, args);
        expect({ tool, isError, code: answer.code }).toEqual({ tool, isError: true, code: 'guest-unknown' });
        expect(answer.near?.[0]).toMatch(/fedora-\d/);
      }
      const { answer: found } = await call('find', { query: 'fedora-l' });
      expect(found).toMatchObject({ verdict: 'no', code: 'name-unknown' });
      expect(found.near?.[0]).toMatch(/fedora-\d/);
      const { answer: receiver } = await call('explain', { from: 'fedora-1', to: 'wbe-0' });
      expect(receiver.near).toContain('web-0');
      const { answer: flows } = await call('flows', { node: 'worker-0', datapath: 'sw1' });
      expect(flows).toMatchObject({
        code: 'datapath-unknown',
        near: expect.arrayContaining(['cluster_udn_cudn2_ovn_layer2_switch']),
      });
      const { answer: node } = await call('flows');
      expect(node).toMatchObject({ code: 'node-needed', summary: expect.stringContaining('worker-1') });
    }));

  test('a source outside of the roots is refused, by any way to it', async () => {
    const root = join(folder, 'root');
    const outside = join(folder, 'outside');
    mkdirSync(root);
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.yaml'), 'kind: Secret');
    symlinkSync(outside, join(root, 'link'));
    symlinkSync(join(outside, 'secret.yaml'), join(root, 'file.yaml'));
    await inSession(['--root', root], async ({ call }) => {
      const names = [
        '/etc/passwd',
        '/no/such/file',
        outside,
        `${root}/../outside/secret.yaml`,
        '../outside/secret.yaml',
        `${root}/link/secret.yaml`,
        'link/secret.yaml',
        'file.yaml',
        `${root}-beside`,
        '-',
      ];
      for (const name of names) {
        const { answer, isError } = await call('list_sources', { path: name });
        expect({ name, isError, code: answer.code }).toEqual({
          name,
          isError: true,
          code: name === '-' ? 'source-missing' : 'source-outside',
        });
      }
      for (const path of ['unix:/run/ovn/ovnsb_db.sock', 'tcp:127.0.0.1:6642', 'ssl:db:6642', 'cluster:']) {
        expect((await call('list_sources', { path })).answer.code).toBe('source-live');
      }
    });
  });

  test('sources that may not be read end the command', () => {
    expect(udon(['mcp'])).toMatchObject({ status: 2, stderr: expect.stringContaining('-f SOURCE, or --root FOLDER') });
    expect(udon(['mcp', '-f', '-'])).toMatchObject({ status: 2, stderr: expect.stringContaining('standard input') });
    expect(udon(['mcp', '-f', 'tcp:127.0.0.1:1'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--allow-remote'),
    });
    expect(udon(['mcp', '--root', 'no-such-folder'])).toMatchObject({ status: 2 });
    expect(udon(['mcp', '--root', 'package.json'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('a folder is needed'),
    });
  });
});

test('a source is read again if its file changes', async () => {
  const path = join(folder, 'manifests.yaml');
  const text = readFileSync(`${ROOT}/samples/layer3.yaml`, 'utf8');
  writeFileSync(path, text);
  await inSession(['-f', path], async ({ call }) => {
    const before = (await call('list_sources')).answer;
    writeFileSync(
      path,
      text.replaceAll(/name: .*/g, match => `${match}-b`),
    );
    const after = (await call('list_sources')).answer;
    expect(JSON.stringify(after.data.networks)).not.toEqual(JSON.stringify(before.data.networks));
  });
});

test('the resources have the codes, and the stages of each release', () =>
  inSession(WITH_MUST_GATHER, async ({ client }) => {
    const { resources } = await client.listResources();
    const uris = resources.map(({ uri }) => uri);
    expect(uris).toEqual(
      expect.arrayContaining(['udon://codes/dhcp', 'udon://codes/explain', 'udon://stages/25.03.0']),
    );
    const read = async (uri: string) => {
      const { contents } = await client.readResource({ uri });
      return JSON.parse((contents[0] as { readonly text: string }).text);
    };
    expect(await read('udon://codes/dhcp')).toContainEqual(
      expect.objectContaining({ code: 'dhcp-options-unset', remedy: expect.any(String) }),
    );
    expect((await read('udon://codes/explain')).codes).toContainEqual(
      expect.objectContaining({ code: 'dropped-by-acl', verdict: 'no' }),
    );
    expect(await read('udon://stages/25.03.0')).toContainEqual(expect.objectContaining({ name: 'ls_in_dhcp_options' }));
    await expect(client.readResource({ uri: 'udon://stages/1.0' })).rejects.toThrow('25.03.0');
  }));
