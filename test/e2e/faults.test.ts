/** Invalid input gives one line with the place and the error, and exit status 2. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, shell, udon } from '../support/udon.ts';

const folder = mkdtempSync(join(tmpdir(), 'udon-'));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const udn = (spec: string): string =>
  `apiVersion: k8s.ovn.org/v1\nkind: UserDefinedNetwork\nmetadata: {name: net, namespace: ns}\nspec:\n  ${spec}\n`;

const MANIFESTS: [title: string, manifest: string, message: string][] = [
  [
    'a bad CIDR',
    udn('topology: Layer2\n  layer2: {role: Primary, subnets: [172.22.0.0/33]}'),
    ':6:37: "172.22.0.0/33" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16',
  ],
  [
    'an unknown topology',
    udn('topology: Layer4\n  layer2: {role: Primary, subnets: [172.22.0.0/16]}'),
    ':5:13: "Layer4" is not allowed here: use Layer2 or Layer3; did you mean Layer2?',
  ],
  [
    'a missing field',
    udn('topology: Layer2\n  layer2: {subnets: [172.22.0.0/16]}'),
    ':6:11: "role" is missing here: use Primary or Secondary',
  ],
  [
    'broken YAML',
    'kind: [\n',
    ':2:1: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['no manifest at all', 'hello\n', ':1:1: a Kubernetes object has to be a mapping, not "hello"'],
];

test.each(MANIFESTS)('%s', (_, manifest, message) => {
  const path = file('fault.yaml', manifest);
  expect(udon(['flows', path])).toEqual({ status: 2, stdout: '', stderr: `udon: ${path}${message}\n` });
});

describe('sources', () => {
  const SB = `${ROOT}/test/recordings/networks/25.03.0/c-secondary-l2/sb.db`;
  const NB = `${ROOT}/test/recordings/networks/25.03.0/c-secondary-l2/nb.db`;
  const faults: [title: string, args: string[], stderr: RegExp][] = [
    ['a file that is not there', ['flows', 'nowhere'], /^udon: nowhere: no such file or directory\n$/],
    ['a name that no file can have', ['flows', 'x'.repeat(300)], /^udon: x+: ENAMETOOLONG: name too long/],
    ['an empty file', ['flows', file('empty', '')], /^udon: .*empty: the file is empty\n$/],
    [
      'a folder without manifests',
      ['flows', `${ROOT}/src`],
      /^udon: .*: no manifests, no flows and no OVN database found\n$/,
    ],
    [
      'a broken gzip file',
      ['flows', file('broken.gz', Buffer.of(0x1f, 0x8b, 8, 0, 1))],
      /^udon: .*: cannot be unzipped: /,
    ],
    [
      'two dumps of one network',
      ['flows', 'samples/seed/dump-flows.txt', file('dump.txt', readFileSync(`${ROOT}/samples/seed/dump-flows.txt`))],
      /^udon: samples\/seed\/dump-flows\.txt and .*dump\.txt both have flows of datapath .*; give one of them\n$/,
    ],
    [
      'keys from rows that have none',
      ['flows', NB, '--keys-from', NB],
      /^udon: .*nb\.db: no tunnel keys in there; give a southbound database\n$/,
    ],
    ['keys from nowhere', ['flows', NB, '--keys-from', 'nowhere'], /^udon: nowhere: no such file or directory\n$/],
    ['an unknown stage', ['flows', SB, '--stage', 'ls_in_x'], /^udon: no flows in ls_in_x of any datapath\n$/],
    [
      'a stage of another datapath',
      ['flows', SB, '--stage', 'lr_in_policy', '--datapath', 'proj3_l2sec_ovn_layer2_switch'],
      /^udon: no flows in lr_in_policy of proj3_l2sec_ovn_layer2_switch\n$/,
    ],
    ['an unknown datapath', ['flows', SB, '--datapath', 'sw9'], /^udon: no datapath "sw9"; there are proj3_l2sec_ovn/],
    ['an unknown release', ['flows', 'samples/cudn2', '--release', '1.0'], /^udon: --release 1\.0: .*25\.03\.0/],
    ['an unknown VM', ['dhcp', '-f', 'samples/cudn2', 'vm9'], /no VM, pod or port "vm9"; there are .*proj2\/fedora-1/],
    ['no source', ['trace', 'ip4'], /^udon: nothing to trace in: /],
    ['no packet', ['trace', '-f', SB], /^udon: one or two non-option arguments are required/],
    [
      'an invalid time',
      ['flows', 'tcp:127.0.0.1:1', '--timeout', 'soon'],
      /^udon: --timeout: a number of seconds is n/,
    ],
    [
      'an invalid capture',
      ['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--request', 'README.md'],
      /^udon: README\.md: .*pcap/,
    ],
    [
      'an invalid line in a batch',
      ['trace', '-f', SB, '--batch', file('batch', '{"args": 1}\n')],
      /batch:1: a JSON object with/,
    ],
    [
      'values that are not allowed',
      ['trace', '-f', SB, '--format', 'xml', 'ip4'],
      /^udon: format: "xml" is not allowed; use "text", "json" \(see `udon trace --help`\)\n$/,
    ],
    ['an unknown language', ['parse', 'yaml'], /^udon: language: "yaml" is not allowed; use "match", "actions"/],
    [
      'a manifest that is not in UTF-8',
      ['flows', file('latin-1.yaml', Buffer.from('kind: Pod\nmetadata: {name: m\u00fcller}\n', 'latin1'))],
      /^udon: .*latin-1\.yaml:2:19: the text is not in UTF-8 here\n$/,
    ],
    [
      'a text in another encoding',
      ['flows', file('text.yaml', Buffer.from('kind: caf\u00e9', 'latin1'))],
      /^udon: .*text\.yaml:1:10: the text is not in UTF-8 here\n$/,
    ],
    ['an unknown command', ['trase'], /^udon: Did you mean trace\?/],
    ['no command', [], /^udon: name a command/],
  ];

  test.each(faults)('%s', (_, args, stderr) => {
    const ran = udon(args);
    expect(ran.stderr).toMatch(stderr);
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
  });

  test('an incomplete database is read up to its last complete record, with a warning', () => {
    const whole = udon(['flows', SB]).stdout;
    const bytes = Buffer.concat([readFileSync(SB), Buffer.from('OVSDB JSON 99 0000\n{"x"')]);
    const { stdout, stderr, status } = udon(['flows', file('cut.db', bytes)]);
    expect({ stdout, status }).toEqual({ stdout: whole, status: 0 });
    expect(stderr).toMatch(/^udon: warning: .*cut\.db: read up to byte \d+; the record there is incomplete\n$/);
  });
});

const offer = (port: string) =>
  `  table=23(ls_in_dhcp_options ), priority=100  , match=(inport == "${port}" && eth.src == 0a:58:ac:16:00:06), action=(reg0[3] = put_dhcp_opts(offerip = 172.22.0.6, lease_time = 3500); next;)\n`;

test('a dump with an invalid string is still read', () => {
  const { stdout, stderr } = udon(['dhcp', '-f', '-', '--all'], offer('a\\qb') + offer('vm'));
  expect(stdout).toMatch(/^vm /m);
  expect(stderr).not.toContain('a fault in udon itself');
});

describe('output that is larger than a pipe buffer', () => {
  const flows = 'flows test/recordings/networks/25.03.0/b-primary-l2-dual/sb.db';
  const { stdout: whole } = udon(flows.split(' '));

  test('reaches a slow reader completely', () => {
    expect(whole.length).toBeGreaterThan(2 ** 16);
    expect(shell(`udon ${flows} | (sleep 0.2; cat)`).stdout).toBe(whole);
  });

  test.skipIf(!existsSync('/dev/full'))('is an error if the disk is full', () => {
    expect(shell(`udon ${flows} > /dev/full`)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'udon: standard output: ENOSPC: no space left on device, write\n',
    });
  });

  test('is no error if the reader exits', () => {
    expect(shell(`udon ${flows} | head -n 1`)).toEqual({ status: 0, stdout: `${whole.split('\n')[0]}\n`, stderr: '' });
  });
});

test('lines of a dump that are not whole flows are left out, with a warning', () => {
  const { stdout, stderr } = udon(['dhcp', '-f', '-', '--all'], `${offer('vm')}no flow\n  table=24(\n`);
  expect(stderr).toContain('udon: warning: <stdin>:2:1: this line is no logical flow and is left out\n');
  expect(stderr).toContain('udon: warning: <stdin>:3:1: this flow is not whole and is left out\n');
  expect(stdout).toMatch(/^vm /m);
});

test('a database that is cut short is not compared: what it lacks would look like a difference', () => {
  const whole = `${ROOT}/samples/explain/delivered.nb.db`;
  const cut = file('cut.db', readFileSync(whole).subarray(0, -50));
  const { status, stdout, stderr } = udon(['diff', whole, cut]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(
    /^udon: .*cut\.db: read up to byte \d+; .*, so what is different is not known: save the database again\n$/,
  );
});
