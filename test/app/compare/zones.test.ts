/** Manifests of several nodes: the zones of all are compared, and what was left out is no part of "the same". */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compareSources } from '../../../src/app/compare/compare-sources.ts';
import { otherZones, zonesAgain } from '../../../src/app/compare/zones.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { manifests, opened } from '../../support/app-inputs.ts';
import { ROOT } from '../../support/udon.ts';

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
  expect(between.map(({ to }) => to)).toContainEqual(['proj2/fedora-1', 'proj2/web-0']);
  for (const { kind, example } of behaviour!.changes) expect([kind, example.node]).toEqual(['removed', 'worker-1']);
  expect(notCompared.join()).toContain('other rows of worker-1 have differences');
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
