/** What explanations take from manifests and no row has: addresses of other Services, and firewalls without effect. */
import { expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

const FIREWALL = {
  name: 'firewall.yaml',
  text: `apiVersion: k8s.ovn.org/v1
kind: EgressFirewall
metadata: {name: default, namespace: proj2}
spec: {egress: [{type: Deny, to: {cidrSelector: 0.0.0.0/0}}]}
`,
};
const INPUTS = [...manifests('cudn2').filter(({ name }) => !name.includes('policies')), FIREWALL];

async function answerTo(to: string, protocol: string, ovnkRelease: string) {
  const source = await opened(INPUTS, { ...FOR_GUESTS, guest: 'fedora-1', ovnkRelease });
  const answer = await explainIn(source, { from: 'fedora-1', to, protocol });
  return 'error' in answer ? answer.error : answer.value;
}

test('a Service without a load balancer here is asked by its address', async () => {
  const dns = 'service/openshift-dns/dns-default';
  expect(await answerTo(dns, 'udp/53', '1.1')).toMatchObject({
    verdict: 'yes',
    subject: { to: { name: dns, address: '10.200.0.10' } },
  });
  expect(await answerTo(dns, 'tcp/54', '1.1')).toMatchObject({ message: expect.stringContaining('udp/53, tcp/53') });
});

const IDLE = 'EgressFirewall proj2/default has no effect on user-defined networks before OVN-Kubernetes 1.2';

test('an EgressFirewall without effect is named where the packet leaves', async () => {
  const outside = await answerTo('internet', 'tcp/443', '1.1');
  expect(outside).toMatchObject({ code: 'leaves-network', why: [{ text: expect.stringContaining(IDLE) }] });
  expect(await answerTo('internet', 'tcp/443', '1.2')).toMatchObject({ code: 'dropped-by-egress-firewall' });
  expect(JSON.stringify(await answerTo('web-0', 'tcp/8080', '1.1'))).not.toContain('EgressFirewall');
});
