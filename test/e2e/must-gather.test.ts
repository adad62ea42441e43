/** The sample must-gather: databases of two nodes and the manifests of VMs, in folders as `oc adm must-gather` makes them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT, udon } from '../support/udon.ts';

const ARCHIVE = 'samples/must-gather.tar.gz';

let unpacked: string;
beforeAll(() => {
  unpacked = mkdtempSync(join(tmpdir(), 'udon-must-gather-'));
  execFileSync('tar', ['-xzf', `${ROOT}/${ARCHIVE}`, '-C', unpacked]);
});

const sources = () => [ARCHIVE, unpacked];

/** Who runs where, from test/differential/must-gather/machines.yaml and samples/cudn2/workloads.yaml. */
const MACHINES = [
  ['proj2/fedora-1', 'worker-0', 'leased', undefined],
  ['proj2/fedora-2', 'worker-1', 'leased', undefined],
  ['proj2/fedora-3', 'worker-0', 'elsewhere', 'virt-launcher'],
  ['proj2/windows-1', 'worker-1', 'elsewhere', 'virt-launcher'],
] as const;

interface Row {
  readonly vm: string;
  readonly node: string;
  readonly verdict: string;
  readonly answerer?: { readonly server: string };
}

describe('without --node', () => {
  test('--all lists every VM once, with its node and the server that its binding decides', () => {
    for (const source of sources()) {
      const { status, stdout } = udon(['dhcp', '-f', source, '--all', '--json']);
      const rows = stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as Row);
      expect(status).toBe(0);
      expect(
        rows.map(({ vm, node, verdict, answerer }) => [
          vm,
          node.split(' ')[0],
          verdict,
          answerer?.server === 'OVN' ? undefined : answerer?.server,
        ]),
      ).toEqual(MACHINES);
    }
  });

  test.each(['fedora-1', 'fedora-2'])('%s is found on its node', vm => {
    const [, node] = MACHINES.find(([name]) => name.endsWith(vm))!;
    for (const source of sources()) {
      const { status, stdout, stderr } = udon(['dhcp', '-f', source, vm]);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^leased 172\.22\.0\.\d+ for 3500 s by 169\.254\.1\.1$/m);
      expect(stderr).toMatch(new RegExp(`^udon: read: .*, of node ${node} \\(ovnkube-node-\\w+\\); ignored: .*\\n$`));
    }
  });

  test('a trace of a VM uses the node that it runs on', () => {
    const microflow = 'eth.dst == 0a:58:ac:16:00:06 && ip4.dst == 172.22.0.6 && icmp4.type == 8 && ip.ttl == 64';
    const args = ['trace', '-f', ARCHIVE, '--vm', 'fedora-2', '--with-ip4-src', '--minimal', microflow];
    const { status, stdout, stderr } = udon(args);
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('of node worker-1') });
    expect(stdout).toBe(udon([...args, '--node', 'worker-1']).stdout);
    expect(stdout).toContain('output("proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv")');
  });

  test.each([['flows'], ['trace', '-f']])('udon %s without a VM lists the nodes', (...command) => {
    const { status, stderr } = udon([...command, ARCHIVE, ...(command[1] ? ['1'] : [])]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /choose one with --node: worker-0 \(ovnkube-node-4hx7q\), worker-1 \(ovnkube-node-z2c8n\)\n$/,
    );
  });
});

test('an unknown VM: the VMs of all nodes', () => {
  const { status, stderr } = udon(['dhcp', '-f', ARCHIVE, 'vm9']);
  expect(status).toBe(2);
  expect(stderr).toMatch(/no VM, pod or port "vm9"; there are .*proj2\/fedora-1.*proj2\/fedora-2/);
});

test('-v names every file and why it is ignored', () => {
  const { stderr } = udon(['dhcp', '-f', ARCHIVE, 'fedora-1', '-v']);
  expect(stderr).toMatch(/^udon: note: .*virtualmachines\/fedora-1\.yaml: read \(manifests\)$/m);
  expect(stderr).toMatch(/^udon: note: .*ovnkube-node-z2c8n_sbdb: ignored \(of another node\)$/m);
  expect(stderr).toMatch(/^udon: note: .*\/version: ignored \(no database, flows or manifests\)$/m);
});
