/** The JSON Schemas of test files and of their reports: editors and programs rely on them. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { explanationToJson } from '../../../src/render/explain/explanation-json.ts';
import { testReportToJson } from '../../../src/render/report/tests/test-json.ts';
import { ROOT } from '../../support/root.ts';
import { faultsIn, runText, sampleTests } from './test-runs.ts';

const schema = (name: string) => JSON.parse(readFileSync(`${ROOT}/grammar/${name}.schema.json`, 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strictRequired: false, strictTypes: false, allowUnionTypes: true });
const isTestFile = ajv.compile(schema('udon-test'));
const isReport = ajv.compile(schema('test-report'));
const isExplanation = ajv.compile(schema('explanation'));

test.each(['cudn2/policies', 'cudn2/dhcp', 'must-gather'])('the sample %s is valid', name => {
  expect(isTestFile(parse(sampleTests(`${name}.udon.yaml`))), JSON.stringify(isTestFile.errors)).toBe(true);
});

const FILE = (fields: string) => `apiVersion: udon/v1\ncases:\n- name: a\n${fields.replace(/^/gm, '  ')}\n`;

/** Valid ones, with every field. */
test.each([
  'from: {namespace: x, kind: Pod, except: [y]}\nto: 10.0.0.1\nport: tcp/80\nexpect: {allow: tcp/80, deny: [icmp], reason: delivered, by: b, via: v, reply: false}\nsoft: true\nskip: s\nforbid: [SELECT_ANY]\nsnapshot: s.1',
  'from: x\nto: y\npackets: ip4\nexpect: {allow: [udp/53], deny: others}',
  'from: x\nto: y\nsnapshot: s',
  'dhcp: x\nipv6: true\nexpect: {lease: any, server: 1.2.3.4, router: 1.2.3.4, mtu: 1400, dns: 1.1.1.1, lease_time: 1, options: {a: b}, reason: port-down, answers: OVN}',
  'arp: {from: x, for: "::1"}\nexpect: {answered-by: once, mac: 0a:58:ac:16:00:06}',
  'matrix: |\n  + a\n  b X\nport: icmp',
])('valid for the schema and for udon: %j', fields => {
  expect(faultsIn(FILE(fields))).toEqual([]);
  expect(isTestFile(parse(FILE(fields))), JSON.stringify(isTestFile.errors)).toBe(true);
});

test.each([
  'from: x\nto: y\nexpects: {allow: true}',
  'from: x\nexpect: {allow: true}',
  'from: x\nto: y',
  'from: x\nto: y\nexpect: {}',
  'from: x\nto: y\nexpect: {allow: false}',
  'from: x\nto: y\nexpect: {allow: [http]}',
  'from: x\nto: y\nexpect: {allow: [tcp/65536]}',
  'from: {namespace: x, kind: VM}\nto: y\nexpect: {allow: true}',
  'from: {kind: Pod}\nto: y\nexpect: {allow: true}',
  'from: x\nto: y\nexpect: {allow: true}\nforbid: [ANY]',
  'from: x\nto: y\nsnapshot: ../x',
  'from: x\nto: y\ndhcp: z\nexpect: {allow: true}',
  'dhcp: x\nexpect: {}',
  'dhcp: x\nexpect: {lease: all}',
  'dhcp: x\nexpect: {lease: true}',
  'dhcp: x\nexpect: {mtu: 1e9}',
  'dhcp: x\nexpect: {answers: ovn}',
  'arp: {from: x}\nexpect: {answered-by: once}',
  'arp: {from: x, for: 1.1.1.1}\nexpect: {mac: x}',
  'soft: true',
])('wrong for the schema and for udon: %j', fields => {
  expect(faultsIn(FILE(fields))).not.toEqual([]);
  expect(isTestFile(parse(FILE(fields)))).toBe(false);
});

describe('a report', () => {
  test('is valid, and so is each explanation in it', async () => {
    const { report } = await runText(
      `apiVersion: udon/v1
cases:
- {name: a, from: fedora-1, to: web-0, expect: {allow: [tcp/8080]}}
- {name: b, from: fedora-1, to: web-0, packets: all, expect: {allow: [tcp/8080]}}
- {name: c, dhcp: web-0, expect: {lease: any}, soft: true}
- {name: d, arp: {from: fedora-1, for: 172.22.0.99}, expect: {answered-by: once}}
- {name: e, from: fedora-1, to: nowhere, expect: {allow: true}}
- {name: f, dhcp: web-0, expect: {lease: any}, skip: later}
- {name: g, dhcp: fedora-1, snapshot: g}
`,
      { wantsCoverage: true },
    );
    const json = JSON.parse(JSON.stringify(testReportToJson(report)));
    expect(isReport(json), JSON.stringify(isReport.errors?.slice(0, 5))).toBe(true);
    expect(json.counts).toEqual({ passed: 1, failed: 3, undecided: 0, error: 1, skipped: 1, warned: 1 });
    const explanations = report.results.flatMap(({ problems }) =>
      problems.flatMap(({ explanation }) => explanation ?? []),
    );
    expect(explanations).toHaveLength(2);
    for (const each of explanations)
      expect(isExplanation(JSON.parse(JSON.stringify(explanationToJson(each))))).toBe(true);
  });
});
