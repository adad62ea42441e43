/** A policy that drops the requests of a VM is explained by `udon dhcp` as by `udon explain`: the same code, words and owner. */
import { expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { diagnosisToJson } from '../../../src/render/lease/dhcp-json.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

const DENY = {
  name: 'deny.yaml',
  text: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny-egress, namespace: proj2}
spec: {podSelector: {}, policyTypes: [Egress]}
`,
};

test('default deny', async () => {
  const source = await opened([...manifests('cudn2'), DENY], { ...FOR_GUESTS, guest: 'fedora-1' });
  const lease = leaseOf(source, 'fedora-1');
  const explained = await explainIn(source, { from: 'fedora-1', to: '255.255.255.255', protocol: 'udp/67' });
  if ('error' in lease || 'error' in explained) throw new Error('no answer');
  const { code, by, owner } = explained.value;
  const { diagnosis } = lease.value.report!;
  expect(code).toBe('dropped-by-default-deny');
  expect(diagnosis).toMatchObject({ code: 'dropped-by-acl', explainCode: code, by, owner });
  expect(diagnosisToJson(diagnosis!)).toMatchObject({ explainCode: code });
});
