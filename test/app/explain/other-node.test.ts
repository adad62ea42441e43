/** A packet that goes to another node: followed there by the port that it leaves by, or said to be open. */
import { describe, expect, test } from 'vitest';
import { explainIn, type OpenNodeOf } from '../../../src/app/explain/explain-in.ts';
import { FOR_GUESTS, type Opened, type OpenOptions } from '../../../src/app/sources/opened.ts';
import { NB } from '../../../src/ovn/schema/nb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';
import { explainNetwork, group, policyAcl, type Variation, WEB } from '../../analyze/explain/networks.ts';
import { manifests, opened } from '../../support/app-inputs.ts';
import { nbText } from '../../support/faulty-networks.ts';

const EGRESS_IP = {
  name: 'egress-ip.yaml',
  text: `apiVersion: k8s.ovn.org/v1
kind: EgressIP
metadata: {name: eip, annotations: {k8s.ovn.org/egressip-mark: "50000"}}
spec: {egressIPs: [192.168.122.50], namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: proj2}}}
status: {items: [{node: worker-1, egressIP: 192.168.122.50}]}
`,
};

const clusterOf = (options: OpenOptions) => opened([...manifests('cudn2'), EGRESS_IP], { ...FOR_GUESTS, ...options });

async function explained(source: Opened, from: string, to: string, openNodeOf?: OpenNodeOf) {
  const answer = await explainIn(source, { from, to, protocol: 'tcp/443' }, openNodeOf);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

describe('to the internet by the gateway router of another node', async () => {
  const here = await clusterOf({ guest: 'fedora-1' });

  test('it is followed to the network outside', async () => {
    const asked: unknown[] = [];
    const answer = await explained(here, 'fedora-1', 'internet', async (guest, node) => {
      asked.push(node);
      return clusterOf({ guest, node });
    });
    expect(asked).toEqual(['worker-1']);
    expect(answer).toMatchObject({ verdict: 'yes', code: 'leaves-network' });
    expect(answer.phases.at(-1)!.datapath).toBe('ext_cluster_udn_cudn2_worker-1');
  });

  test('it is undecided without that node', async () => {
    for (const openNodeOf of [undefined, async () => here])
      expect(await explained(here, 'fedora-1', 'internet', openNodeOf)).toMatchObject({
        verdict: 'undecided',
        code: 'source-incomplete',
        missing: [{ code: 'node-database' }],
      });
  });
});

describe('to a pod of another node that a policy cuts off', () => {
  const DENY = {
    name: 'deny.yaml',
    text: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny-client, namespace: proj2}
spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Ingress]}
`,
  };
  const zoneOf = (options: OpenOptions) => opened([...manifests('cudn2'), DENY], { ...FOR_GUESTS, ...options });

  // Release 1.3 names the node by the id of its chassis.
  test.each(['1.1', '1.2', '1.3'])('release %s: the policy is found there', async ovnkRelease => {
    const here = await zoneOf({ guest: 'fedora-1', ovnkRelease });
    const answer = await explained(here, 'fedora-1', 'client-0', (guest, node) => zoneOf({ guest, node, ovnkRelease }));
    expect(answer).toMatchObject({ verdict: 'no', code: 'dropped-by-default-deny' });
  });

  test('without that node it is undecided, and the node is named', async () => {
    const here = await zoneOf({ guest: 'fedora-1', ovnkRelease: '1.3' });
    expect(await explained(here, 'fedora-1', 'client-0')).toMatchObject({
      verdict: 'undecided',
      code: 'passes-to-node',
      missing: [{ code: 'node-database', text: expect.stringContaining('node worker-1') }],
    });
  });
});

test('nothing that this node found about the packet counts on the other one', async () => {
  const nodeWith = (variation: Variation) =>
    opened([{ name: 'nb.db', text: nbText(explainNetwork(variation)) }], FOR_GUESTS);
  const allow = newRow(NB, 'ACL', { action: 'allow', direction: 'to-lport', priority: 1001, match: 'ip' });
  const ids = { 'k8s.ovn.org/owner-type': 'NetpolNamespace', 'k8s.ovn.org/name': 'demo', direction: 'Ingress' };
  const deny = group('deny', ids, [WEB], [policyAcl(ids, { match: 'outport == @deny' })]);
  const here = await nodeWith({ guests: { 'web-0': { type: 'remote' } }, acls: [allow] });
  const there = await nodeWith({ groups: [deny] });
  expect(await explained(here, 'vm-a', 'web-0', async () => there)).toMatchObject({ code: 'dropped-by-default-deny' });
});
