/** Proofs of test files: they agree with packets that are traced, also where the two ends are on different nodes. */
import { describe, expect, test } from 'vitest';
import { CUDN2, runOne, runText, sourceOf } from './test-runs.ts';

const NAMES = ['fedora-1', 'web-0', 'client-0'];
const PORTS = ['tcp/8080', 'tcp/22', 'udp/53', 'icmp'];
const PAIRS = NAMES.flatMap(from => NAMES.filter(to => to !== from).map(to => [from, to] as const));

describe('a proof and a packet that is tried do not contradict each other', () => {
  const cases = PAIRS.flatMap(([from, to]) =>
    PORTS.flatMap(port =>
      (['allow', 'deny'] as const).flatMap(wanted => [
        `- {name: tried ${from} ${to} ${port} ${wanted}, from: ${from}, to: ${to}, expect: {${wanted}: [${port}]}}`,
        `- {name: proved ${from} ${to} ${port} ${wanted}, from: ${from}, to: ${to}, packets: all, expect: {${wanted}: [${port}]}}`,
      ]),
    ),
  );

  test('of all pairs of the sample, on both nodes', async () => {
    const { report } = await runText(`apiVersion: udon/v1\ncases:\n${cases.join('\n')}\n`);
    const statuses = new Map(report.results.map(({ name, status }) => [name, status]));
    const pairs = [...statuses].filter(([name]) => name.startsWith('tried'));
    const both = pairs.map(([name, tried]) => `${tried}, ${statuses.get(name.replace('tried', 'proved'))}`);
    expect(both.length).toBe(PAIRS.length * PORTS.length * 2);
    // What is not proved between two nodes is undecided, or fails by another packet that is traced.
    expect([...new Set(both)].sort()).toEqual(['failed, failed', 'passed, passed']);
  });
});

test.each([
  ['no other packets', 'from: web-0\nto: fedora-1\npackets: all\nexpect: {allow: [udp/53], deny: others}', 'passed'],
  [
    'other packets of the same protocol',
    'from: web-0\nto: fedora-1\npackets: ip4 && udp\nexpect: {allow: [udp/53], deny: others}',
    'passed',
  ],
  [
    'a list of ports that lacks one',
    'from: web-0\nto: fedora-1\npackets: all\nexpect: {allow: [udp/54], deny: others}',
    'failed',
  ],
  ['packets of a match', 'from: web-0\nto: fedora-1\npackets: tcp\nexpect: {deny: all}', 'passed'],
  [
    'packets of a match to another node',
    'from: client-0\nto: web-0\npackets: ip4 && tcp.dst == 8080\nexpect: {deny: all}',
    'failed',
  ],
  [
    'pings except pings',
    'from: fedora-1\nto: client-0\npackets: ip4 && icmp4.type == 8 && icmp4.code == 0\nexpect: {allow: [icmp], deny: others}',
    'error',
  ],
  ['a match without packets', 'from: web-0\nto: fedora-1\npackets: tcp && udp\nexpect: {deny: all}', 'error'],
  ['a match that cannot be read', 'from: web-0\nto: fedora-1\npackets: tcp.port == 1\nexpect: {deny: all}', 'error'],
  ['no port', 'from: web-0\nto: internet\npackets: all\nexpect: {deny: all}', 'error'],
  [
    'a reason of one packet',
    'from: web-0\nto: fedora-1\nport: tcp/1\npackets: tcp\nexpect: {deny: all, reason: dropped-by-default-deny}',
    'passed',
  ],
  [
    'an assumption that is forbidden',
    'from: web-0\nto: fedora-1\npackets: tcp\nexpect: {deny: all}\nforbid: [CT_FIRST_PACKET]',
    'failed',
  ],
])('%s', async (_, fields, status) => {
  expect(await runOne(fields)).toMatchObject({ status });
});

test('an error says what is wrong', async () => {
  const { problems } = await runOne('from: web-0\nto: fedora-1\npackets: tcp && udp\nexpect: {deny: all}');
  expect(problems).toEqual([
    { status: 'error', text: 'no packet fulfils the domain of the question, so nothing is proved about it' },
  ]);
});

test('a set in which a case fails for one pair names this pair', async () => {
  const { problems, questions } = await runOne('from: {namespace: proj2}\nto: web-0\nexpect: {allow: [tcp/8080]}');
  expect(questions).toBe(2);
  expect(problems.map(({ text }) => text)).toEqual([
    'proj2/fedora-1 cannot open TCP 172.22.0.7:8080 (dropped-by-default-deny), but the case expects that it can',
  ]);
});

describe('a source that does not tell enough', () => {
  const DUMP = `Datapath: "sw" (11111111-1111-4111-8111-111111111111)  Pipeline: ingress
  table=0 (ls_in_check_port_sec), priority=100, match=(inport == @group), action=(drop;)
  table=0 (ls_in_check_port_sec), priority=50, match=(1), action=(next;)
  table=23(ls_in_dhcp_options ), priority=100, match=(inport == "x_vm" && eth.src == 0a:58:ac:16:00:06), action=(reg0[3] = put_dhcp_opts(offerip = 172.22.0.6, lease_time = 3500); next;)
`;
  const source = sourceOf(['dump.txt'], () => [{ name: 'dump.txt', text: DUMP }]);
  const run = async (fields: string) => {
    const { report } = await runText(
      `apiVersion: udon/v1\ncases:\n- name: c\n${fields.replace(/^/gm, '  ')}\n`,
      {},
      source,
    );
    return report.results[0]!;
  };

  test('leaves a case undecided, with what is missing', async () => {
    const { status, problems } = await run('dhcp: x_vm\nexpect: {lease: any}');
    expect(status).toBe('undecided');
    expect(problems[0]!.text).toMatch(/^whether x_vm gets a lease is not decided: .*add .*sb\.db/);
  });
});

test('a source is read once for all cases of a release', async () => {
  let reads = 0;
  const inputs = () => {
    reads++;
    return CUDN2.inputs();
  };
  const cases = PAIRS.map(
    ([from, to]) => `- {name: ${from} ${to}, from: ${from}, to: ${to}, expect: {allow: [icmp]}, soft: true}`,
  );
  await runText(`apiVersion: udon/v1\ncases:\n${cases.join('\n')}\n`, {}, { ...CUDN2, inputs });
  expect(reads).toBe(1);
});
