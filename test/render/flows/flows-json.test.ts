/** Flows as JSON match the published schema and have their origin. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { withOrigins } from '../../../src/analyze/origin/origin.ts';
import type { LogicalFlow } from '../../../src/network/logical-network.ts';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import type { Nb } from '../../../src/ovn/schema/nb.ts';
import { flowsToJson } from '../../../src/render/flows/flows-json.ts';
import { featureRecordings, northbound, recordingsOf, storedNetwork } from '../../support/recorded-databases.ts';

const SCHEMA = new URL('../../../grammar/flows.schema.json', import.meta.url);
const validate = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

interface Document {
  readonly version: number;
  readonly flows: readonly Readonly<Record<string, unknown>>[];
}

const documentOf = (flows: readonly LogicalFlow[], nb?: Nb): Document =>
  JSON.parse([...flowsToJson(withOrigins(flows, nb))].join('')) as Document;

describe.each([...recordingsOf('25.03.0'), ...recordingsOf('26.03.1'), ...featureRecordings()])('%s', recording => {
  const nb = northbound(recording);

  test.each([
    ['compiled', compileNetwork(nb, { release: '25.03.0' }).network, nb],
    ['stored, with northbound rows', storedNetwork(recording), nb],
    ['stored alone', storedNetwork(recording), undefined],
  ] as const)('%s', (_, network, rows) => {
    const document = documentOf(network.flows.all(), rows);
    expect(validate(document), JSON.stringify(validate.errors?.slice(0, 5))).toBe(true);
    expect(document.flows).toHaveLength(network.flows.all().length);
  });
});

test('the flow that answers a VM', () => {
  const recording = 'networks/25.03.0/a-primary-l2';
  const nb = northbound(recording);
  const isAnswer = ({ stage, actions }: LogicalFlow) => stage === 'ls_in_dhcp_options' && actions.includes('offerip');
  const origin = {
    row: {
      table: 'DHCP_Options',
      uuid: '5c024d85-52c2-4b71-b835-994bf9b22cfc',
      id: 'cluster_udn_cudn2-network-controller:VirtualMachine:proj2/fedora-1:172.22.0.0/16',
      columns: { cidr: '172.22.0.0/16' },
    },
    owner: {
      kind: 'VirtualMachine',
      namespace: 'proj2',
      name: 'fedora-1',
      text: 'VirtualMachine proj2/fedora-1',
    },
  };
  const compiled = compileNetwork(nb, { release: '25.03.0' }).network.flows.all().filter(isAnswer);
  const rule = { name: 'dhcpOptions', ovn: 'build_lswitch_dhcp_options_and_response' };
  expect(documentOf(compiled, nb).flows).toEqual([expect.objectContaining({ ...origin, rule })]);
  const stored = documentOf(storedNetwork(recording).flows.all().filter(isAnswer), nb).flows;
  expect(stored).toEqual([expect.objectContaining({ ...origin, source: expect.stringMatching(/^northd\.c:/) })]);
  expect(stored[0]).not.toHaveProperty('rule');
});

describe('the schema rejects', () => {
  const flow = {
    datapath: 's',
    pipeline: 'ingress',
    table: 0,
    stage: '',
    priority: 0,
    match: '1',
    actions: '',
    uuid: '',
  };
  const document = (more: object) => ({ version: 1, flows: [{ ...flow, ...more }] });

  test('nothing of a valid document', () => expect(validate(document({}))).toBe(true));
  test.each([
    [{ version: 2, flows: [] }],
    [[flow]],
    [document({ pipeline: 'in' })],
    [document({ color: 'red' })],
    [document({ row: { table: 'ACL' } })],
    [document({ owner: { kind: 'Pod', name: 'p', text: 'Pod p' } })],
    [document({ owner: { kind: 'Node', name: 'n', namespace: 'x', text: 'Node n' } })],
    [document({ owner: { kind: 'Planet', name: 'x', text: '' } })],
  ])('%j', wrong => expect(validate(wrong)).toBe(false));
});
