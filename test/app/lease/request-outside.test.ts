/**
 * VMs that ask a server outside of OVN, or a server in another guest, and the policies that drop their requests. People have a
 * policy that denies all: with the rows of such manifests, the real ovn-trace 25.03 outputs the request to no port.
 */
import { describe, expect, test } from 'vitest';
import { checkAll } from '../../../src/app/lease/check-all.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { renderLease } from '../../../src/render/lease/dhcp-answer.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

const policy = (networks: string, spec: string) => ({
  name: 'policy.yaml',
  text: `apiVersion: k8s.cni.cncf.io/v1beta1
kind: MultiNetworkPolicy
metadata: {name: p, namespace: demo, annotations: {k8s.v1.cni.cncf.io/policy-for: "${networks}"}}
spec: {podSelector: {}, ${spec}}`,
});
const openedWith = (...policies: readonly ReturnType<typeof policy>[]) =>
  opened([...manifests('vms'), ...policies], FOR_GUESTS);

describe('a policy on a localnet network', () => {
  test.each([
    ['that denies all', 'policyTypes: [Ingress, Egress]', 'no-lease', 'nobody'],
    ['that denies egress', 'policyTypes: [Egress], egress: []', 'no-lease', 'nobody'],
    [
      'that allows other egress',
      'policyTypes: [Egress], egress: [{ports: [{protocol: TCP, port: 80}]}]',
      'no-lease',
      'nobody',
    ],
    [
      'that allows DHCP',
      'policyTypes: [Egress], egress: [{ports: [{protocol: UDP, port: 67}]}]',
      'elsewhere',
      'outside',
    ],
    ['that is about ingress', 'policyTypes: [Ingress]', 'elsewhere', 'outside'],
  ])('%s', async (_, spec, verdict, server) => {
    const rows = checkAll(await openedWith(policy('vlan-1924', spec)));
    const row = rows.find(({ name }) => name === 'demo/bridge-on-localnet')!;
    expect([row.verdict, row.answerer!.server]).toEqual([verdict, server]);
    expect(row.diagnosis?.code).toBe(verdict === 'no-lease' ? 'dropped-by-acl' : undefined);
    expect(rows.find(({ name }) => name === 'demo/sriov')).toMatchObject({ verdict: 'elsewhere' });
  });

  test('is named in the answer about one VM, with its flow and what to do', async () => {
    const lease = leaseOf(await openedWith(policy('vlan-1924', 'policyTypes: [Egress]')), 'bridge-on-localnet');
    if ('error' in lease) throw new Error(lease.error.message);
    expect(lease.value.verdict).toBe('no');
    expect(renderLease(lease.value).split('\n')).toEqual([
      'demo/bridge-on-localnet, interface net1: nobody answers: the request does not leave the port of the VM',
      'an ACL drops the request (dropped-by-acl)',
      expect.stringMatching(/^ {2}row {4}ACL NP:demo:Egress$/),
      expect.stringMatching(/^ {2}flow {3}table=/),
      '  by     Dropped by network policies isolation in namespace demo, direction Egress',
      expect.stringMatching(/^ {2}owner {2}default deny \(Egress\)/),
      expect.stringMatching(/^ {2}do {5}let the policy allow UDP from port 68/),
      '',
    ]);
  });
});

test('a policy on a network without IPAM keeps requests from the servers in other guests', async () => {
  const verdictOf = async (...policies: readonly ReturnType<typeof policy>[]) => {
    const row = checkAll(await openedWith(...policies)).find(({ name }) => name === 'demo/bridge-without-ipam')!;
    return [row.verdict, row.diagnosis?.code];
  };
  expect(await verdictOf()).toEqual(['elsewhere', undefined]);
  expect(await verdictOf(policy('bare-udn', 'policyTypes: [Egress]'))).toEqual(['no-lease', 'dropped-by-acl']);
});

test('a policy does not concern requests that end in the pod', async () => {
  const rows = checkAll(await openedWith(policy('secondary-udn', 'policyTypes: [Egress]')));
  expect(rows.find(({ name }) => name === 'demo/bridge-on-secondary')).toMatchObject({
    verdict: 'elsewhere',
    answerer: { server: 'virt-launcher' },
  });
});
