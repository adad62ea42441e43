/** Manifests of several nodes: the zones of all are compared, and what was left out is no part of "the same". */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compareSources } from '../../../src/app/compare/compare-sources.ts';
import { otherZones, zonesAgain } from '../../../src/app/compare/zones.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { manifests, opened } from '../../support/app-inputs.ts';
import { ROOT } from '../../support/udon.ts';
import { outputsOf } from '../../symbolic/trace-outputs.ts';

type Texts = ReturnType<typeof manifests>;

/** Every packet of the pod that runs on the second node is dropped. */
const DENY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny-client, namespace: proj2}
spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Ingress, Egress]}
`;
const denied = (): Texts => [...manifests(), { name: 'deny.yaml', text: DENY }];

const sideOf = async (texts: Texts) => ({
  opened: await opened(texts, FOR_GUESTS),
  ...zonesAgain(() => texts, FOR_GUESTS),
});

async function compared(before: Texts, after: Texts) {
  const [a, b] = [await sideOf(before), await sideOf(after)];
  const zones = await otherZones(a, b);
  const options = { wantsBehaviour: true, zones };
  return compareSources({ name: 'a', ...a }, { name: 'b', ...b }, options);
}

test('a policy for a pod of the second node changes its connections', async () => {
  const { behaviour, isSame, notCompared } = await compared(manifests(), denied());
  expect([behaviour!.verdict, isSame]).toEqual(['different', false]);
  const between = behaviour!.changes.filter(({ from }) => from.includes('proj2/client-0'));
  expect(between.map(({ to }) => to)).toContainEqual(expect.arrayContaining(['proj2/fedora-1', 'proj2/web-0']));
  for (const { kind, example } of behaviour!.changes) expect([kind, example.node]).toEqual(['removed', 'worker-1']);
  expect(notCompared.join()).toContain('other rows of worker-1 have differences');
});

/** The sample, in which a text has another one in its place. */
const changed = (from: string, to: string): Texts => {
  const texts = manifests().map(({ name, text }) => ({ name, text: text.replaceAll(from, to) }));
  expect(texts).not.toEqual(manifests());
  return texts;
};

test('flows of multicast alone are not followed', async () => {
  const { behaviour } = await compared(manifests(), changed('multicast-enabled: "true"', 'multicast-enabled: "false"'));
  expect(behaviour).toMatchObject({
    verdict: 'undecided',
    changes: [],
    notCompared: [{ what: 'multicast', flows: 4 }],
  });
});

test('another next hop is not the same', async () => {
  const { behaviour } = await compared(manifests(), changed('"192.168.122.1"', '"192.168.122.254"'));
  expect(behaviour!.verdict).toBe('undecided');
  expect(behaviour!.notCompared).toEqual(
    ['worker-0', 'worker-1'].map(node => ({
      ...{ what: 'next-hop', router: `GR_cluster_udn_cudn2_${node}` },
      ...{ before: ['192.168.122.1'], after: ['192.168.122.254'] },
    })),
  );
});

test('a service whose only endpoint is the sender', async () => {
  const { behaviour } = await compared(manifests(), changed('addresses: [172.22.0.7]', 'addresses: [172.22.0.6]'));
  expect(behaviour!.changes).toContainEqual(
    expect.objectContaining({
      kind: 'added',
      ...{ from: ['proj2/fedora-1'], to: ['proj2/fedora-1'] },
      packets: [expect.stringContaining('ip4.dst == 10.200.31.7 && tcp.dst == 80')],
    }),
  );
});

/** Whether a port gets the packet that a line of the answer replays. */
async function arrives(texts: Texts, node: string | undefined, microflow: string, ports: readonly string[]) {
  const { network } = await opened(texts, { ...FOR_GUESTS, node });
  return outputsOf(new Tracer(network), microflow).some(port => ports.includes(port));
}

test('an example from another node has the addresses of the guests, and replays the change', async () => {
  const [before, after] = [manifests(), changed('role: client}}', 'role: other}}')];
  const stricter = after.map(({ name, text }) => ({
    name,
    text: text.replace('172.22.0.6/32', '172.22.0.6/32, 172.22.0.8/32'),
  }));
  const [change, ...others] = (await compared(before, stricter)).behaviour!.changes;
  expect(others).toEqual([]);
  expect(change).toMatchObject({ kind: 'removed', from: ['proj2/client-0'], to: ['proj2/web-0'], packets: [] });
  const { example } = change!;
  expect(example.before).toContain('eth.src == 0a:58:ac:16:00:08 && eth.dst == 0a:58:ac:16:00:07');
  const ports = ['proj2.cudn2_proj2_web-0'];
  expect(await arrives(before, example.node, example.before!, ports)).toBe(true);
  expect(await arrives(stricter, example.node, example.after!, ports)).toBe(false);
});

test('each way to the outside is listed once', async () => {
  const { behaviour } = await compared(manifests(), denied());
  const outside = behaviour!.changes.flatMap(({ from, to }) =>
    to.filter(name => /^next hop|^br-ex/.test(name)).map(name => [from, name]),
  );
  expect(outside).toHaveLength(2);
  expect(behaviour!.changes.filter(({ to }) => to.some(name => /^next hop|^br-ex/.test(name)))).toHaveLength(1);
});

test('zones with the same rows are the same', async () => {
  const { behaviour, isSame } = await compared(manifests(), manifests());
  expect([behaviour!.verdict, behaviour!.notCompared, isSame]).toEqual(['same', [], true]);
});

test('without the zones of the other nodes, nothing is said of their guests', async () => {
  const [a, b] = [await sideOf(manifests()), await sideOf(denied())];
  const sides = [
    { name: 'a', ...a },
    { name: 'b', ...b },
  ] as const;
  const { behaviour, isSame } = compareSources(...sides, { wantsBehaviour: true });
  expect([behaviour!.verdict, isSame]).toEqual(['undecided', false]);
  expect(behaviour!.notCompared).toEqual([{ what: 'node', node: 'worker-1', guests: ['proj2/client-0'] }]);
  const ofOne = compareSources(...sides, { wantsBehaviour: true, isOneNode: true });
  expect(ofOne.behaviour!.verdict).toBe('same');
  expect(ofOne.notCompared).toContain('Only the node worker-0 was compared, not worker-1');
});

test('a network that is not compiled is not the same', async () => {
  const text = readFileSync(`${ROOT}/samples/layer3.yaml`, 'utf8');
  const policy = DENY.replace('proj2', 'udn-blue');
  const { behaviour, isSame } = await compared([{ name: 'a', text }], [{ name: 'b', text: `${text}---\n${policy}` }]);
  expect([behaviour!.verdict, isSame]).toEqual(['undecided', false]);
  expect(behaviour!.notCompared).toMatchObject([{ what: 'network', title: expect.stringContaining('blue') }]);
});
