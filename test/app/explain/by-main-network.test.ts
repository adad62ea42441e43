/** Which network and which address of a service a packet uses, if the manifests show only a part of them. */
import { describe, expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { opened } from '../../support/app-inputs.ts';

const openText = (text: string): Promise<Opened> => opened([{ name: 'lab.yaml', text }], FOR_GUESTS);

async function ask(source: Opened, from: string, to: string, protocol?: string) {
  const answer = await explainIn(source, { from, to, protocol });
  if ('error' in answer) return { fault: answer.error.code, message: answer.error.message };
  const { verdict, code, subject, text } = answer.value;
  return { verdict, code, text, address: subject.to.address, port: subject.port };
}

describe("a pod on a secondary network and on the cluster's own, which manifests do not describe", async () => {
  const source = await openText(`
apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: side, namespace: lab}
spec: {topology: Layer2, layer2: {role: Secondary, subnets: [10.66.1.0/24]}}
---
apiVersion: v1
kind: Pod
metadata: {name: pod, namespace: lab, annotations: {k8s.v1.cni.cncf.io/networks: side}}
spec: {nodeName: worker-0}
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: vm, namespace: lab}
spec:
  runStrategy: Always
  template:
    spec:
      domain: {devices: {interfaces: [{name: default, masquerade: {}}, {name: net1, bridge: {}}]}}
      networks: [{name: default, pod: {}}, {name: net1, multus: {networkName: side}}]
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: aside, namespace: lab}
spec:
  runStrategy: Always
  template:
    spec:
      domain: {devices: {interfaces: [{name: net1, bridge: {}}]}}
      networks: [{name: net1, multus: {networkName: side}}]
`);
  const portOf = (pod: string) =>
    source.network.Port_Binding.find(({ logical_port }) => logical_port.includes(pod))!.logical_port;

  test.each(['pod', 'vm'])('%s does not send to others by its secondary network', async from => {
    for (const to of ['8.8.8.8', 'internet'])
      expect(await ask(source, from, to)).toMatchObject({
        fault: 'network-missing',
        message: expect.stringContaining("by its interface on the cluster's own network"),
      });
    expect(await ask(source, from, 'aside')).toMatchObject({ code: 'delivered' });
    expect(await ask(source, from, '10.66.1.99')).toMatchObject({ code: 'destination-unknown' });
  });

  test('the port of the secondary network can be named', async () =>
    expect(await ask(source, portOf('lab_pod'), '8.8.8.8')).toMatchObject({ code: 'no-gateway' }));

  test('a VM without an interface on the network of its pod has no other way', async () =>
    expect(await ask(source, 'aside', '8.8.8.8')).toMatchObject({ code: 'no-gateway' }));
});

describe('a service with a port on the nodes', async () => {
  const source = await openText(`
apiVersion: v1
kind: Namespace
metadata: {name: lab, labels: {k8s.ovn.org/primary-user-defined-network: ""}}
---
apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: main, namespace: lab}
spec: {topology: Layer2, layer2: {role: Primary, subnets: [10.66.0.0/24]}}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: lab}
spec: {nodeName: worker-0}
---
apiVersion: v1
kind: Pod
metadata: {name: server, namespace: lab, labels: {app: web}}
spec: {nodeName: worker-0}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: lab}
spec: {type: NodePort, clusterIP: 172.30.0.80, selector: {app: web}, ports: [{port: 80, nodePort: 30080, targetPort: 8080}]}
`);

  test('its address in the service network is meant', async () =>
    expect(await ask(source, 'client', 'service/lab/web')).toMatchObject({
      code: 'delivered',
      address: '172.30.0.80',
      port: 80,
    }));

  test('a node has other ports, too', async () => {
    expect(await ask(source, 'client', '192.0.2.11', 'tcp/30080')).toMatchObject({ code: 'delivered' });
    expect(await ask(source, 'client', '192.0.2.11', 'tcp/22')).not.toHaveProperty('fault');
  });

  test('an address of the service network has only the ports of its services', async () =>
    expect(await ask(source, 'client', '172.30.0.80', 'tcp/81')).toMatchObject({ fault: 'service-ports' }));
});
