/** Interfaces on attachments that have no rows: the answer names the attachment and why it is left out. */
import { expect, test } from 'vitest';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { renderLease } from '../../../src/render/lease/dhcp-answer.ts';
import { opened, vmManifest } from '../../support/app-inputs.ts';

const VM = `${vmManifest('name: mv, bridge: {}', 'name: mv, multus: {networkName: NETWORK}')}---\n`;

const MACVLAN = `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: {name: macvlan, namespace: default}
spec: {config: '{"cniVersion": "0.3.1", "type": "macvlan"}'}
`;

const LAYER3 = `apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: n, namespace: x}
spec: {topology: Layer3, layer3: {role: Secondary, subnets: [{cidr: 10.1.0.0/16}]}}
`;

test.each([
  [
    'default/macvlan',
    MACVLAN,
    'its attachment, NetworkAttachmentDefinition default/macvlan, is left out: it is of type "macvlan", not ovn-k8s-cni-overlay',
  ],
  ['n', LAYER3, 'its attachment is of Layer3 network x/n, which udon does not compile'],
])('%s', async (network, object, why) => {
  const text = VM.replace('NETWORK', network) + object;
  const lease = leaseOf(await opened([{ name: 'x.yaml', text }], FOR_GUESTS), 'vm1');
  if ('error' in lease) throw new Error(lease.error.message);
  expect(renderLease(lease.value)).toBe(
    `x/vm1, interface mv: it is not known which server answers: namespace x: ${why}\n`,
  );
});
