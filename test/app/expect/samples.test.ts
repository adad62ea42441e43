/** The samples of `udon test` pass, and each of their assertions fails when it is made wrong on purpose. */
import { describe, expect, test } from 'vitest';
import { verdictOnTests } from '../../../src/app/expect/run-tests.ts';
import { runText, sampleTests, snapshotsInMemory } from './test-runs.ts';

const POLICIES = sampleTests('cudn2/policies.udon.yaml');
const DHCP = sampleTests('cudn2/dhcp.udon.yaml');

test.each([
  ['policies', POLICIES, 8],
  ['dhcp', DHCP, 5],
])('%s passes', async (_, text, count) => {
  const { report, diagnostics } = await runText(text);
  expect(report.results.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(report.counts).toMatchObject({ passed: count, failed: 0 });
  expect(verdictOnTests(report)).toBe('yes');
  expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
});

/** A change of a sample, the case that fails of it, and the beginning of its sentence. */
const MUTATIONS: readonly (readonly [text: string, was: string, is: string, name: string, problem: RegExp])[] = [
  [
    POLICIES,
    'from: proj2/client-0\n  to: proj2/web-0',
    'from: proj2/fedora-1\n  to: proj2/web-0',
    'clients reach the web server',
    /^proj2\/fedora-1 cannot open TCP 172\.22\.0\.7:8080 \(dropped-by-default-deny\), but the case expects that it can$/,
  ],
  [
    POLICIES,
    'allow: [tcp/8080, tcp/8443]',
    'deny: [tcp/8443]',
    'clients reach the web server',
    /^proj2\/client-0 can open TCP 172\.22\.0\.7:8443 \(delivered\), but the case expects that it cannot$/,
  ],
  [
    POLICIES,
    'from: proj2/fedora-1\n  to: proj2/web-0\n  packets',
    'from: proj2/web-0\n  to: proj2/fedora-1\n  packets',
    'the VM is shut out with all that it sends',
    /^of the IP packets from proj2\/web-0 to proj2\/fedora-1, not all are dropped: this one arrives$/,
  ],
  [
    POLICIES,
    'deny: all, reason: dropped-by-default-deny',
    'allow: [tcp/8080]',
    'the VM is shut out with all that it sends',
    /^of the tcp\/8080 packets from proj2\/fedora-1 to proj2\/web-0, not all arrive: this one does not$/,
  ],
  [
    POLICIES,
    'reason: dropped-by-default-deny',
    'reason: dropped-by-acl',
    'the VM is shut out with all that it sends',
    /\(dropped-by-default-deny\), but the case expects the reason dropped-by-acl$/,
  ],
  [
    POLICIES,
    'by: NetworkPolicy proj2/allow-web',
    'by: NetworkPolicy proj2/other',
    'the VM is shut out with all that it sends',
    /but the case expects that NetworkPolicy proj2\/other decides; it is .*NetworkPolicy proj2\/allow-web/,
  ],
  [
    POLICIES,
    'via: [proj2/web-0:8080]',
    'via: [proj2/web-0:8081]',
    'the service leads to the pod',
    /but it does not pass proj2\/web-0:8081; load balancers lead to 172\.22\.0\.7:8080$/,
  ],
  [POLICIES, 'reply: true', 'reply: false', 'the service leads to the pod', /but the reply comes back$/],
  [
    POLICIES,
    'from: proj2/client-0\n  to: service/proj2/web',
    'from: proj2/fedora-1\n  to: service/proj2/web',
    'the service leads to the pod',
    /^proj2\/fedora-1 cannot open TCP 10\.200\.31\.7:80 \(dropped-by-default-deny\), but/,
  ],
  [
    POLICIES,
    'fedora-1    X         .      -',
    'fedora-1    X         X      -',
    'who may talk to whom',
    /^proj2\/fedora-1 cannot open TCP 172\.22\.0\.7:8080 \(dropped-by-default-deny\), but the case expects that it can$/,
  ],
  [
    POLICIES,
    'client-0    -         X      X',
    'client-0    -         X      .',
    'who may talk to whom',
    /^proj2\/client-0 can open TCP 172\.22\.0\.6:8080 \(delivered\), but the case expects that it cannot$/,
  ],
  [
    DHCP,
    '172.22.0.6/16',
    '172.22.0.9/16',
    'fedora-1 is leased its address',
    /^proj2\/fedora-1 gets 172\.22\.0\.6\/16, but the case expects 172\.22\.0\.9\/16$/,
  ],
  [DHCP, '172.22.0.6/16', '172.22.0.6/24', 'fedora-1 is leased its address', /expects 172\.22\.0\.6\/24$/],
  [
    DHCP,
    'server: 169.254.1.1',
    'server: 169.254.1.2',
    'fedora-1 is leased its address',
    /gets server 169\.254\.1\.1, but the case expects 169\.254\.1\.2$/,
  ],
  [
    DHCP,
    'router: 172.22.0.1',
    'router: 172.22.0.2',
    'fedora-1 is leased its address',
    /gets router 172\.22\.0\.1, but the case expects 172\.22\.0\.2$/,
  ],
  [DHCP, 'mtu: 1400', 'mtu: 1500', 'fedora-1 is leased its address', /gets MTU 1400, but the case expects 1500$/],
  [
    DHCP,
    'dns: [10.200.0.10]',
    'dns: [10.200.0.10, 10.200.0.11]',
    'fedora-1 is leased its address',
    /gets DNS servers 10\.200\.0\.10, but the case expects 10\.200\.0\.10, 10\.200\.0\.11$/,
  ],
  [
    DHCP,
    'lease_time: 3500',
    'lease_time: 3600',
    'fedora-1 is leased its address',
    /gets lease time 3500, but the case expects 3600$/,
  ],
  [
    DHCP,
    'lease: none, reason: dhcp-options-unset',
    'lease: any',
    'a pod gets none',
    /^proj2\/web-0 gets no lease \(dhcp-options-unset\), but the case expects one$/,
  ],
  [
    DHCP,
    'reason: dhcp-options-unset',
    'reason: port-down',
    'a pod gets none',
    /refused for dhcp-options-unset, but the case expects the reason port-down$/,
  ],
  [
    DHCP,
    'answers: OVN',
    'answers: virt-launcher',
    'no VM of the project is left without',
    /^proj2\/fedora-1 is answered by OVN, but the case expects virt-launcher$/,
  ],
  [DHCP, ', kind: VirtualMachine', '', 'no VM of the project is left without', /^proj2\/client-0 gets no lease/],
  [
    DHCP,
    'lease: any',
    'lease: none',
    'no VM of the project is left without',
    /^proj2\/fedora-1 gets 172\.22\.0\.6\/16, but the case expects no lease$/,
  ],
  [
    DHCP,
    'answered-by: once',
    'answered-by: nobody',
    'nobody but the router answers for its address',
    /^172\.22\.0\.1 is answered for proj2\/client-0 by router-address 0a:58:64:41:00:03 .*, but the case expects nobody$/,
  ],
  [
    DHCP,
    'for: 172.22.0.1',
    'for: 172.22.0.99',
    'nobody but the router answers for its address',
    /^nobody answers proj2\/client-0 for 172\.22\.0\.99, but the case expects one answer$/,
  ],
];

/** One is enough to see that a case fails. */
const inOneRelease = (text: string): string => text.replace("ovnk: ['1.1', '1.2']", "ovnk: ['1.1']");

test.each(MUTATIONS)('%#. a wrong assertion fails', async (text, was, is, name, problem) => {
  expect(text).toContain(was);
  const { report } = await runText(inOneRelease(text.replace(was, is)), { filter: new RegExp(`^${name}$`) });
  for (const { status, problems } of report.results) {
    expect(status).toBe('failed');
    expect(problems.map(each => each.text)).toContainEqual(expect.stringMatching(problem));
    for (const { replay } of problems)
      expect(replay?.slice(0, 2)).toEqual(['udon', expect.stringMatching(/^(trace|dhcp|arp)$/)]);
  }
  expect(report.results.length).toBeGreaterThan(0);
  expect(verdictOnTests(report)).toBe('no');
});

describe('a failed proof', () => {
  test('has the packet, its explanation and the command line that traces it', async () => {
    const text = POLICIES.replace(
      'from: proj2/fedora-1\n  to: proj2/web-0\n  packets',
      'from: proj2/web-0\n  to: proj2/fedora-1\n  packets',
    );
    const { report } = await runText(inOneRelease(text), { filter: /shut out/ });
    const [problem] = report.results[0]!.problems;
    expect(problem).toMatchObject({
      counterexample: expect.stringMatching(
        /ip4\.src == 172\.22\.0\.7 && ip4\.dst == 172\.22\.0\.6 .* udp\.dst == 53$/,
      ),
      explanation: { verdict: 'yes', text: 'proj2/web-0 can send UDP to 172.22.0.6:53' },
    });
    expect(problem!.replay).toEqual([
      ...['udon', 'trace', '-f', 'samples/cudn2', '--release', '25.03.0', '--ovnk-release', '1.1'],
      ...['--ct-scenario', 'first', problem!.counterexample],
    ]);
  });
});

describe('the snapshot of a conversation', () => {
  const run = (snapshots = snapshotsInMemory(), options = {}) =>
    runText(DHCP, { filter: /as it was/, snapshots, ...options }).then(({ report }) => report.results[0]!);

  test('is written once, and is then the same', async () => {
    const snapshots = snapshotsInMemory();
    expect(await run(snapshots)).toMatchObject({ status: 'passed', snapshot: 'written' });
    expect(await run(snapshots)).not.toHaveProperty('snapshot');
    expect(snapshots.known['t.udon.yaml fedora-1']).toMatch(/\n {2}ACK 172\.22\.0\.6\n/);
  });

  test('fails with the lines that differ, and is replaced only if that is wanted', async () => {
    const snapshots = snapshotsInMemory();
    await run(snapshots);
    const key = 't.udon.yaml fedora-1';
    snapshots.known[key] = snapshots.known[key]!.replaceAll('mtu 1400', 'mtu 1500');
    expect(await run(snapshots)).toMatchObject({
      status: 'failed',
      problems: [{ details: ['-     mtu 1500', '-     mtu 1500', '+     mtu 1400', '+     mtu 1400'] }],
    });
    expect(await run(snapshots, { isUpdating: true })).toMatchObject({ status: 'passed', snapshot: 'updated' });
    expect(await run(snapshots)).toMatchObject({ status: 'passed' });
  });

  test('is not written by a server of builds', async () => {
    const snapshots = snapshotsInMemory();
    expect(await run(snapshots, { isReadOnly: true })).toMatchObject({ status: 'failed' });
    expect(snapshots.known).toEqual({});
  });
});
