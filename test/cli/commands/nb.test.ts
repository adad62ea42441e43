/** `udon nb`: rows of manifests and of databases in every format, and what was assumed. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ROOT, udon } from '../../support/udon.ts';

const RECORDED = 'test/recordings/networks/25.03.0/a-policies/nb.db';
const done = (stdout: unknown) => ({ status: 0, stderr: '', stdout });
const json = (...args: readonly string[]) => JSON.parse(udon(['nb', ...args, '--format', 'json']).stdout);

describe('the sample network', () => {
  test('as YAML', async () => {
    const ran = udon(['nb', 'samples/cudn2']);
    expect(ran).toEqual(done(expect.any(String)));
    await expect(ran.stdout).toMatchFileSnapshot('../../e2e/golden/cudn2/nb.yaml');
  });

  test('YAML is the format where none is named', () =>
    expect(udon(['nb', 'samples/cudn2', '--format', 'yaml'])).toEqual(udon(['nb', 'samples/cudn2'])));

  test('as JSON', () =>
    expect(json('samples/cudn2').Logical_Switch_Port['proj2.cudn2_proj2_web-0']).toMatchObject({
      name: 'proj2.cudn2_proj2_web-0',
      addresses: ['0a:58:ac:16:00:07 172.22.0.7'],
    }));

  test('as a transaction', () => {
    const { stdout, status } = udon(['nb', 'samples/cudn2', '--format', 'transact']);
    const [database, ...operations] = JSON.parse(stdout);
    expect({ database, status }).toEqual({ database: 'OVN_Northbound', status: 0 });
    expect(operations.length).toBeGreaterThan(50);
  });

  test('of another node', () => {
    const { NB_Global, Logical_Router } = json('samples/cudn2', '--node', 'worker-1');
    expect(Object.keys(NB_Global)).toEqual(['worker-1']);
    expect(Object.keys(Logical_Router)).toEqual(['GR_cluster_udn_cudn2_worker-1']);
  });

  test('with a feature of a later release', () => {
    const firewall = (rows: { ACL: object }) => Object.keys(rows.ACL).filter(label => label.startsWith('EF:'));
    expect(firewall(json('samples/cudn2'))).toEqual([]);
    const args = ['--ovnk-release', '1.1', '--ovnk-feature', 'egress-firewall-on-udn'];
    expect(firewall(json('samples/cudn2', ...args))).toEqual(['EF:proj2:0', 'EF:proj2:1']);
  });
});

describe('a database', () => {
  const recorded = udon(['nb', RECORDED]);

  test('has the rows of the manifests after it', () => {
    const { NB_Global, Logical_Switch_Port, ...rows } = json(RECORDED);
    expect(Object.keys(Logical_Switch_Port)).toHaveLength(8);
    expect(Object.keys(NB_Global)).toEqual(['worker-0']);
    const features = ['egress-firewall-on-udn', 'endpoints-in-own-subnets'].flatMap(name => ['--ovnk-feature', name]);
    expect(json('samples/cudn2', ...features)).toMatchObject(rows);
  });

  test('is read from standard input, gzipped too', () => {
    const { status, stdout } = recorded;
    expect(status).toBe(0);
    expect(udon(['nb', '-'], readFileSync(`${ROOT}/${RECORDED}`))).toEqual(done(stdout));
    expect(udon(['nb', '-'], gzipSync(readFileSync(`${ROOT}/${RECORDED}`)))).toEqual(done(stdout));
  });

  test('leaves nothing to assume', () =>
    expect(udon(['nb', RECORDED, '--notes'])).toEqual(done('nothing had to be assumed\n')));
});

describe('what was assumed', () => {
  const MACHINE = `kind: VirtualMachine
apiVersion: kubevirt.io/v1
metadata: {name: vm, namespace: proj2}
spec: {template: {spec: {}}}
---
`;

  test('is listed, each with its place', () => {
    const manifests = MACHINE + readFileSync(`${ROOT}/samples/cudn2/network.yaml`, 'utf8');
    const { stdout, stderr, status } = udon(['nb', '-', '--notes'], manifests);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(/^there is no Network object: /m);
    expect(stdout).toMatch(/^<stdin>:1:1: virtual machine proj2\/vm has no virt-launcher pod: /m);
  });

  test('is nothing where the manifests say it all', () =>
    expect(udon(['nb', 'samples/cudn2', '--notes'])).toEqual(done('nothing had to be assumed\n')));

  test('is printed on standard error beside the rows with --verbose', () => {
    const { stdout, stderr } = udon(['nb', 'samples/cudn2/network.yaml', '-v']);
    expect(stdout).toBe(udon(['nb', 'samples/cudn2/network.yaml']).stdout);
    expect(stderr).toMatch(/^udon: note: there is no Network object: /m);
  });
});

describe('one table', () => {
  const all = JSON.parse(udon(['nb', 'samples/cudn2', '--format', 'json']).stdout);

  test.each([['DHCP_Options'], ['DHCP_Options', 'Logical_Switch'], ['BFD']])('%s', (...tables) => {
    const args = tables.flatMap(table => ['--table', table]);
    const { stdout, status } = udon(['nb', 'samples/cudn2', '--format', 'json', ...args]);
    const wanted = Object.entries(all).filter(([table]) => tables.includes(table));
    expect({ rows: JSON.parse(stdout), status }).toEqual({ rows: Object.fromEntries(wanted), status: 0 });
  });

  test('as YAML', () => expect(udon(['nb', 'samples/cudn2', '--table', 'Copp']).stdout).toMatch(/^Copp:\n {2}\S+:\n/));
});

const FAULTS: readonly [title: string, args: readonly string[], message: RegExp][] = [
  [
    'a table that there is not',
    ['samples/cudn2', '--table', 'DHCP_Option'],
    /--table DHCP_Option: one of ACL, .* is needed; did you mean DHCP_Options\?/,
  ],
  [
    'a transaction of one table',
    ['samples/cudn2', '--table', 'ACL', '--format', 'transact'],
    /--table: a transaction needs the rows of all tables/,
  ],
  [
    'a feature that there is not',
    ['samples/cudn2', '--ovnk-feature', 'x'],
    /--ovnk-feature x: .*egress-firewall-on-udn/,
  ],
  [
    'a release that there is not',
    ['samples/cudn2', '--ovnk-release', '9'],
    /--ovnk-release 9: .* 1\.1, 1\.2, 1\.3, openshift-4\.20 /,
  ],
  [
    'a release without such networks',
    ['samples/cudn2', '--ovnk-release', '1.0'],
    /--ovnk-release 1\.0: it has no user-defined networks; /,
  ],
  ['a node that there is not', ['samples/cudn2', '--node', 'x'], /no node "x".*worker-0, worker-1/],
  ['a southbound database', ['test/recordings/networks/25.03.0/a-policies/sb.db'], /no northbound rows in there/],
  ['a flow dump', ['samples/seed/dump-flows.txt'], /no northbound rows in there/],
];

test.each(FAULTS)('%s', (_, args, message) => {
  const { status, stdout, stderr } = udon(['nb', ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^udon: .*${message.source}.*\n$`));
});

describe('manifests of which some are refused', () => {
  const ran = udon(['nb', 'samples/talks', '--format', 'json']);

  test('give the rows of the others', () =>
    expect(Object.keys(JSON.parse(ran.stdout).Logical_Switch)).toEqual([
      'demo.vlan.1924_ovn_localnet_switch',
      'demo_secondary.udn_ovn_layer2_switch',
      'l2.network_ovn_layer2_switch',
      'localnet1_ovn_localnet_switch',
    ]));

  test('are reported with their places, and by the exit status', () => {
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/^udon: samples\/talks\/primary-secondary-udn\.yaml:11:3: .*spec\.layer2\.subnets\n/);
  });
});

describe('releases and features of OVN-Kubernetes', () => {
  const transit = ['--ovnk-feature', 'transit-router', '--ovnk-feature', 'egress-firewall-on-udn'];

  test('flows', () => {
    const { stdout, status } = udon(['flows', 'samples/cudn2', ...transit, '--stage', 'ls_in_l2_lkup']);
    expect(status).toBe(0);
    expect(stdout).toContain('"stotr-cluster_udn_cudn2_ovn_layer2_switch"');
  });

  test('dhcp', () =>
    expect(udon(['dhcp', '-f', 'samples/cudn2', '--ovnk-release', '1.2.0', 'fedora-1'])).toMatchObject({ status: 0 }));

  test('trace', () => {
    const trace = (mac: string, ...options: readonly string[]) =>
      udon(['trace', '-f', 'samples/cudn2', '--vm', 'fedora-1', ...options, `eth.dst == ${mac}`]).stdout;
    expect(trace('0a:58:ac:16:00:01', ...transit)).toContain('stotr-cluster_udn_cudn2_ovn_layer2_switch');
    expect(trace('0a:58:64:41:00:02')).toContain('stor-cluster_udn_cudn2_ovn_layer2_switch');
  });

  test('nb', () => {
    const options = ['--ovnk-feature', 'both-subnets-in-other-config'];
    const config = (...args: readonly string[]) =>
      Object.keys(
        json('test/ovnk/manifests/dual-stack.yaml', ...args).Logical_Switch.cluster_udn_cudn2_ovn_layer2_switch
          .other_config,
      ).filter(key => /subnet|prefix/.test(key));
    expect([config(), config(...options)]).toEqual([['ipv6_prefix'], ['ipv6_prefix', 'subnet']]);
  });
});
