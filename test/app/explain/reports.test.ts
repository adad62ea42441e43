/**
 * Questions that people asked about real clusters: rows of the real OVN-Kubernetes (test/recordings/ovnk), and the sample
 * network. Whether packets pass is compared with ovn-trace's rules by other tests; here, what the answers name.
 */
import { describe, expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import type { ExplainRequest } from '../../../src/app/explain/explain-request.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { traceIn } from '../../../src/app/trace/trace-in.ts';
import { traceRequest } from '../../../src/app/trace/trace-request.ts';
import { manifests, opened } from '../../support/app-inputs.ts';
import { openPaths } from '../../support/open-paths.ts';

const sample = opened(manifests('cudn2'), { ...FOR_GUESTS, ovnkFeatures: ['egress-firewall-on-udn'] });
const plain = opened(manifests('cudn2'), FOR_GUESTS);
const scene = async (path: string) =>
  (await openPaths([`test/recordings/ovnk/1.1.0/${path}/nb.db.gz`], FOR_GUESTS)).value!;

async function answerTo(from: Awaited<typeof sample>, request: ExplainRequest) {
  const answer = await explainIn(from, request);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

describe('a gateway that answers with another MAC after a live migration', () => {
  test('the MAC of an ARP proxy that this network does not have', async () => {
    const request = { from: 'fedora-1', to: 'internet', nextHopMac: '0a:58:a9:fe:01:01' };
    expect(await answerTo(await sample, request)).toMatchObject({
      verdict: 'no',
      code: 'destination-unknown',
      why: [
        { text: 'no port of the network has MAC 0a:58:a9:fe:01:01' },
        { text: 'the router of the network has MAC 0a:58:64:41:00:02' },
      ],
    });
  });

  test("the MAC of the other node's router leads to that node", async () => {
    const request = { from: 'fedora-1', to: 'internet', nextHopMac: '0a:58:64:41:00:03' };
    const answer = await answerTo(await plain, request);
    expect(answer).toMatchObject({
      verdict: 'undecided',
      code: 'source-incomplete',
      missing: [{ code: 'node-database' }],
    });
    expect(answer.text).toMatch(/is not decided$/);
    expect(answer.phases.at(-1)?.text).toContain('stor-cluster_udn_cudn2_ovn_layer2_switch_worker-1');
    expect(answer).not.toHaveProperty('reply');
  });
});

describe('multi-network policies, without a list of conntrack states', () => {
  const network = scene('secondary/20-secondary-l2');

  test('a policy without rules for the direction', async () => {
    const answer = await answerTo(await network, { from: '10.50.0.4', to: '10.50.0.6', protocol: 'tcp/80' });
    expect(answer).toMatchObject({
      verdict: 'no',
      code: 'dropped-by-default-deny',
      by: 'Dropped by network policies isolation in namespace sec, direction Egress',
      why: expect.arrayContaining([
        {
          object: 'MultiNetworkPolicy sec/web on network sec_l2a',
          text: 'MultiNetworkPolicy sec/web on network sec_l2a selects p0, and has no egress rule: it counts only if its policyTypes have Egress',
          details: [],
        },
      ]),
    });
  });

  test('a sender on another node is not asked about here', async () => {
    const request = { from: '10.50.0.6', to: '10.50.0.4', protocol: 'tcp/80' };
    expect(await explainIn(await network, request)).toMatchObject({ error: { code: 'guest-elsewhere' } });
  });
});

/** After one state, ovn-trace takes `est` for the lookups of all other zones. */
test.each([
  [['new'], true],
  [['new', 'new'], false],
])('a trace with --ct %j has a state that no kernel makes: %j', async (ct, hasStateConflict) => {
  const { replay, verdict } = await answerTo(await plain, { from: 'fedora-1', to: 'web-0', protocol: 'tcp/5432' });
  expect(verdict).toBe('no');
  const request = traceRequest([replay.at(-1)!], { ct });
  if ('error' in request) throw new Error(request.error.message);
  expect(traceIn(await plain, request.value).answer).toMatchObject({ hasStateConflict });
});

describe('networks that are isolated from each other', () => {
  test.each([
    ['10.128.2.3', '10.128.2.6', 'no', 'Dropped by UDN isolation of type DenySecondary'],
    ['10.128.2.6', '10.128.2.3', 'no', 'Dropped by UDN isolation of type DenySecondary'],
    ['10.128.2.3', '10.128.2.5', 'yes', 'Allowed by UDN isolation of type OpenPort-green/u0'],
  ])('%s to %s: %s', async (from, to, verdict, by) => {
    const answer = await answerTo(await scene('primary/40-default-beside'), { from, to, protocol: 'tcp/80' });
    expect(answer).toMatchObject({ verdict, by });
  });
});

describe('the sample network', () => {
  test('a destination that the EgressFirewall denies', async () => {
    expect(await answerTo(await sample, { from: 'fedora-1', to: '8.8.4.4', protocol: 'udp/53' })).toMatchObject({
      code: 'dropped-by-egress-firewall',
      by: 'Dropped by egress firewall in namespace proj2',
      why: [
        {
          text: 'EgressFirewall proj2/default, rule 2 (Deny 0.0.0.0/0 except 172.22.0.0/16), after',
          details: [
            {
              name: 'rule 1',
              text: 'Allow 8.8.8.0/24, UDP 53, TCP 443: ip4.dst is 8.8.4.4; the nearest that passes is 8.8.8.0',
            },
          ],
        },
      ],
    });
  });

  test('a guest with a static address that its port does not have', async () => {
    const request = { from: 'fedora-1', to: 'gw', sourceAddress: '172.22.0.19' };
    const answer = await answerTo(await sample, request);
    expect(answer).toMatchObject({ code: 'dropped-by-port-security' });
    expect(answer.why[0]?.text).toMatch(
      /allows 0a:58:ac:16:00:06 with 172\.22\.0\.6; the packet has .* with 172\.22\.0\.19$/,
    );
  });

  test('an ACL that almost matches, with the register traced back to its flow', async () => {
    const request = { from: 'fedora-1', to: 'web-0', protocol: 'tcp/8080', whyNot: 'ls_out_acl_eval:65532' };
    const { whyNot } = await answerTo(await sample, { ...request, scenario: 'first' });
    expect(whyNot?.[0]).toMatchObject({ result: 'missed', causes: [{ origin: 'conntrack' }] });
    const hint = await answerTo(await sample, { ...request, scenario: 'established', whyNot: 'ls_out_acl_eval:2000' });
    expect(hint.whyNot?.flatMap(({ causes }) => causes.map(({ text }) => text)).join('\n')).toMatch(
      /reg0\[9\] is 0, and reg0\[9\] == 1 is needed; no flow on the way sets it/,
    );
  });

  test('a stage of routers is reached by no packet on a switch', async () => {
    const request = { from: 'fedora-1', to: 'web-0', whyNot: 'lr_in_policy:1' };
    expect(await answerTo(await sample, request)).toMatchObject({ whyNot: [] });
  });
});
