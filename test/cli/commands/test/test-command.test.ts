/** `udon test` as a command: exit statuses, reporters, snapshots on disk, shares, and the command lines that it prints. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT, shell, udon } from '../../../support/udon.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'udon-test-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const SOURCE = `${ROOT}/samples/cudn2`;
const HEAD = `apiVersion: udon/v1\nsources: [${SOURCE}]\ncases:\n`;

function file(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

const GOOD = '- {name: good, from: client-0, to: web-0, expect: {allow: [tcp/8080]}}\n';
const BAD = '- {name: bad, from: fedora-1, to: web-0, expect: {allow: [tcp/8080]}}\n';
const SOFT = '- {name: soft, from: fedora-1, to: web-0, expect: {allow: [tcp/8080]}, soft: true}\n';
const LOST = '- {name: lost, from: fedora-1, to: nowhere, expect: {allow: [tcp/8080]}}\n';

describe('the exit status', () => {
  test.each([
    ['0 if all pass', GOOD, 0, '1 passed'],
    ['0 if only soft ones fail', GOOD + SOFT, 0, '1 with a warning, 1 passed of 2'],
    ['1 if one fails', GOOD + BAD, 1, '1 failed, 1 passed of 2'],
    ['1 if one fails, and another cannot be run', LOST + BAD, 1, '1 failed, 1 could not be run of 2'],
    ['2 if one cannot be run', GOOD + LOST, 2, '1 could not be run, 1 passed of 2'],
  ])('is %s', (_, cases, status, counts) => {
    const ran = udon(['test', file('a.udon.yaml', HEAD + cases)]);
    expect({ status: ran.status, last: ran.stdout.trimEnd().split('\n').at(-1) }).toEqual({ status, last: counts });
  });

  test('is 2 for a file that is wrong, and the others are run', () => {
    const wrong = file('wrong.udon.yaml', HEAD + BAD.replace('expect', 'expects'));
    const ran = udon(['test', wrong, file('a.udon.yaml', HEAD + GOOD)]);
    expect(ran).toMatchObject({ status: 2, stdout: expect.stringContaining('1 passed\n') });
    expect(ran.stderr).toMatch(
      /^udon: \S+wrong\.udon\.yaml:4:\d+: "expects" is not a field here; did you mean "expect"\?\n/,
    );
  });

  test.each([
    [
      'a source that is missing',
      ['test', '@good'],
      HEAD.replace(SOURCE, 'nowhere'),
      /nowhere: no such file or directory/,
    ],
    [
      'no sources',
      ['test', '@good'],
      HEAD.replace(/sources.*\n/, ''),
      /name "sources" in the file, or a source with -f/,
    ],
    ['a filter without a case', ['test', '@good', '--filter', 'zzz'], HEAD, /no case has a name with zzz/],
    ['a bad share', ['test', '@good', '--shard', '3/2'], HEAD, /--shard.*a share such as 1\/4 is needed/],
    [
      'a bad reporter',
      ['test', '@good', '--reporter', 'html'],
      HEAD,
      /--reporter.*one of text, junit, tap, json, github/,
    ],
    ['both --update and --ci', ['test', '@good', '--update', '--ci'], HEAD, /use one of them/],
    ['an undefined expression', ['test', '@good', '--filter', '('], HEAD, /--filter.*a part of a name is needed/],
  ])('is 2 for %s', (_, args, head, message) => {
    const good = file('good.udon.yaml', head + GOOD);
    const ran = udon(args.map(word => (word === '@good' ? good : word)));
    expect(ran.status).toBe(2);
    expect(ran.stderr + ran.stdout).toMatch(message);
  });
});

test('a source of the command line replaces those of the file', () => {
  const path = file('elsewhere.udon.yaml', HEAD.replace(SOURCE, 'nowhere') + GOOD);
  expect(udon(['test', '-f', 'samples/cudn2', path])).toMatchObject({ status: 0 });
});

test('several sources and releases: each case runs on each', () => {
  const head = HEAD.replace(SOURCE, `${SOURCE}, ${ROOT}/samples/must-gather.tar.gz`);
  const path = file('many.udon.yaml', head.replace('cases:', "releases: {ovnk: ['1.1', '1.2']}\ncases:") + GOOD);
  const { results } = JSON.parse(udon(['test', path, '--reporter', 'json']).stdout);
  expect(results.map(({ status }: { status: string }) => status)).toEqual(Array(4).fill('passed'));
});

test('what another node does is undecided without its databases, tried or proved', () => {
  const ends = 'from: fedora-1, to: fedora-2';
  const cases = [
    `- {name: tried, ${ends}, expect: {allow: [tcp/22]}}`,
    `- {name: not tried, ${ends}, expect: {deny: [tcp/22]}}`,
    `- {name: proved, ${ends}, packets: ip4, expect: {deny: all}}`,
    `- {name: all, ${ends}, packets: all, expect: {allow: [tcp/22]}}`,
  ];
  const head = HEAD.replace(SOURCE, `${ROOT}/samples/must-gather.tar.gz`);
  const ran = udon([
    'test',
    file('node.udon.yaml', `${head}${cases.join('\n')}\n`),
    '--node',
    'worker-0',
    '--reporter',
    'json',
  ]);
  const { results } = JSON.parse(ran.stdout);
  expect(results.map(({ status }: { status: string }) => status)).toEqual(Array(4).fill('undecided'));
  expect(ran.status).toBe(2);
  expect(results[0].problems[0].replay).toEqual(expect.arrayContaining(['--node', 'worker-0']));
});

test('releases of the command line are in the command lines of failures', () => {
  const { stdout } = udon(['test', file('a.udon.yaml', HEAD + BAD), '--release', '25.09.4', '--ovnk-release', '1.2']);
  expect(stdout).toMatch(/ on \S+, OVN 25\.09\.4, OVN-Kubernetes 1\.2\n/);
  const [, line] = /replay {2}(udon trace .* --release 25\.09\.4 --ovnk-release 1\.2 .*)/.exec(stdout)!;
  expect(shell(`${line} --exit-status`)).toMatchObject({ status: 1 });
});

test('shares of the cases are all cases', () => {
  const namesIn = (...args: string[]): string[] => {
    const { results } = JSON.parse(udon(['test', 'samples/cudn2', '--reporter', 'json', ...args]).stdout);
    return results.map(({ name, release }: { name: string; release: object }) => name + JSON.stringify(release));
  };
  const parts = [1, 2, 3].map(index => namesIn('--shard', `${index}/3`));
  expect(parts.flat().sort()).toEqual(namesIn().sort());
});

test('--bail stops after the first failure', () => {
  const ran = udon(['test', file('a.udon.yaml', HEAD + BAD + GOOD), '--bail']);
  expect(ran).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/1 failed\nThe rest was not run, because of --bail\.\n$/),
  });
});

test('several reporters at once', () => {
  const [xml, tap] = [join(FOLDER, 'a.xml'), join(FOLDER, 'a.tap')];
  const path = file('a.udon.yaml', HEAD + GOOD + BAD);
  const ran = udon(['test', path, '--reporter', `junit=${xml}`, '--reporter', `tap=${tap}`, '--reporter', 'github']);
  expect(ran.stdout).toMatch(
    /^::error file=[^,]*a\.udon\.yaml,line=5,col=3,title=bad [^:]*::proj2\/fedora-1 cannot open TCP 172\.22\.0\.7:8080 /,
  );
  expect(readFileSync(xml, 'utf8')).toContain('tests="2" failures="1" errors="0" skipped="0"');
  expect(readFileSync(tap, 'utf8')).toMatch(/^TAP version 14\n1\.\.2\nok 1 - good .*\nnot ok 2 - bad /);
});

test('snapshots are files beside the tests, and no part of the source', () => {
  const folder = join(FOLDER, 'cudn2');
  cpSync(SOURCE, folder, { recursive: true });
  rmSync(join(folder, '__snapshots__'), { recursive: true, force: true });
  const path = join(folder, 'dhcp.udon.yaml');
  const snapshot = join(folder, '__snapshots__', 'dhcp.fedora-1.txt');
  expect(udon(['test', path, '--ci'])).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('none is written with --ci'),
  });
  expect(existsSync(snapshot)).toBe(false);
  expect(udon(['test', path])).toMatchObject({ status: 0, stdout: expect.stringContaining('(snapshot written)') });
  expect(readFileSync(snapshot, 'utf8')).toBe(readFileSync(`${SOURCE}/__snapshots__/dhcp.fedora-1.txt`, 'utf8'));
  writeFileSync(snapshot, readFileSync(snapshot, 'utf8').replace('router 172.22.0.1', 'router 172.22.0.9'));
  expect(udon(['test', path, '--ci'])).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('-     router 172.22.0.9'),
  });
  expect(udon(['test', path, '--update'])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('(snapshot updated)'),
  });
  expect(udon(['dhcp', '-f', folder, 'fedora-1'])).toMatchObject({ status: 0, stderr: '' });
  expect(udon(['dhcp', '-f', path, '-f', folder, 'fedora-1'])).toMatchObject({ status: 0 });
});

test('--coverage lists ACLs and flows that no packet met', () => {
  const ran = udon(['test', file('a.udon.yaml', HEAD + GOOD), '--coverage']);
  expect(ran.stdout).toMatch(/\n {2}ACLs: packets met [1-9]\d* of \d+\n {4}not met {2}/);
  expect(ran.stdout).not.toMatch(
    /not met {2}NetworkPolicy proj2\/allow-web: to-lport 1001 allow-related \(ip4\.src == \$a\d+ && tcp && tcp\.dst=={8080,8443}/,
  );
  const more = udon(['test', file('b.udon.yaml', HEAD + GOOD + BAD + SOFT), '--coverage']).stdout;
  const metIn = (text: string) => Number(/ACLs: packets met (\d+)/.exec(text)![1]);
  expect(metIn(more)).toBeGreaterThan(metIn(ran.stdout));
});

describe('the command line of each failure shows the same', () => {
  const cases = [
    BAD,
    '- {name: proof, from: web-0, to: fedora-1, packets: all, expect: {deny: all}}\n',
    '- {name: other node, from: client-0, to: fedora-1, expect: {deny: [tcp/1]}}\n',
    '- {name: lease, dhcp: fedora-1, expect: {mtu: 9000}}\n',
    '- {name: arp, arp: {from: client-0, for: 172.22.0.1}, expect: {answered-by: nobody}}\n',
  ];
  const { stdout } = udon(['test', file('replay.udon.yaml', HEAD + cases.join(''))]);
  const lines = [...stdout.matchAll(/^ +replay {2}(udon .*)$/gm)].map(([, line]) => line!);

  test('and there is one for each', () => expect(lines).toHaveLength(cases.length));

  /** A trace with its exit status: whether the packet arrives. */
  test.each([
    [0, 1],
    [1, 0],
    [2, 0],
  ])('trace %i', (index, status) => expect(shell(`${lines[index]!} --exit-status`)).toMatchObject({ status }));

  test.each([
    [3, /^ {2}mtu +1400$/m],
    [4, /^172\.22\.0\.1 is at 0a:58:64:41:00:03/],
  ])('answer %i', (index, output) =>
    expect(shell(lines[index]!)).toMatchObject({ status: 0, stdout: expect.stringMatching(output) }));
});
