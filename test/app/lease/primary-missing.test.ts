/** A namespace has the label for a primary network, and no primary network: its pods do not start. */
import { expect, test } from 'vitest';
import { checkAll, verdictOnAll } from '../../../src/app/lease/check-all.ts';
import type { BytesInput, TextInput } from '../../../src/app/sources/input.ts';
import { openSources } from '../../../src/app/sources/open-sources.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { manifests, primaryVm, recorded } from '../../support/app-inputs.ts';

const cluster = (network: string, label = 'k8s.ovn.org/primary-user-defined-network') => `apiVersion: v1
kind: Namespace
metadata: {name: x, labels: {${label}: ""}}
---
${network}${primaryVm}`;

const attachment = (config: string) => `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: {name: n, namespace: x}
spec: {config: '${config}'}
---
`;

const config = (fields: object): string =>
  attachment(
    JSON.stringify({
      name: 't',
      type: 'ovn-k8s-cni-overlay',
      topology: 'layer2',
      role: 'primary',
      subnets: '10.3.0.0/16',
      netAttachDefName: 'x/n',
      ...fields,
    }),
  );

const LEFT_OUT = 'but no primary network: its network, NetworkAttachmentDefinition x/n, is left out: ';

async function check(text: string, others: readonly (TextInput | BytesInput)[]) {
  const { value, diagnostics } = await openSources([{ name: 'x.yaml', text }, ...others], FOR_GUESTS);
  const rows = checkAll(value!);
  return { rows, row: rows.find(({ name }) => name === 'x/vm1'), codes: diagnostics.map(({ code }) => code) };
}

test.each([
  ['', 'but no primary network'],
  [attachment('{bad'), `${LEFT_OUT}this string has to be JSON`],
  [config({ mtu: '1500' }), `${LEFT_OUT}a whole number is needed here, not the string "1500"`],
  [config({ netAttachDefName: 'x/other' }), `${LEFT_OUT}"netAttachDefName" has to be "x/n"`],
  [config({ mtu: '1500', role: 'secondary' }), 'but no primary network'],
])('%j: %s', async (network, reason) => {
  for (const others of [[], manifests()]) {
    const { rows, row, codes } = await check(cluster(network), others);
    expect(row).toMatchObject({ verdict: 'no-lease', diagnosis: { code: 'primary-network-missing' } });
    expect(row?.diagnosis?.text).toContain(reason);
    expect(codes).toContain('primary-network-missing');
    expect(verdictOnAll(rows)).toBe('no');
  }
});

test('without the label, an attachment that cannot be read is not the network of the pod', async () => {
  const { row } = await check(cluster(attachment('{bad'), 'other'), []);
  expect(row).toMatchObject({ verdict: 'elsewhere', answerer: { server: 'nobody' } });
});

test('beside a database, this is in the answer and no warning', async () => {
  const { row, codes } = await check(cluster(''), [recorded('nb.db'), recorded('sb.db')]);
  expect(row?.diagnosis?.code).toBe('primary-network-missing');
  expect(codes).not.toContain('primary-network-missing');
});
