/** What OVN-Kubernetes makes of a policy that people do not expect: named ports, and ACLs without connection tracking. */
import { describe, expect, test } from 'vitest';
import { build, CUDN, documents, node, pod } from '../cluster.ts';

const NS = `kind: Namespace
apiVersion: v1
metadata: {name: ns, labels: {k8s.ovn.org/primary-user-defined-network: ""}}`;

const policy = (spec: string, annotations = '', namespace = 'ns') =>
  `kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {name: x, namespace: ${namespace}, annotations: {${annotations}}}\nspec: {podSelector: {}, ${spec}}`;

const said = (text: string) =>
  build(documents(CUDN, NS, node('a'), pod('p', ''), text))
    .diagnostics.filter(({ code }) => code === 'named-port' || code === 'stateless-policy')
    .map(({ severity, message }) => `${severity}: ${message}`);

describe('a port with a name', () => {
  test.each([
    ['[{port: http}]', ['so this rule allows all ports of TCP']],
    ['[{port: http}, {port: 80}]', ['so it allows nothing here']],
    ['[{port: dns, protocol: UDP}, {port: 80}]', ['so this rule allows all ports of UDP']],
    ['[{port: 80}]', []],
  ])('%s', (ports, expected) => {
    for (const direction of ['ingress', 'egress'])
      expect(said(policy(`${direction}: [{ports: ${ports}}]`))).toEqual(
        expected.map(text =>
          expect.stringMatching(`^warning: NetworkPolicy ns/x: OVN-Kubernetes does not resolve .*${text}$`),
        ),
      );
  });
});

test('ACLs without connection tracking need a flag of OVN-Kubernetes', () => {
  const spec = 'ingress: [{}]';
  expect(said(policy(spec, 'k8s.ovn.org/acl-stateless: "true"'))).toEqual([
    expect.stringContaining('note: NetworkPolicy ns/x: k8s.ovn.org/acl-stateless has an effect only if'),
  ]);
  expect(said(policy(spec, 'k8s.ovn.org/acl-stateless: "false"'))).toEqual([]);
});

test('a policy of a namespace without a network here is not named', () =>
  expect(said(policy('ingress: [{ports: [{port: http}]}]', '', 'elsewhere'))).toEqual([]));
