/** Command lines as people write them: sources, options of ovn-trace, suggestions, and one line for each fault. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENT, type Ran, ROOT, udon } from '../../support/udon.ts';

const SB = 'test/recordings/networks/25.03.0/a-primary-l2/sb.db';
const NB = 'test/recordings/networks/25.03.0/a-primary-l2/nb.db';
const SWITCH = 'cluster_udn_cudn2_ovn_layer2_switch';
const WEB = 'inport == "proj2.cudn2_proj2_web-0" && eth.src == 0a:58:ac:16:00:07';

function udonWith(variables: Readonly<Record<string, string>>, ...args: readonly string[]): Ran {
  const main = fileURLToPath(new URL('../../../dist/main.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...ENVIRONMENT, ...variables },
  });
  return { status, stdout, stderr };
}

/** The one line on standard error of a command that cannot answer. */
function refusal(...args: readonly string[]): string {
  const { status, stdout, stderr } = udon(args);
  expect({ status, stdout, lines: stderr.split('\n').length }).toEqual({ status: 2, stdout: '', lines: 2 });
  return stderr.trimEnd().replace(/^udon: /, '');
}

describe('sources are named by -f, by words, or by the variables of OVN', () => {
  const commands: readonly [name: string, before: readonly string[], after: readonly string[], db: string][] = [
    ['flows', [], [], SB],
    ['nb', [], [], NB],
    ['trace', ['--minimal'], [WEB], SB],
    ['dhcp', [], ['fedora-1'], SB],
  ];

  test.each(commands)('%s', (name, before, after, db) => {
    const expected = udon([name, ...before, '-f', db, ...after]);
    expect(expected).toMatchObject({ status: 0, stdout: expect.stringMatching(/./) });
    expect(udon([name, ...before, db, ...after])).toEqual(expected);
    const variable = db === SB ? 'OVN_SB_DB' : 'OVN_NB_DB';
    expect(udonWith({ [variable]: db }, name, ...before, ...after)).toEqual(expected);
  });

  test('a northbound database in OVN_NB_DB is compiled', () => {
    const expected = udon(['flows', NB]).stdout;
    expect(udonWith({ OVN_NB_DB: NB }, 'flows').stdout).toBe(expected);
    expect(udonWith({ OVN_NB_DB: NB }, 'dhcp', 'fedora-1').stdout).toMatch(/^leased 172\.22\.0\.6 /m);
    expect(udonWith({ OVN_NB_DB: NB }, 'trace', WEB).stdout).toContain('ls_in_check_port_sec');
  });

  test('several at once', () => {
    const expected = udon(['flows', '-f', NB, '-f', SB, '--format', 'json']).stdout;
    expect(udon(['flows', NB, SB, '--format', 'json']).stdout).toBe(expected);
    expect(udon(['flows', '-f', NB, SB, '--format', 'json']).stdout).toBe(expected);
    expect(udonWith({ OVN_NB_DB: NB, OVN_SB_DB: SB }, 'flows', '--format', 'json').stdout).toBe(expected);
    expect(udon(['dhcp', NB, SB, '--all']).stdout).toBe(udon(['dhcp', '-f', NB, '-f', SB, '--all']).stdout);
  });

  test('a trace has a source, a datapath and a microflow', () => {
    const expected = udon(['trace', '-f', SB, SWITCH, WEB]);
    expect(expected.stdout).toContain('ls_in_check_port_sec');
    expect(udon(['trace', SB, SWITCH, WEB])).toEqual(expected);
    expect(udonWith({ OVN_SB_DB: SB }, 'trace', SWITCH, WEB)).toEqual(expected);
    expect(udon(['trace', SB, '--vm', 'web-0'])).toEqual(udon(['trace', '-f', SB, '--vm', 'web-0']));
  });

  test('the packets of a batch have a source', () => {
    const batch = `${SB.replace('sb.db', 'traces.jsonl')}`;
    expect(udon(['trace', SB, '--batch', batch])).toEqual(udon(['trace', '-f', SB, '--batch', batch]));
    expect(refusal('trace', '-f', SB, '--batch', batch, 'ip4')).toBe('--batch has the packets, and ip4 is no source');
  });

  test('a file of matches', () => {
    const file = 'README.md';
    expect(udon(['parse', 'match', '-f', file]).stdout).toBe(udon(['parse', 'match', file]).stdout);
  });

  test.each([['flows'], ['nb'], ['trace', 'ip4'], ['dhcp', 'fedora-1'], ['dhcp', '--all']])('none for %s', (...args) =>
    expect(refusal(...args)).toMatch(/^nothing to (read|trace in): name a source with -f, or set \$OVN_NB_DB/));
});

describe('options of ovn-trace', () => {
  const traced = (...args: readonly string[]) => udon(['trace', '-f', SB, ...args, WEB]);
  const minimal = traced('--minimal');

  test.each([
    ['--min'],
    ['--mini', '--no-leader-only', '--leader-only', '--shuffle-remotes', '--no-shuffle-remotes'],
    ['--min', '-p', 'key', '-c', 'certificate', '-C', 'ca', '-t', '5'],
    ['--min', '--priv=key', '--cert=x', '--ca=x', '--timeout=5'],
    ['--min', '-vconsole:off', '-vdbg', '--verbose=PATTERN:console:%m', '-vfile:err'],
    ['--min', '--log-file', '--log-file=x', '--syslog-method=libc', '--syslog-target', 'localhost:1'],
    ['--min', '--pidfile', '--overwrite-pidfile', '--no-chdir', '--monitor', '--user=x', '--unixctl=x'],
    ['--min', '--no-self-confinement', '--ssl-protocols=x', '--ssl-ciphers=x', '--ssl-ciphersuites', 'x'],
  ])('%s %s %s', (...args) => expect(traced(...args)).toEqual(minimal));

  test('beginnings of names', () => {
    expect(traced('--summ', '--no-f').stdout).toBe(traced('--summary', '--no-friendly-names').stdout);
    expect(traced('--a').stdout).toBe(traced('--all').stdout);
    expect(traced('--f').stdout).toBe(traced('--friendly-names').stdout);
    expect(refusal('trace', '-f', SB, '--d', WEB)).toMatch(/^--d can mean --db, --detailed or --detach /);
  });

  test('in a batch, too', () => {
    const args = ['--summ', '--no-f', WEB];
    const { stdout } = udon(['trace', '-f', SB, '--batch', '-'], `${JSON.stringify({ args })}\n`);
    expect(JSON.parse(stdout)).toEqual({ args, rc: 0, stdout: traced('--summary', '--no-friendly-names').stdout });
  });

  test('--ovs is passed over with a note', () => {
    for (const ovs of ['--ovs', '--ovs=unix:br-int.mgmt']) {
      const { stdout, stderr, status } = traced('--minimal', ovs);
      expect({ stdout, status }).toEqual({ stdout: minimal.stdout, status: 0 });
      expect(stderr).toMatch(/^udon: note: --ovs is passed over: .*\n$/);
    }
  });

  test('--detach is refused', () => expect(refusal('trace', '-f', SB, '--detach')).toMatch(/^--detach: udon does not/));
});

describe('names that are nearly right', () => {
  test.each<[args: readonly string[], message: RegExp]>([
    [
      ['flows', SB, '--datpath', 'x'],
      /^unknown option --datpath; did you mean --datapath\? \(see `udon flows --help`\)$/,
    ],
    [['flwos', SB], /^Did you mean flows\? \(see `udon --help`\)$/],
    [['nonsense'], /^unknown command nonsense; use flows, nb, /],
    [['flows', SB, '--stage', 'ls_in_dhcp_option'], /; did you mean ls_in_dhcp_options\?$/],
    [['flows', SB, '--stage', 'ls_out_dhcp_options'], /; did you mean ls_in_dhcp_options\?$/],
    [['flows', SB, '--datapath', SWITCH.toUpperCase()], new RegExp(`; did you mean ${SWITCH}\\?$`)],
    [['flows', SB, '--datapath', SWITCH, '--datapath', 'x'], /^no datapath "x"; there are/],
    [['dhcp', '-f', SB, 'fedroa-1'], /^no VM, pod or port "fedroa-1"; .*; did you mean fedora-1\?$/],
    [['trace', '-f', SB, '--vm', 'proj2/fedora-2'], /; did you mean proj2\/fedora-1\?$/],
  ])('%j', (args, message) => expect(refusal(...args)).toMatch(message));

  test.each([
    [[`${SWITCH}s`, WEB], SWITCH],
    [['inport == "proj2.cudn2_proj2_web-9"'], 'proj2.cudn2_proj2_web-0'],
    [[`${WEB} && ip4.scr == 10.0.0.1`], 'ip4.src'],
  ])('a trace answers as ovn-trace, and suggests on standard error: %j', (args, name) => {
    const { stderr, status } = udon(['trace', '-f', SB, ...args]);
    expect({ stderr, status }).toEqual({ stderr: `udon: note: did you mean ${name}?\n`, status: 0 });
  });

  test('a MAC or an IP address in any spelling', () => {
    const expected = udon(['dhcp', '-f', SB, 'fedora-1']).stdout;
    for (const mac of ['0A:58:AC:16:00:06', 'a:58:ac:16:0:6']) {
      expect(udon(['dhcp', '-f', SB, mac]).stdout).toBe(expected);
      expect(udon(['trace', '-f', SB, '--vm', mac])).toMatchObject({ status: 0, stderr: '' });
    }
  });
});

describe('one line for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'udon-'));
  const dhcp = ['dhcp', '-f', 'samples/cudn2', 'fedora-1'];

  test.each<[title: string, args: readonly string[], message: RegExp]>([
    ['a missing value', ['dhcp', '-f'], /^-f needs a value \(see `udon dhcp --help`\)$/],
    ['a missing value before an option', [...dhcp, '--pcap', '--json'], /^--pcap needs a value/],
    ['an empty name of a file', [...dhcp, '--pcap='], /^--pcap: the name of a file is needed/],
    ['an empty source', ['flows', ''], /^source: the name of a file is needed/],
    [
      'a capture that cannot be written',
      [...dhcp, '--pcap', '/nowhere/x'],
      /^\/nowhere\/x: no such file or directory$/,
    ],
    ['a folder to write a capture to', [...dhcp, '--pcap', folder], /^.*: is a directory$/],
    ['a request that cannot be read', [...dhcp, '--request', '/nowhere/x'], /^\/nowhere\/x: no such file or/],
    ['a folder for a request', [...dhcp, '--request', 'src'], /^src: is a directory$/],
    ['a time that is no number', ['flows', SB, '--timeout', 'abc'], /^--timeout: a number of seconds is needed, 0 for/],
    [
      'a time that is no number, for trace',
      ['trace', '-f', SB, '-t', '-1', WEB],
      /^--timeout: a number of seconds is n/,
    ],
    ['a time that is too long', [...dhcp, '--timeout', '99999999'], /^--timeout: a number of seconds is needed/],
    ...['--pcap=x', '--request=x', '--message=discover', '-6'].map((option): [string, string[], RegExp] => [
      `--all with ${option}`,
      ['dhcp', 'samples/cudn2', '--all', option],
      /^--all and --(pcap|request|message|ipv6) are mutually exclusive/,
    ]),
    ['--all with a VM', ['dhcp', '-f', SB, 'fedora-1', '--all'], /^name a VM, or use --all/],
    ['a source without a VM', ['dhcp', SB], /^name a VM, or use --all/],
    ['--request with --message', [...dhcp, '--request', 'x', '--message', 'discover'], /are mutually exclusive/],
    [
      'a repeated --vm',
      ['trace', '-f', SB, '--vm', 'a', '--vm', 'b'],
      /^--vm takes one value, and has 2: a, b \(see `u/,
    ],
    ['a repeated --node', [...dhcp, '--node', 'a', '--node', 'a'], /^--node takes one value, and has 2: a, a/],
    ['a repeated --format', ['flows', SB, '--format=json', '--format=text'], /^--format takes one value/],
    ['a line break in a name', ['dhcp', '-f', SB, 'a\nb'], /^no VM, pod or port "a\\nb"; /],
    ...['flows', 'dhcp', 'trace'].map((name): [string, string[], RegExp] => [
      `an OVN release that is not compiled, in ${name}`,
      [name, SB, '--release', '23.09.0', 'x'],
      /^--release 23\.09\.0: flows are made as OVN 24\.03\.0 to 24\.03\.9, .* makes them/,
    ]),
    ['a shell that there is not', ['completion', 'csh'], /^shell: "csh" is not allowed; use "bash", "zsh", "fish"/],
    ['words too many', ['parse', 'match', 'a', 'b'], /^unexpected word b/],
  ])('%s', (_, args, message) => expect(refusal(...args)).toMatch(message));
});

test('the version names the releases that udon knows', () => {
  const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { version: string };
  for (const args of [['--version'], ['-V'], ['flows', '--version']]) {
    const { stdout, status } = udon(args);
    expect(status).toBe(0);
    expect(stdout.split('\n').slice(0, -1)).toEqual([
      `udon ${version}`,
      expect.stringMatching(/^OVN: .*25\.03\.0.*26\.03\.2$/),
      expect.stringMatching(/^OVN-Kubernetes: .*1\.1, 1\.2, 1\.3$/),
    ]);
  }
});

test('the help of a command, in every way to ask for it', () => {
  const help = udon(['flows', '--help']);
  expect(help).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^udon flows \[source\.\.\]\n/) });
  for (const args of [
    ['flows', '-h'],
    ['help', 'flows'],
    ['flows', '--stage', '-h'],
    ['flows', '--hel'],
    ['-h', 'flows'],
  ])
    expect(udon(args)).toEqual(help);
  for (const args of [['-h'], ['help'], ['--no-color', '--help']]) expect(udon(args)).toEqual(udon(['--help']));
});
