/** Services as people write them, without what the API server adds. */
import { expect, test } from 'vitest';
import { build, CUDN, DUAL_STACK, documents, node, pod } from '../cluster.ts';

const SMALL = DUAL_STACK.replace('172.30.0.0/16', '172.30.0.0/24').replace(', "fd02::/112"', '');
const service = (name: string, spec: string, namespace = 'ns') =>
  `kind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {selector: {app: web}, ${spec}}`;
const PORTS = 'ports: [{port: 80}, {port: 443}]';

const said = (...texts: readonly string[]) =>
  build(documents(CUDN, node('a'), pod('p', 'labels: {app: web}'), ...texts))
    .diagnostics.map(({ message }) => message)
    .filter(message => message.includes('no clusterIP'));

test.each([
  ['one address', PORTS, 'clusterIP 172.30.1.1'],
  ['an empty text as well', `clusterIP: "", ${PORTS}`, 'clusterIP 172.30.1.1'],
  ['ports of nodes', `type: NodePort, ${PORTS}`, 'clusterIP 172.30.1.1 and nodePort 30086 and nodePort 30087'],
  [
    'ports of nodes, where they are not named',
    'type: LoadBalancer, ports: [{port: 80, nodePort: 30086}, {port: 443}]',
    'clusterIP 172.30.1.1 and nodePort 30087',
  ],
  [
    'no ports of nodes for balancers that need none',
    `type: LoadBalancer, allocateLoadBalancerNodePorts: false, ${PORTS}`,
    'clusterIP 172.30.1.1',
  ],
  ['the family that it names', `ipFamilies: [IPv6], ${PORTS}`, 'clusterIP fd02::101'],
  ['both families', `ipFamilyPolicy: PreferDualStack, ${PORTS}`, 'clusterIP 172.30.1.1 and clusterIP fd02::101'],
  [
    'both families in its order',
    `ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv6], ${PORTS}`,
    'clusterIP fd02::101 and clusterIP 172.30.1.1',
  ],
])('gets %s', (_, spec, expected) =>
  expect(said(DUAL_STACK, service('web', spec))).toEqual([`service ns/web has no clusterIP: assuming ${expected}`]));

test('gets an address that no other service has, from the upper part of the network', () =>
  expect(
    said(SMALL, service('a', `clusterIP: 172.30.0.17, ${PORTS}`), service('b', PORTS), service('c', PORTS)),
  ).toEqual([
    'service ns/b has no clusterIP: assuming clusterIP 172.30.0.18',
    'service ns/c has no clusterIP: assuming clusterIP 172.30.0.19',
  ]));

test.each([
  ['is headless', `clusterIP: None, ${PORTS}`, 'ns'],
  ['is a name', 'type: ExternalName, externalName: a.example', 'ns'],
  ['is as a cluster has it', `type: NodePort, clusterIP: 172.30.7.7, ${PORTS}`, 'ns'],
  ['is not on a primary network', PORTS, 'other'],
])('gets nothing if it %s', (_, spec, namespace) => expect(said(service('web', spec, namespace))).toEqual([]));

test('has load balancers with what it gets', () => {
  const { nb } = build(
    documents(CUDN, node('a'), pod('p', 'labels: {app: web}'), service('web', 'type: NodePort, ports: [{port: 22}]')),
    { features: ['endpoints-in-own-subnets'] },
  );
  expect(nb.Load_Balancer.flatMap(({ vips }) => [...vips.keys()])).toEqual(['172.30.1.1:22', '192.0.2.11:30086']);
});
