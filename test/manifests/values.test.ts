/** Values that the API server and KubeVirt accept in several forms, and names that are not given yet. */
import { expect, it, test } from 'vitest';
import { readManifests } from '../../src/manifests/read-manifests.ts';

const read = (text: string) => readManifests([{ name: 'x.yaml', text }]);

it('labels may be null, which is an empty text', () => {
  const { value, diagnostics } = read('kind: Namespace\nmetadata: {name: a, labels: {b: null, c: , d: e}}');
  expect(diagnostics).toEqual([]);
  expect(value.namespaces[0]!.labels).toEqual(
    new Map([
      ['b', ''],
      ['c', ''],
      ['d', 'e'],
    ]),
  );
});

/** The forms of Go's net.ParseMAC. */
test.each([
  ['02:00:0a:0B:0c:0d', '02:00:0a:0b:0c:0d'],
  ['02-00-0a-0b-0c-0d', '02:00:0a:0b:0c:0d'],
  ['0200.0a0b.0c0d', '02:00:0a:0b:0c:0d'],
  ['2:0:a:b:c:d', undefined],
  ['02:00-0a:0b-0c:0d', undefined],
  ['02000a0b0c0d', undefined],
])('the MAC address %s', (mac, expected) => {
  const { value, diagnostics } = read(
    `kind: VirtualMachine
apiVersion: kubevirt.io/v1
metadata: {name: a}
spec:
  template:
    spec:
      domain: {devices: {interfaces: [{name: default, macAddress: "${mac}"}]}}
      networks: [{name: default, pod: {}}]`,
  );
  expect(value.virtualMachines[0]?.interfaces[0]?.mac).toBe(expected);
  expect(diagnostics.map(({ code }) => code)).toEqual(expected === undefined ? ['bad-mac'] : []);
});

it('objects with a prefix in place of a name are different objects, each with a name', () => {
  const machine =
    'kind: VirtualMachine\napiVersion: kubevirt.io/v1\nmetadata: {generateName: web-}\nspec: {template: {spec: {}}}';
  const { value, diagnostics } = read(`${machine}\n---\n${machine}`);
  const names = value.virtualMachines.map(({ name }) => name);
  expect(names).toEqual([expect.stringMatching(/^web-[a-z0-9]{5}$/), expect.stringMatching(/^web-[a-z0-9]{5}$/)]);
  expect(new Set(names).size).toBe(2);
  expect(diagnostics).toMatchObject(
    names.map(name => ({ severity: 'note', message: `VirtualMachine "web-..." has no name yet: assuming ${name}` })),
  );
});
