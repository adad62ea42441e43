/** A document that cannot be read may be the primary network of a VM: then the answer about the VM is not known. */
import { describe, expect, test } from 'vitest';
import { checkAll, verdictOnAll } from '../../../src/app/lease/check-all.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { manifests, opened, primaryVm } from '../../support/app-inputs.ts';

const namespace = (labels: string) => `apiVersion: v1
kind: Namespace
metadata: {name: x, labels: {${labels}}}
---
`;
const LABELLED = namespace('k8s.ovn.org/primary-user-defined-network: ""');

const VM = `---
${primaryVm}`;

const network = (metadata: string, topology: string) => `apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: ${metadata}
spec:
  topology: ${topology}
  layer2: {role: Primary, subnets: [10.1.0.0/24]}
`;
const METADATA = '{name: net, namespace: x}';

const UNREAD = [
  ['with a bracket that is not closed', network(METADATA, '[Layer2')],
  ['with a tab as indentation', `${network(METADATA, 'Layer2')}\tx: 1\n`],
  ['with an unknown alias', network(METADATA, '*nope')],
  ['of a template', network('{name: {{ .Values.net }}, namespace: x}', 'Layer2')],
  ['that is a text', 'kind UserDefinedNetwork\n'],
  ['that is a list', '[1, 2]\n'],
] as const;

describe.each(UNREAD)('a document %s', (_, document) => {
  test.each([
    ['alone', LABELLED, []],
    ['beside another cluster', LABELLED, manifests()],
    ['without a Namespace object', '', []],
  ])('%s', async (_, head, others) => {
    const sources = await opened([{ name: 'x.yaml', text: head + document + VM }, ...others], FOR_GUESTS);
    const rows = checkAll(sources);
    const row = rows.find(({ name }) => name === 'x/vm1');
    expect(row?.verdict).toBe('undecided');
    expect(row?.answerer?.why).toMatch(/may be in x\.yaml, of which a part cannot be read/);
    expect(row?.diagnosis).toBeUndefined();
    expect(verdictOnAll(rows)).toBe('undecided');
    const lease = leaseOf(sources, 'x/vm1');
    expect('value' in lease && lease.value.verdict).toBe('undecided');
  });
});

test('a namespace without the label has no primary network', async () => {
  const text = namespace('') + UNREAD[0][1] + VM;
  const [row] = checkAll(await opened([{ name: 'x.yaml', text }], FOR_GUESTS));
  expect(row).toMatchObject({ verdict: 'elsewhere', answerer: { server: 'nobody' } });
});
