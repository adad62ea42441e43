/** What virtual machines and their instances say together. */
import { describe, expect, it } from 'vitest';
import { readManifests } from '../../src/manifests/read-manifests.ts';

const read = (...texts: readonly string[]) => {
  const { value, diagnostics } = readManifests([{ name: 'x.yaml', text: texts.join('\n---\n') }]);
  expect(diagnostics).toEqual([]);
  return value.virtualMachines;
};

const links = (...interfaces: readonly string[]): string => {
  const names = interfaces.map(text => /\w+/.exec(text)![0]);
  const list = interfaces.map(text => `{name: ${text}, bridge: {}}`).join(', ');
  const networks = names.map(name => `{name: ${name}, multus: {networkName: ${name}}}`).join(', ');
  return `domain: {devices: {interfaces: [${list}]}}, networks: [${networks}]`;
};
const machine = (spec: string, metadata = '', more = 'runStrategy: Always') =>
  `kind: VirtualMachine\napiVersion: kubevirt.io/v1\nmetadata: {name: vm.example, namespace: ns}\nspec: {${more}, template: {metadata: {${metadata}}, spec: {${spec}}}}`;
const instance = (spec: string, metadata = '', status = 'phase: Running, nodeName: a') =>
  `kind: VirtualMachineInstance\napiVersion: kubevirt.io/v1\nmetadata: {name: vm.example, namespace: ns, ${metadata}}\nspec: {${spec}}\nstatus: {${status}}`;

describe('interfaces', () => {
  it.each<[title: string, objects: readonly string[], expected: readonly string[]]>([
    [
      'of the template',
      [machine(links('a', 'b, state: down', 'c, state: absent', 'd, state: up'))],
      ['a up', 'b down', 'd up'],
    ],
    ['of the instance first', [machine(links('a', 'b')), instance(links('b', 'hot'))], ['b up', 'hot up', 'a pending']],
    ['that the template drops', [machine(links('a, state: absent')), instance(links('a'))], ['a up']],
    [
      'that the instance drops',
      [machine(links('a', 'b')), instance(links('a', 'b, state: absent'))],
      ['a up', 'b pending'],
    ],
    ['whose link goes down', [machine(links('a, state: down')), instance(links('a, state: down'))], ['a down']],
    ['of an instance alone', [instance(links('a'))], ['a up']],
    ['of the template, where the instance is shortened', [machine(links('a')), instance('')], ['a up']],
    [
      'of the template, where the instance has ended',
      [machine(links('a')), instance(links('b'), '', 'phase: Failed')],
      ['a up'],
    ],
  ])('%s', (_, objects, expected) => {
    const [found] = read(...objects);
    expect(found!.interfaces.map(({ name, state }) => `${name} ${state}`)).toEqual(expected);
  });
});

describe('the hostname', () => {
  it.each([
    ['is the first part of the name', [machine('')], 'vm'],
    ['is that of the specification', [machine('hostname: web')], 'web'],
    ['is that of the instance that runs', [machine('hostname: new'), instance('hostname: old, domain: {}')], 'old'],
    ['has at most 63 characters', [machine('').replace('vm.example', 'a'.repeat(70))], 'a'.repeat(63)],
  ])('%s', (_, objects, expected) => expect(read(...objects)[0]!.hostname).toBe(expected));
});

describe('the addresses that it asks for', () => {
  const asks = (text: string) => `annotations: {network.kubevirt.io/addresses: '${text}'}`;
  const A = new Map([['a', ['10.0.0.1', 'fd00::1']]]);
  it.each([
    ['in the template', [machine('', asks('{"a": ["10.0.0.1", "fd00::1"]}'))], A],
    ['in the instance', [machine(''), instance('domain: {}', asks('{"a": ["10.0.0.1", "fd00::1"]}'))], A],
    ['that cannot be read', [machine('', asks('{"a": "10.0.0.1"}'))], 'malformed'],
    ['that are no JSON', [machine('', asks('10.0.0.1'))], 'malformed'],
    ['none', [machine('', asks('null'))], new Map()],
  ])('%s', (_, objects, expected) => expect(read(...objects)[0]!.addresses).toEqual(expected));
});
