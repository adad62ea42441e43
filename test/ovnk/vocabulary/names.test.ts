/** Names and addresses from OVN-Kubernetes' documentation and tests. */

import { describe, expect, it } from 'vitest';
import { parseAddress, parsePrefix, printPrefix } from '../../../src/base/ip.ts';
import { canLaunch, virtLauncherName, virtualMachineIn } from '../../../src/kubernetes/names.ts';
import { newAddressAllocator, newAllocator } from '../../../src/ovnk/ipam/allocator.ts';
import { macFromAddress, nthAddress } from '../../../src/ovnk/vocabulary/addresses.ts';
import { dbIds, hashedName } from '../../../src/ovnk/vocabulary/db-ids.ts';
import { controllerName, namePrefixOf, podPortName } from '../../../src/ovnk/vocabulary/names.ts';
import { selectorText } from '../../../src/ovnk/vocabulary/selector-key.ts';

const C = controllerName('cluster_udn_cudn2');
const D = controllerName('default');

describe('hashed names', () => {
  it.each([
    [dbIds('Address_Set', 'EgressIP', D, 'node-ips', 'v4', 'default'), 'a712973235162149816'],
    [dbIds('Address_Set', 'EgressIP', D, 'egressip-served-pods', 'v4', 'default'), 'a8519615025667110816'],
    [dbIds('Address_Set', 'EgressService', D, 'egresssvc-served-pods', 'v4'), 'a13607449821398607916'],
    [dbIds('Port_Group', 'Cluster', D, 'clusterPortGroup'), 'a13298398610555951118'],
    [dbIds('Port_Group', 'Cluster', C, 'clusterPortGroup'), 'a1639477670873743076'],
    [dbIds('Port_Group', 'Cluster', C, 'clusterRtrPortGroup'), 'a3793714330360426988'],
    [dbIds('Port_Group', 'Namespace', C, 'proj2'), 'a1628043804719217130'],
    [dbIds('Address_Set', 'Namespace', C, 'proj2', 'v4'), 'a8113264019820471346'],
    [dbIds('Port_Group', 'NetpolNamespace', C, 'proj2', 'Ingress'), 'a2802992293576597933'],
    [
      dbIds('Address_Set', 'UDNEnabledService', 'udn-enabled-svc', 'udn-enabled-svc-cluster-ips', 'v4'),
      'a3613486944346402462',
    ],
    [dbIds('Port_Group', 'NetpolNamespace', C, 'proj2', 'Egress'), 'a500668124983961469'],
    [dbIds('Port_Group', 'NetworkPolicy', C, 'proj2:allow-web'), 'a13455409847817144233'],
    [dbIds('Address_Set', 'PodSelector', C, 'proj2_LS{ML:{role: client,},}', 'v4'), 'a15963063080454980959'],
  ])('%#', (ids, name) => expect(hashedName(ids)).toBe(name));
});

describe('names of entities', () => {
  it.each([
    ['cluster_udn_my.net', 'cluster_udn_my.net_'],
    ['cluster_udn_a-b-c', 'cluster_udn_a.b.c_'],
    ['proj-3_l2-sec', 'proj.3_l2.sec_'],
  ])('%s begins them as %s', (network, prefix) => expect(namePrefixOf(network)).toBe(prefix));

  it('keep the pod as it is', () =>
    expect(podPortName('proj-2/my-net', { namespace: 'proj-2', name: 'pod-0' })).toBe('proj.2.my.net_proj-2_pod-0'));
});

describe('MAC addresses', () => {
  it.each([
    ['172.22.0.6', '0a:58:ac:16:00:06'],
    ['fe80::1', '0a:58:6d:6d:c1:50'],
    ['fd69::4', '0a:58:1b:ac:71:41'],
    ['fd69::2', '0a:58:e0:ff:1d:9b'],
  ])('%s has %s', (address, mac) => expect(macFromAddress(parseAddress(address)!)).toBe(mac));
});

describe('allocation', () => {
  const network = (text: string) => parsePrefix(text)!;

  it.each([
    ['10.0.0.0/24', [], [], '10.0.0.1'],
    ['10.0.0.7/24', ['10.0.0.6', '10.0.0.9'], [], '10.0.0.1'],
    ['10.0.0.0/29', ['10.0.0.1', '10.0.0.3'], [], '10.0.0.2'],
    ['10.0.0.0/24', ['10.0.1.9', 'fd00::9'], [], '10.0.0.1'],
    ['10.0.0.0/24', [], ['10.0.0.1/32', '10.0.0.2/32'], '10.0.0.3'],
    ['10.0.0.0/24', [], ['10.0.0.0/28', '10.0.0.16/30'], '10.0.0.20'],
    ['10.0.0.0/24', ['10.0.0.1', '10.0.0.200'], ['10.0.0.128/25'], '10.0.0.2'],
    ['10.0.0.0/24', [], ['10.0.0.0/8'], undefined],
    ['10.0.0.0/31', [], [], undefined],
    ['10.0.0.0/30', ['10.0.0.1', '10.0.0.2'], [], undefined],
    ['fd00::/64', ['fd00::1'], [], 'fd00::2'],
    ['fd00::/64', ['fd00::1:0'], ['fd00::1/128', 'fd00::2/128'], 'fd00::3'],
  ])('of %s but %j and %j gives %s', (subnet, takenTexts, excludedTexts, expected) => {
    const allocator = newAddressAllocator(network(subnet), excludedTexts.map(network));
    for (const text of takenTexts) allocator.reserve(parseAddress(text)!.value);
    expect(allocator.next()).toBe(expected && parseAddress(expected)!.value);
  });

  it.each([
    ['10.0.0.7/24', ['10.0.0.6', '10.0.0.9'], [], '10.0.0.10'],
    ['10.0.0.0/29', ['10.0.0.6'], [], '10.0.0.1'],
    ['10.0.0.0/24', ['10.0.1.9', 'fd00::9'], [], '10.0.0.1'],
    ['10.0.0.0/24', ['10.0.0.3', '10.0.0.200'], ['10.0.0.128/25'], '10.0.0.4'],
    ['fd00::/64', ['fd00::3'], [], 'fd00::4'],
    ['fd00::/64', ['fd00::1:0'], ['fd00::1/128', 'fd00::2/128'], 'fd00::3'],
  ])('of %s after %j but %j gives %s', (subnet, chosen, excluded, expected) => {
    const allocator = newAddressAllocator(network(subnet), excluded.map(network));
    for (const text of chosen) allocator.resume(parseAddress(text)!.value);
    expect(allocator.next()).toBe(parseAddress(expected)!.value);
  });

  it('goes round, and does not begin after a reserved number', () => {
    const { next, reserve } = newAllocator(1n, 4n);
    reserve(3n);
    expect([next(), next()]).toEqual([1n, 2n]);
    reserve(4n);
    expect(next()).toBeUndefined();
  });

  it.each([
    ['10.0.0.0/24', '10.0.0.0', false],
    ['10.0.0.0/24', '10.0.0.254', true],
    ['10.0.0.0/24', '10.0.0.255', false],
    ['fd00::/64', 'fd00::', false],
    ['fd00::/64', 'fd00::ffff', true],
    ['fd00::/64', 'fd00::1:0', false],
  ])('of %s: whether %s can be allocated', (subnet, text, expected) => {
    const allocator = newAddressAllocator(network(subnet), []);
    expect(allocator.contains(parseAddress(text)!.value)).toBe(expected);
  });

  it('counts from the first address of a network', () =>
    expect(printPrefix(nthAddress(network('10.0.0.7/24'), 2))).toBe('10.0.0.2/24'));
});

describe('selectors as text', () => {
  const expression = (key: string, operator: 'In' | 'Exists', ...values: string[]) => ({ key, operator, values });
  it.each([
    [{}, [], 'LS{}'],
    [{ role: 'client' }, [], 'LS{ML:{role: client,},}'],
    [{ b: '2', a: '1' }, [], 'LS{ML:{a: 1,b: 2,},}'],
    [{}, [expression('k', 'In', 'b', 'a')], 'LS{ME:{LSR{Key:k,Operator:In,Values:[a b],}},}'],
    [
      { a: '1' },
      [expression('l', 'Exists'), expression('k', 'In', 'a')],
      'LS{ML:{a: 1,},ME:{LSR{Key:k,Operator:In,Values:[a],},LSR{Key:l,Operator:Exists,Values:[],}},}',
    ],
  ])('%j %j', (matchLabels, expressions, text) => {
    const place = { source: { name: '', text: '' }, offset: 0, length: 0 };
    const matchExpressions = expressions.map(each => ({ ...each, place }));
    expect(selectorText({ matchLabels: new Map(Object.entries(matchLabels)), matchExpressions })).toBe(text);
  });
});

/** Names as KubeVirt and Kubernetes make them: 58 characters, and 5 random ones. */
describe('the pod of a virtual machine', () => {
  const LONG = 'a-rather-long-name-of-a-virtual-machine-as-people-give-them';
  it.each([
    ['fedora-1', 'virt-launcher-fedora-1-hs6zv', 'fedora-1'],
    ['db.prod.example', 'virt-launcher-db.prod.example-hs6zv', 'db.prod.example'],
    ['v'.repeat(43), `virt-launcher-${'v'.repeat(43)}-hs6zv`, 'v'.repeat(43)],
    ['v'.repeat(44), `virt-launcher-${'v'.repeat(44)}hs6zv`, 'v'.repeat(44)],
    [
      LONG,
      'virt-launcher-a-rather-long-name-of-a-virtual-machine-as-phs6zv',
      'a-rather-long-name-of-a-virtual-machine-as-p',
    ],
  ])('of %s', (name, pod, known) => {
    expect(virtLauncherName(name, 'hs6zv')).toBe(pod);
    expect(virtualMachineIn(pod)).toBe(known);
    expect([canLaunch(pod, name), canLaunch(pod, `${name}-2`), canLaunch('web-0', name)]).toEqual([
      true,
      name.length >= 43,
      false,
    ]);
  });
});
