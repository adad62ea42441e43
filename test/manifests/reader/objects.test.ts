/** The objects of lists: items without a kind of their own have that of the list, as kubectl reads them. */
import { expect, test } from 'vitest';
import { objectsOf } from '../../../src/manifests/reader/objects.ts';
import { readYaml } from '../../../src/manifests/reader/read-yaml.ts';

const kindsIn = (text: string) => {
  const messages: string[] = [];
  const { trees } = readYaml({ name: 'list.yaml', text });
  const objects = trees.flatMap(tree => [...objectsOf(tree, found => messages.push(found.message))]);
  return [...objects.map(({ group, kind }) => `${group}/${kind}`), ...messages];
};

test.each<[text: string, found: readonly string[]]>([
  ['{apiVersion: v1, kind: PodList, items: [{metadata: {name: a}}]}', ['/Pod']],
  ['{apiVersion: kubevirt.io/v1, kind: VirtualMachineList, items: [{}]}', ['kubevirt.io/VirtualMachine']],
  ['{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Node}]}', ['/Node']],
  ['{apiVersion: v1, kind: PodList, items: [{apiVersion: a.b/v1, kind: Other}]}', ['a.b/Other']],
  ['{apiVersion: v1, kind: List, items: [{metadata: {name: a}}]}', ['a Kubernetes object needs a "kind"']],
])('%s', (text, found) => expect(kindsIn(text)).toEqual(found));
