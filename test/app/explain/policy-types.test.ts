/** Which policies a default deny is of: those that isolate the pod in the direction of the packet. */
import { expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

const policy = (name: string, types: string, rules: string) => ({
  name: `${name}.yaml`,
  text: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: proj2}
spec: {podSelector: {}, policyTypes: [${types}]${rules}}
`,
});

const SOURCES = [
  ...manifests('cudn2').filter(({ name }) => !name.includes('policies')),
  policy('deny-ingress', 'Ingress', ''),
  policy('only-udp', 'Egress', ', egress: [{ports: [{protocol: UDP}]}]'),
];

async function reasonsIn(source: Opened) {
  const answer = await explainIn(source, { from: 'client-0', to: 'web-0', protocol: 'tcp/80' });
  if ('error' in answer) throw new Error(answer.error.message);
  expect(answer.value).toMatchObject({ code: 'dropped-by-default-deny' });
  return answer.value.why.map(({ text }) => text);
}

test('a policy of the other direction only is left out, as its manifest says', async () => {
  const reasons = await reasonsIn(await opened(SOURCES, { ...FOR_GUESTS, guest: 'client-0' }));
  expect(reasons).toEqual([expect.stringContaining('NetworkPolicy proj2/only-udp')]);
});

test('without manifests, a policy without rules counts only with its types', async () => {
  const { cluster: _, ...rows } = await opened(SOURCES, { ...FOR_GUESTS, guest: 'client-0' });
  expect(await reasonsIn(rows)).toEqual([
    expect.stringMatching(/proj2\/deny-ingress.*: it counts only if its policyTypes have Egress$/),
    expect.stringMatching(/proj2\/only-udp.*does not allow this$/),
  ]);
});
