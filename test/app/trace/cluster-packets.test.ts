/**
 * Where the packets of a cluster end, from its manifests alone: test/differential/manifests.test.ts compares the same traces
 * with those of ovn-trace.
 */
import { expect, test } from 'vitest';
import type { Opened } from '../../../src/app/sources/opened.ts';
import { traceIn } from '../../../src/app/trace/trace-in.ts';
import { parseTraceArguments } from '../../../src/cli/commands/trace/trace-arguments.ts';
import { gapNotes } from '../../../src/render/trace/gap-notes.ts';
import { renderTrace } from '../../../src/render/trace/trace-text.ts';
import { manifests, opened } from '../../support/app-inputs.ts';
import { packetsOf, ZONES } from './cluster-packets.ts';

const VM = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
const [WEB, CLIENT] = ['proj2.cudn2_proj2_web-0', 'proj2.cudn2_proj2_client-0'];
const MANAGEMENT = 'k8s-cluster_udn_cudn2_worker-0';
const BRIDGE = 'br-ex_cluster_udn_cudn2_worker-0';
/** The router asks for the MAC of the next hop first. */
const ASKED = [BRIDGE, BRIDGE];
const MASQUERADE = '169.254.0.11';

const ENDS: Readonly<Record<string, readonly [outputs: readonly string[], snat?: string]>> = {
  'to a pod of the other node': [[CLIENT]],
  'to a pod of the other node, by the gateway': [[CLIENT]],
  'to a ClusterIP of the cluster': [[MANAGEMENT], '169.254.0.12'],
  'to a service of the network': [[WEB]],
  'to a service, which a policy does not allow': [[]],
  'to a service of its own': [[WEB]],
  'to the internet': [ASKED, MASQUERADE],
  'to the internet, which a firewall does not allow': [[]],
  'to the internet, which a policy does not allow': [[]],
  'to the other node': [ASKED, MASQUERADE],
  'to its gateway': [[VM]],
  'with its last hop': [[VM]],
  'to a service, from outside': [[]],
  'back to the masquerade address': [[]],
  'back to the VM, after conntrack restored its address': [[VM]],
  'back from the router to the switch': [ASKED],
  'back from a service': [[CLIENT]],
};

/**
 * The router of a node tracks connections, also those that it answers itself; a transit router does not. The firewall of the
 * sample denies everything outside of the network, except two ports of 8.8.8.0/24.
 */
const EXCEPTIONS: Readonly<Record<number, typeof ENDS>> = {
  0: {
    'to the internet, which a firewall does not allow': [ASKED, MASQUERADE],
    'to its gateway': [[VM], MASQUERADE],
    'with its last hop': [[VM], MASQUERADE],
  },
  2: { 'to the other node': [[]], 'to a ClusterIP of the cluster': [[]], 'with its last hop': [[]] },
};

test.each([0, 2])('in zone %i', async index => {
  const zone = ZONES[index]!;
  const network = await opened(manifests(), zone);
  const found = packetsOf(zone).map(([title, args]) => [title, endOf(args, network)]);
  expect(Object.fromEntries(found)).toEqual({ ...ENDS, ...EXCEPTIONS[index] });
});

test('a note says where to go on after SNAT is undone', async () => {
  const zone = ZONES[0]!;
  const network = await opened(manifests(), zone);
  const noted = packetsOf(zone).flatMap(([title, args]) => notesOf(args, network).map(note => [title, note]));
  expect(noted).toEqual([
    [
      'back to the masquerade address',
      expect.stringContaining('datapath GR_cluster_udn_cudn2_worker-0, inport == "rtoe-GR_cluster_udn_cudn2_worker-0"'),
    ],
  ]);
});

const answerTo = (args: readonly string[], network: Opened) => {
  const call = parseTraceArguments(args);
  return 'error' in call ? call : traceIn(network, call.request).answer;
};

function notesOf(args: readonly string[], network: Opened): readonly string[] {
  const answer = answerTo(args, network);
  return 'error' in answer ? [answer.error] : gapNotes(answer.gaps);
}

/** The ports that it leaves by, and the source that NAT gives it. */
function endOf(args: readonly string[], network: Opened): readonly [outputs: readonly string[], snat?: string] {
  const answer = answerTo(args, network);
  const text = 'error' in answer ? answer.error : renderTrace(answer, ['minimal']);
  const outputs = Array.from(text.matchAll(/^ *output\("(.*)"\);$/gm), ([, port]) => port!);
  const snat = /ct_snat\(ip4\.src=([\d.]+)/.exec(text)?.[1];
  return snat === undefined ? [outputs] : [outputs, snat];
}
