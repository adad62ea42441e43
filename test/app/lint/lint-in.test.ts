/** What is odd in opened sources: nothing in clean ones, and each code in a network with its fault. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { LINT_CODES } from '../../../src/analyze/lint/codes.ts';
import { lintIn } from '../../../src/app/lint/lint-in.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import { NB } from '../../../src/ovn/schema/nb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';
import { lintToJson, renderLint } from '../../../src/render/flows/lint-text.ts';
import { SCENARIO_NAMES } from '../../../src/trace/state/conntrack-states.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { manifests, opened, recorded, recordedFlows } from '../../support/app-inputs.ts';
import { ROOT } from '../../support/udon.ts';
import { nodesOf } from '../../symbolic/trace-outputs.ts';

const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(
  JSON.parse(readFileSync(`${ROOT}/grammar/lint.schema.json`, 'utf8')),
);

const acl = (priority: number, match: string, action = 'allow-related') =>
  newRow(NB, 'ACL', { direction: 'from-lport', priority, match, action });

/** A switch with two ports, and the ACLs. */
function networkWith({
  acls = [acl(1001, 'ip4')],
  second = '0a:00:00:00:00:02 10.0.0.2',
  sets = {},
}: {
  readonly acls?: readonly ReturnType<typeof acl>[];
  readonly second?: string;
  readonly sets?: Partial<Parameters<typeof newDatabase<typeof NB>>[1]>;
}): Opened {
  const ports = ['0a:00:00:00:00:01 10.0.0.1', second].map((address, index) =>
    newRow(NB, 'Logical_Switch_Port', {
      name: `vm${index + 1}`,
      addresses: [address],
      port_security: [address],
      up: true,
    }),
  );
  const nb = newDatabase(NB, {
    NB_Global: [newRow(NB, 'NB_Global', {})],
    Logical_Switch: [newRow(NB, 'Logical_Switch', { name: 'sw0', ports, acls: [...acls] })],
    Logical_Switch_Port: ports,
    ACL: acls,
    ...sets,
  });
  const { network } = compileNetwork(nb, { release: '25.03.0' });
  return { nb, network, isCompiled: true, isDump: false, read: [], ignored: [] };
}

const codesIn = (source: Opened) => lintIn(source).findings.map(({ code }) => code);

describe('nothing is found in', () => {
  it.each(['24.03.9', '24.09.3', '25.03.0', '25.09.4', '26.03.1'])('the sample, compiled for %s', async release =>
    expect(lintIn(await opened(manifests(), { ...FOR_GUESTS, release }))).toEqual({ findings: [], notChecked: [] }));

  it.each([
    'a-policies',
    'a-primary-l2',
    'a-remote-service',
    'b-primary-l2-dual',
    'c-secondary-l2',
  ])('the recorded databases of %s', async network =>
    expect(lintIn(await opened([recorded('nb.db', network), recorded('sb.db', network)], FOR_GUESTS))).toEqual({
      findings: [],
      notChecked: [],
    }));

  it('a switch with two ports', () => expect(codesIn(networkWith({}))).toEqual([]));
});

describe('findings', () => {
  it('an ACL below one that matches more, with the flow that is met', () => {
    const report = lintIn(networkWith({ acls: [acl(1002, 'ip4'), acl(1001, 'ip4 && tcp.dst == 80', 'drop')] }));
    expect(report.findings).toMatchObject([
      { code: 'acl-shadowed', flow: { flow: { stage: 'ls_in_acl_eval' } }, by: [{ flow: { priority: 2002 } }] },
    ]);
    expect(report.findings[0]!.flow!.origin.row).toMatchObject({ table: 'ACL', row: { priority: 1001 } });
    expect(renderLint(report)).toMatch(
      /^acl-shadowed: an ACL that no packet meets: sw0, ls_in_acl_eval, priority 2001\n {2}match .*\n.*from ACL\n {2}covered {2}priority 2002: /,
    );
  });

  it('an ACL that several others cover together', () =>
    expect(
      codesIn(networkWith({ acls: [acl(1003, 'ip4'), acl(1002, 'ip6'), acl(1001, 'ip && udp', 'drop')] })),
    ).toEqual(['acl-shadowed']));

  it('an ACL that the tracer never meets, in any state of the connection', () => {
    const source = networkWith({ acls: [acl(1002, 'ip4'), acl(1001, 'ip4 && tcp.dst == {80, 443}', 'drop')] });
    const dead = new Set(lintIn(source).findings.map(({ flow }) => flow!.flow.match));
    expect(dead.size).toBe(1);
    const tracer = new Tracer(source.network);
    for (const scenario of SCENARIO_NAMES.filter(name => name !== 'related')) {
      for (const [port, to] of [
        [80, '10.0.0.2'],
        [443, '10.0.0.9'],
        [22, '10.0.0.2'],
      ]) {
        const microflow = `inport == "vm1" && eth.src == 0a:00:00:00:00:01 && eth.dst == 0a:00:00:00:00:02 && ip4.src == 10.0.0.1 && ip4.dst == ${to} && ip.ttl == 64 && tcp.dst == ${port}`;
        const trace = tracer.trace({ microflow, scenario });
        if ('error' in trace) throw new Error(trace.error);
        const met = [...nodesOf(trace.root)].flatMap(node => (node.kind === 'table' && node.flow ? [node.flow] : []));
        expect(met.some(({ stage }) => stage === 'ls_in_acl_eval')).toBe(true);
        expect(met.filter(({ priority, stage }) => stage === 'ls_in_acl_eval' && priority === 2001)).toEqual([]);
      }
    }
  });

  it('not an ACL that a packet meets', () =>
    expect(
      codesIn(networkWith({ acls: [acl(1003, 'ip4 && tcp'), acl(1002, 'ip6'), acl(1001, 'ip && udp', 'drop')] })),
    ).toEqual([]));

  it('an ACL whose match contradicts itself', () =>
    expect(codesIn(networkWith({ acls: [acl(1001, 'ip4 && tcp.dst == 80 && tcp.dst == 81', 'drop')] }))).toEqual([
      'acl-contradictory',
    ]));

  it('sets and groups without users', () => {
    const sets = {
      Address_Set: [
        newRow(NB, 'Address_Set', { name: 'used', addresses: ['10.0.0.9'] }),
        newRow(NB, 'Address_Set', { name: 'unused', addresses: ['10.0.0.9'] }),
      ],
      Port_Group: [newRow(NB, 'Port_Group', { name: 'nobody' })],
    };
    const report = lintIn(networkWith({ acls: [acl(1001, 'ip4.src == $used')], sets }));
    expect(report.findings).toEqual([
      { code: 'set-unused', subject: 'unused' },
      { code: 'group-unused', subject: 'nobody' },
    ]);
  });

  it('a set that names its members wrong is not contradictory', () =>
    expect(codesIn(networkWith({ acls: [acl(1001, 'ip4.src == $gone')] }))).toEqual([]));

  it('one address of two ports', () =>
    expect(lintIn(networkWith({ second: '0a:00:00:00:00:02 10.0.0.1' })).findings).toEqual([
      { code: 'address-twice', subject: '10.0.0.1 in sw0', others: ['port vm1', 'port vm2'] },
    ]));

  it('a VM without DHCP', async () => {
    const path = `${ROOT}/samples/explain/dropped-by-acl.nb.db`;
    const source = await opened([{ name: 'nb.db', bytes: new Uint8Array(readFileSync(path)) }], FOR_GUESTS);
    expect(lintIn(source).findings).toMatchObject([
      { code: 'dhcp-missing', subject: 'demo/vm-a', others: [expect.stringMatching(/^dhcp-options-missing: ./)] },
    ]);
  });

  it('of every kind are as the schema has them', () => {
    const sets = { Address_Set: [newRow(NB, 'Address_Set', { name: 'unused' })] };
    const acls = [acl(1002, 'ip4'), acl(1001, 'ip4 && tcp.dst == 80', 'drop')];
    const report = lintIn(networkWith({ acls, sets, second: '0a:00:00:00:00:02 10.0.0.1' }));
    expect(validate(lintToJson(report)), JSON.stringify(validate.errors)).toBe(true);
    expect(report.findings.length).toBe(3);
    for (const { code } of report.findings) expect(Object.keys(LINT_CODES)).toContain(code);
  });
});

it('says what a dump does not tell', async () => {
  const report = lintIn(await opened([{ name: 'flows.txt', text: recordedFlows() }], FOR_GUESTS));
  expect(report.notChecked).toHaveLength(2);
});
