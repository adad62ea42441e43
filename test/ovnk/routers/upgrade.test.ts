/** The upgrade to release 1.2: nodes with transit routers beside nodes without. */
import { describe, expect, it } from 'vitest';
import { build, CUDN, DUAL, documents, node, pod } from '../cluster.ts';

const upgraded = (name: string) => node(name, 'annotations: {k8s.ovn.org/layer2-topology-version: "2.0"}');
const rowsOf = (network: string, nodes: readonly string[], name = 'a', ...more: readonly string[]) =>
  build(documents(network, ...nodes, pod('p'), ...more), { release: '1.2', node: name }).nb;
const inner = ({ nb }: { nb: ReturnType<typeof rowsOf> }) =>
  nb.Logical_Router_Port.map(({ name }) => name.split('-')[0]).filter(name => name !== 'rtoe');

describe('the upgrade to transit routers', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['is over where every node has the version', [upgraded('a'), upgraded('b')], ['rtotr', 'trtor', 'trtor', 'trtos']],
    ['is taken to be over where no node has a version', [node('a'), node('b')], ['rtotr', 'trtor', 'trtor', 'trtos']],
    ['leaves another node on the switch', [upgraded('a'), node('b')], ['rtotr', 'trtor', 'trtos', 'trtos']],
    ['leaves the own node on the switch', [node('a'), upgraded('b')], ['rtos']],
  ])('%s', (_, nodes, expected) => {
    const found = inner({ nb: rowsOf(CUDN, nodes) });
    expect(found.sort()).toEqual(expected);
  });

  it('reaches the other node in each family of the cluster', () => {
    const nb = rowsOf(DUAL, [upgraded('a'), node('b')]);
    const routes = nb.Logical_Router_Static_Route.filter(({ external_ids }) => external_ids.get('k8s.ovn.org/node'));
    expect(routes.map(({ ip_prefix, nexthop }) => [ip_prefix, nexthop])).toEqual([
      ['100.65.0.3', '100.65.0.3'],
      ['fd99::3', 'fd99::3'],
    ]);
    expect(nb.Logical_Router_Port.find(({ name }) => name.endsWith('-upgrade'))?.networks).toEqual([
      '100.65.255.254/16',
      'fd99::ffff:ffff:ffff:fffe/64',
    ]);
  });

  it('sends the traffic of an EgressIP to the address that the other node has', () => {
    const egressIp = `kind: EgressIP
apiVersion: k8s.ovn.org/v1
metadata: {name: eip, annotations: {k8s.ovn.org/egressip-mark: "50007"}}
spec: {egressIPs: [192.0.2.100], namespaceSelector: {}}
status: {items: [{node: b, egressIP: 192.0.2.100}]}`;
    const hops = (other: string) =>
      rowsOf(CUDN, [upgraded('a'), other], 'a', egressIp).Logical_Router_Policy.find(({ priority }) => priority === 100)
        ?.nexthops;
    expect([hops(upgraded('b')), hops(node('b'))]).toEqual([['100.88.0.7'], ['100.65.0.3']]);
  });
});
