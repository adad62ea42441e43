/** Why a VM of the manifests has no port: refused, on a network whose rows are missing, or on the cluster's own network. */
import { expect, test } from 'vitest';
import type { ClusterView, Machine, UserNetwork } from '../../../src/analyze/guests/cluster-view.ts';
import { whyWithoutPort } from '../../../src/app/guests/without-port.ts';

const POD_NETWORK = { name: 'default', binding: 'masquerade', network: 'pod', state: 'up' } as const;
const LAN = { name: 'added', binding: 'bridge', network: { namespace: 'demo', name: 'lan' }, state: 'up' } as const;
const machine = (interfaces: Machine['interfaces']): Machine => ({
  namespace: 'demo',
  name: 'vm',
  isRunning: true,
  interfaces,
});

const PRIMARY: UserNetwork = {
  name: 'blue',
  topology: 'layer2',
  role: 'primary',
  hasIpam: true,
  mtu: 1400,
  vlan: undefined,
  attachments: [],
  namespaces: ['demo'],
  unlabelled: [],
  ports: [],
};

function reasonIn(parts: Partial<ClusterView>): string | undefined {
  const cluster: ClusterView = {
    machines: [machine([POD_NETWORK])],
    pods: [],
    networks: [],
    leftOut: [],
    refusals: [],
    mtu: 1400,
    ...parts,
  };
  return whyWithoutPort('demo/vm', cluster);
}

test('on the cluster network', () => expect(reasonIn({})).toMatch(/VM demo\/vm, default .* the cluster's own network/));

test('the other interfaces are not said to be there', () => {
  const reason = reasonIn({ machines: [machine([POD_NETWORK, LAN])] });
  expect(reason).toMatch(/^VM demo\/vm, default \(masquerade, network of the pod\), is on the cluster's own network/);
  expect(reason).toMatch(/no network of OVN here has its other interfaces: added .*demo\/lan/);
});

test('on a primary network without a row of its port', () => {
  const reason = reasonIn({ networks: [PRIMARY] });
  expect(reason).toMatch(/is on network blue, the primary one of namespace demo.*missing or cut short/);
  expect(reason).not.toContain("cluster's own network");
});

test('a pod that OVN-Kubernetes refuses', () => {
  const refusal = {
    code: 'hostname-shared',
    text: 'pod demo/p gets no port: too many',
    pod: { namespace: 'demo', name: 'p' },
    machine: 'vm',
    attachment: undefined,
  } as unknown as ClusterView['refusals'][number];
  expect(reasonIn({ networks: [PRIMARY], refusals: [refusal] })).toBe('pod demo/p gets no port: too many');
});
