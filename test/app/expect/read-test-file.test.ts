/** Files of `udon test` that are wrong: each fault has its place, and says what is allowed. */
import { describe, expect, test } from 'vitest';
import { readTestFile } from '../../../src/app/expect/file/read-test-file.ts';
import { faultsIn, sampleTests } from './test-runs.ts';

const HEAD = 'apiVersion: udon/v1\nsources: [.]\ncases:\n';
const CASE = '- name: a\n  from: x\n  to: y\n  expect: {allow: true}\n';

/** The text after the head, and the only fault. */
const FAULTS: readonly (readonly [string, string])[] = [
  [CASE.replace('expect', 'expects'), 't.udon.yaml:7:3: "expects" is not a field here; did you mean "expect"?'],
  [CASE.replace('from:', 'form:'), 't.udon.yaml:5:3: "form" is not a field here; did you mean "from"?'],
  [
    '- name: a\n  dchp: x\n  expect: {lease: any}\n',
    't.udon.yaml:5:3: a case needs "from" and "to", "matrix", "dhcp" or "arp"; "dchp" is not a field here; did you mean "dhcp"?',
  ],
  ['- name: a\n', 't.udon.yaml:4:3: a case needs "from" and "to", "matrix", "dhcp" or "arp"'],
  [`${CASE}  dhcp: z\n`, 't.udon.yaml:8:3: a case asks one question, not several: it has from, to, dhcp'],
  [
    CASE.replace('allow: true', 'allow: [http/80]'),
    't.udon.yaml:7:20: "http/80" is not a protocol and port: use tcp/80, udp/53, sctp/38412 or icmp',
  ],
  [
    CASE.replace('allow: true', 'allow: [tcp/99999]'),
    't.udon.yaml:7:20: "tcp/99999" is not a protocol and port: use tcp/80, udp/53, sctp/38412 or icmp',
  ],
  [CASE.replace('allow: true', 'allow: false'), 't.udon.yaml:7:19: false is not allowed here: use "deny: true"'],
  [
    CASE.replace('allow: true', 'deny: all'),
    't.udon.yaml:7:18: what holds for all packets has to be proved: add "packets: all" to the case',
  ],
  [
    CASE.replace('{allow: true}', '{reply: true}'),
    't.udon.yaml:7:11: an expectation needs at least one of "allow", "deny"',
  ],
  [
    CASE.replace('{allow: true}', '{deny: true, via: [z]}'),
    't.udon.yaml:7:29: "via" is about packets that arrive: add "allow"',
  ],
  [
    `${CASE}  forbid: [LB_ANY_BACKENDS]\n`,
    't.udon.yaml:8:12: "LB_ANY_BACKENDS" is not a code of an assumption; did you mean LB_ANY_BACKEND?',
  ],
  [`${CASE}  snapshot: ../../etc/passwd\n`, 't.udon.yaml:8:13: "../../etc/passwd" is not a name of a snapshot'],
  [
    CASE.replace('from: x', 'from: {namespace: x, kind: VM}'),
    't.udon.yaml:5:30: "VM" is not allowed here: use VirtualMachine or Pod',
  ],
  [
    CASE.replace('from: x', 'from: {namespaces: x}'),
    't.udon.yaml:5:10: "namespaces" is not a field here; did you mean "namespace"?',
  ],
  [`${CASE}${CASE}`, 't.udon.yaml:8:3: another case of this file has the name "a"'],
  [
    '- name: a\n  matrix: |\n      x y\n    x -\n',
    't.udon.yaml:5:11: row x of the matrix has 1 cells, but there are 2 columns',
  ],
  [
    '- name: a\n  matrix: |\n      x\n    x Y\n',
    't.udon.yaml:5:11: "Y" in row x of the matrix is not a cell: use X (allow), . (deny), - (not asked) or ports such as tcp/80,udp/53',
  ],
  ['- name: a\n  dhcp: x\n  expect: {lease: yes}\n', 't.udon.yaml:6:19: a string is needed here, not the boolean true'],
  [
    '- name: a\n  dhcp: x\n  expect: {lease: all}\n',
    't.udon.yaml:6:19: "all" is not an address such as 172.22.0.6 or 172.22.0.6/16, any or none',
  ],
  ['- name: a\n  dhcp: x\n  expect: {lease: 172.22.0.6/33}\n', 't.udon.yaml:6:19: "172.22.0.6/33" is not an address'],
  [
    '- name: a\n  dhcp: x\n  expect: {lease: none, reason: dhcp-option-unset}\n',
    't.udon.yaml:6:33: "dhcp-option-unset" is not a code of udon dhcp (docs/codes.md); did you mean dhcp-options-unset?',
  ],
  [
    CASE.replace('allow: true', 'deny: true, reason: dropped-by-defalt-deny'),
    't.udon.yaml:7:32: "dropped-by-defalt-deny" is not a code of udon explain (docs/codes.md); did you mean dropped-by-default-deny?',
  ],
  ['- name: a\n  dhcp: x\n  expect: {mtu: 99999}\n', 't.udon.yaml:6:17: 99999 is out of range: 1 to 65535 is allowed'],
  [
    '- name: a\n  arp: {from: x, for: gateway}\n  expect: {answered-by: once}\n',
    't.udon.yaml:5:23: "gateway" is not an IPv4 or IPv6 address',
  ],
];

test.each(FAULTS)('%j', (text, fault) => {
  expect(faultsIn(HEAD + text)).toContainEqual(expect.stringContaining(fault));
});

test.each([
  ['', 't.udon.yaml:1:1: there are no cases in this file'],
  [
    'apiVersion: udon/v2\ncases: []\n',
    't.udon.yaml:1:13: "udon/v2" is not allowed here: use udon/v1; did you mean udon/v1?',
  ],
  ['apiVersion: udon/v1\n', 't.udon.yaml:1:1: "cases" is missing here'],
  ['apiVersion: udon/v1\ncases: [\n', 't.udon.yaml:3:1: '],
  [`${HEAD}${CASE}---\n${HEAD}${CASE}`, 't.udon.yaml:9:1: a file of tests is one document'],
  [
    'apiVersion: udon/v1\nreleases: {ovn: [25.03.0], ovnk: [1.1]}\ncases: []\n',
    't.udon.yaml:2:35: a string is needed here, not the number 1.1',
  ],
  ['apiVersion: udon/v1\nreleases: {ovn: 99.99.0}\ncases: []\n', 't.udon.yaml:2:17: "99.99.0" is not a release of OVN'],
  [
    'apiVersion: udon/v1\nsource: [.]\ncases: []\n',
    't.udon.yaml:2:1: "source" is not a field here; did you mean "sources"?',
  ],
])('a file: %j', (text, fault) => {
  expect(faultsIn(text)).toContainEqual(expect.stringContaining(fault));
});

describe('a matrix', () => {
  const cellsOf = (matrix: string) => {
    const { value } = readTestFile({ name: 't', text: `${HEAD}- name: a\n  port: tcp/80\n  matrix: |\n${matrix}` });
    const [only] = value!.cases;
    return only?.kind === 'matrix' ? only.cells : [];
  };
  const CELLS = [
    { from: 'p', to: 'q', allow: ['tcp/80'], deny: [] },
    { from: 'p', to: 'r', allow: [], deny: ['tcp/80'] },
  ];

  test.each([
    ['whose columns begin further to the right', '          q  r\n    p     X  .\n'],
    ['with a mark in its corner', '    +     q  r\n    p     X  .\n'],
    ['with all lines at the left', '    q  r\n    p     X  .\n'],
    ['with empty lines', '\n          q  r\n\n    p     X  .\n\n'],
  ])('%s', (_, matrix) => expect(cellsOf(matrix)).toEqual(CELLS));

  test('with ports allows these, and denies the others that it names', () => {
    expect(cellsOf('    +  q              r\n    p  tcp/22,udp/53  tcp/22\n')).toEqual([
      { from: 'p', to: 'q', allow: ['tcp/22', 'udp/53'], deny: [] },
      { from: 'p', to: 'r', allow: ['tcp/22'], deny: ['udp/53'] },
    ]);
  });
});

test.each(['cudn2/policies', 'cudn2/dhcp', 'must-gather'])('the sample %s has no faults', name => {
  expect(faultsIn(sampleTests(`${name}.udon.yaml`))).toEqual([]);
});
