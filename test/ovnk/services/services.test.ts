/** Services on a primary network as load balancers: which address leads to which endpoints. */
import { describe, expect, it } from 'vitest';
import type { BuildOptions } from '../../../src/ovnk/build-nb.ts';
import { build, CUDN, DUAL, documents, node, pod } from '../cluster.ts';

describe('services', () => {
  const service = (spec: string) =>
    `kind: Service\nmetadata: {name: web, namespace: ns}\nspec: {selector: {app: web}, ${spec}}`;
  /** Since the feature, pods of the network do not count as hosts. */
  const OPTIONS: BuildOptions = { features: ['endpoints-in-own-subnets'] };
  const vips = (spec: string, podSpec = 'nodeName: a', ingress = '', options = OPTIONS) => {
    const otherSpec = podSpec.replace('nodeName: a', 'nodeName: b');
    const pods = [pod('p', 'labels: {app: web}', podSpec), pod('q', 'labels: {app: web}', otherSpec)];
    const status = ingress && `\nstatus: {loadBalancer: {ingress: [{ip: ${ingress}}]}}`;
    const { nb } = build(documents(CUDN, node('a'), node('b'), ...pods, service(spec) + status), options);
    return Object.fromEntries(
      nb.Load_Balancer.map(({ name, vips }) => [name.split('_').slice(6).join('_'), Object.fromEntries(vips)]),
    );
  };
  const BOTH = '10.1.0.3:8080,10.1.0.4:8080';
  const PORT = 'clusterIP: 172.30.1.1, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]';

  it('are the same everywhere, except for the ports of nodes', () =>
    expect(vips(PORT)).toEqual({
      cluster: { '172.30.1.1:80': BOTH },
      'node_router+switch_a': { '192.0.2.11:30080': BOTH },
    }));
  it('are those of each node before the feature, because pods of the network count as hosts', () => {
    const earlier = (spec: string) => vips(spec, undefined, undefined, { release: '1.2' });
    expect(earlier(PORT)).toEqual({ 'node_router+switch_a': { '172.30.1.1:80': BOTH, '192.0.2.11:30080': BOTH } });
    expect(earlier(PORT.replace('8080', 'none'))).toEqual({
      cluster: { '172.30.1.1:80': '' },
      'node_router+switch_a': { '192.0.2.11:30080': '' },
    });
  });
  it('may stay on the node', () =>
    expect(vips(`internalTrafficPolicy: Local, ${PORT}`)).toEqual({
      node_switch_a: { '172.30.1.1:80': '10.1.0.3:8080', '192.0.2.11:30080': BOTH },
      node_router_a: { '172.30.1.1:80': BOTH, '192.0.2.11:30080': BOTH },
    }));
  it('may show the client', () =>
    expect(vips(`externalTrafficPolicy: Local, externalIPs: [198.51.100.1], ${PORT}`)).toEqual({
      cluster: { '172.30.1.1:80': BOTH },
      node_switch_a: { '198.51.100.1:80': BOTH, '192.0.2.11:30080': BOTH, '169.254.0.3:30080': '10.1.0.3:8080' },
      node_local_router_a: { '198.51.100.1:80': '10.1.0.3:8080', '192.0.2.11:30080': '10.1.0.3:8080' },
    }));
  it('without endpoints have an empty target', () => {
    const ports = 'clusterIP: 172.30.1.1, ports: [{port: 80, targetPort: http}]';
    expect(vips(ports)).toEqual({ cluster: { '172.30.1.1:80': '' } });
  });
  it('may name the port of containers', () => {
    const ports = 'clusterIP: 172.30.1.1, ports: [{port: 80, targetPort: http}]';
    const containers = 'nodeName: a, containers: [{ports: [{name: http, containerPort: 8080}]}]';
    expect(vips(ports, containers)).toEqual({ cluster: { '172.30.1.1:80': '10.1.0.3:8080,10.1.0.4:8080' } });
  });
  it('without a cluster IP have no load balancer', () => {
    expect(vips(`clusterIP: None, externalIPs: [198.51.100.1], ports: [{port: 80}]`)).toEqual({});
    expect(vips('type: ExternalName, externalName: a.example')).toEqual({});
  });
  it('have their outer addresses beside the inner ones', () =>
    expect(vips(`externalIPs: [198.51.100.1], ${PORT.replace(', nodePort: 30080', '')}`)).toEqual({
      cluster: { '172.30.1.1:80': BOTH, '198.51.100.1:80': BOTH },
    }));
  it('have the addresses of load balancers only if they are of that type', () => {
    const service = (type: string) =>
      vips(`type: ${type}, clusterIP: 172.30.1.1, ports: [{port: 80, targetPort: 8080}]`, undefined, '198.51.100.7');
    expect(service('LoadBalancer')).toEqual({ cluster: { '172.30.1.1:80': BOTH, '198.51.100.7:80': BOTH } });
    expect(service('ClusterIP')).toEqual({ cluster: { '172.30.1.1:80': BOTH } });
  });
  it('have none until the cluster assigns them', () =>
    expect(vips('type: LoadBalancer, clusterIP: 172.30.1.1, ports: [{port: 80, targetPort: 8080}]')).toEqual({
      cluster: { '172.30.1.1:80': BOTH },
    }));
  it('have an address in each family', () => {
    const web = service('clusterIPs: [172.30.1.1, "fd02::1:1"], ports: [{port: 80, targetPort: 8080}]');
    const { nb } = build(documents(DUAL, node('a'), pod('p', 'labels: {app: web}'), web));
    expect(nb.Load_Balancer.map(({ vips }) => Object.fromEntries(vips))).toEqual([
      { '172.30.1.1:80': '10.1.0.3:8080', '[fd02::1:1]:80': '[fd00:1::3]:8080' },
    ]);
  });
  it.each([
    [
      'as long as they say',
      'sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}',
      '60',
      [],
    ],
    ['for three hours, as Kubernetes has it', 'sessionAffinity: ClientIP', '10800', []],
    [
      'without a timeout, from a day on',
      'sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86400}}',
      undefined,
      ['ip_dst', 'ip_src'],
    ],
    ['not at all', 'sessionAffinity: None', undefined, []],
  ])('keep a client %s', (_, affinity, timeout, fields) => {
    const { nb } = build(documents(CUDN, node('a'), pod('p'), service(`${affinity}, ${PORT}`)));
    for (const { options, selection_fields } of nb.Load_Balancer) {
      expect([options.get('affinity_timeout'), selection_fields]).toEqual([timeout, fields]);
    }
    expect(nb.Load_Balancer.length).toBeGreaterThan(1);
  });
  it('that were idled wake up instead of rejecting', () => {
    const wake = (annotations: string) => {
      const idled = service(PORT).replace('namespace: ns', `namespace: ns, annotations: {${annotations}}`);
      const [balancer] = build(documents(CUDN, node('a'), pod('p'), idled)).nb.Load_Balancer;
      return ['reject', 'event'].map(option => balancer!.options.get(option));
    };
    expect(wake('k8s.ovn.org/idled-at: "2025-01-01T00:00:00Z"')).toEqual(['false', 'true']);
    expect(wake('idling.alpha.openshift.io/idled-at: "2025-01-01T00:00:00Z"')).toEqual(['false', 'true']);
    expect(wake('a: b')).toEqual(['true', 'false']);
  });
  it('stay on the node at their inner addresses only', () =>
    expect(vips(`internalTrafficPolicy: Local, externalIPs: [198.51.100.1], ${PORT}`)).toMatchObject({
      node_switch_a: { '172.30.1.1:80': '10.1.0.3:8080', '198.51.100.1:80': BOTH },
      node_router_a: { '172.30.1.1:80': BOTH, '198.51.100.1:80': BOTH },
    }));
  it('reject on nodes without endpoints, if clients keep their addresses', () =>
    expect(vips(`externalTrafficPolicy: Local, ${PORT}`, 'nodeName: b')).toEqual({
      cluster: { '172.30.1.1:80': BOTH },
      node_switch_a: { '192.0.2.11:30080': BOTH, '169.254.0.3:30080': '' },
      node_router_a: { '192.0.2.11:30080': '' },
    }));
});

describe('the endpoints of a service', () => {
  const SERVICE =
    'kind: Service\nmetadata: {name: web, namespace: ns}\nspec: {clusterIP: 172.30.1.1, ports: [{port: 80}]';
  const slice = (...endpoints: readonly string[]) => `kind: EndpointSlice
apiVersion: discovery.k8s.io/v1
metadata:
  name: web-1
  namespace: ns
  labels: {k8s.ovn.org/service-name: web}
  annotations: {k8s.ovn.org/endpointslice-network: cluster_udn_blue}
addressType: IPv4
ports: [{name: "", port: 8080, protocol: TCP}]
endpoints: [${endpoints.join(', ')}]`;
  const endpoint = (last: number, conditions: string) =>
    `{addresses: [10.1.0.${last}], nodeName: a, conditions: {${conditions}}}`;
  const READY = 'ready: true, serving: true, terminating: false';
  const ENDING = 'ready: false, serving: true, terminating: true';
  const DEAD = 'ready: false, serving: false, terminating: true';

  it.each<[string, readonly string[], string, readonly number[]]>([
    ['those that are ready', [endpoint(5, READY), endpoint(4, READY), endpoint(6, ENDING)], '', [4, 5]],
    ['or else those that serve to the end', [endpoint(6, ENDING), endpoint(7, DEAD)], '', [6]],
    ['or none', [endpoint(7, DEAD)], '', []],
    ['which those are that do not say whether they serve', [endpoint(6, 'ready: false, terminating: true')], '', []],
    ['those that say nothing', ['{addresses: [10.1.0.4]}'], '', [4]],
    ['never names', ['{addresses: [db.example.com]}', endpoint(4, READY)], '', [4]],
    [
      'but all, if it does not care',
      [endpoint(4, READY), endpoint(7, DEAD)],
      ', publishNotReadyAddresses: true',
      [4, 7],
    ],
  ])('are %s', (_, endpoints, more, expected) => {
    const { nb } = build(documents(CUDN, node('a'), pod('p'), `${SERVICE}${more}}`, slice(...endpoints)));
    const [target] = nb.Load_Balancer[0]!.vips.values();
    expect(target).toBe(expected.map(last => `10.1.0.${last}:8080`).join());
  });

  it("are not those of the cluster's own network", () => {
    const others = slice(endpoint(9, READY)).replace('k8s.ovn.org/service-name', 'kubernetes.io/service-name');
    const web = `${SERVICE.replace('spec: {', 'spec: {selector: {app: web}, ')}}`;
    const { nb } = build(documents(CUDN, node('a'), pod('p', 'labels: {app: web}'), web, others));
    expect([...nb.Load_Balancer[0]!.vips.values()]).toEqual(['10.1.0.3:80']);
  });

  it('may be empty, without a selector', () => {
    const { nb } = build(documents(CUDN, node('a'), pod('p'), `${SERVICE}}`));
    expect([...nb.Load_Balancer[0]!.vips]).toEqual([['172.30.1.1:80', '']]);
  });

  it('may be nodes: then each node has a load balancer of its own, and its router an address for its node', () => {
    const { nb } = build(documents(CUDN, node('a'), pod('p'), `${SERVICE}}`, slice('{addresses: [192.0.2.11]}')));
    const vips = nb.Load_Balancer.map(({ name, vips }) => [name.split('_').slice(6).join('_'), [...vips.values()]]);
    expect(Object.fromEntries(vips)).toEqual({
      node_router_a: ['169.254.0.2:8080'],
      node_switch_a: ['192.0.2.11:8080'],
    });
  });
});
