/** Gateway routers of release 1.1, and the routers and MTU that guests get. */
import { describe, expect, it } from 'vitest';
import { build, CUDN, DUAL, documents, node, pod } from '../cluster.ts';

const cluster = (spec: string, status = '') =>
  `kind: Network\napiVersion: operator.openshift.io/v1\nmetadata: {name: cluster}\nspec: {${spec}}\nstatus: {${status}}`;
const guest = (annotations = '') => pod('p', `labels: {vm.kubevirt.io/name: vm}, annotations: {${annotations}}`);

/** The example in OVN-Kubernetes' sources (go-controller/pkg/ovn/gatewayrouter/policybasedroutes.go). */
it('with routing via the host, traffic to the network of the node goes through the host, too', () => {
  const gateway = `{"default": {"mac-address": "52:54:00:00:0b:11", "ip-addresses": ["172.18.0.3/16"], "next-hops": ["172.18.0.1"]}}`;
  const { nb } = build(
    documents(
      CUDN.replace('10.1.0.0/24', '10.100.200.0/24'),
      cluster('defaultNetwork: {ovnKubernetesConfig: {gatewayConfig: {routingViaHost: true}}}'),
      node('a', `annotations: {k8s.ovn.org/l3-gateway-config: '${gateway}'}`),
      pod('p'),
    ),
  );
  const policies = nb.Logical_Router_Policy.filter(({ priority }) => priority === 99);
  expect(policies.map(({ match, action, nexthops }) => [match, action, nexthops])).toEqual([
    ['ip4.dst == 172.18.0.0/16 && ip4.src == 10.100.200.0/24', 'reroute', ['10.100.200.2']],
  ]);
  const routes = nb.Logical_Router_Static_Route.filter(({ policy }) => policy === 'src-ip');
  expect(routes.map(({ ip_prefix, nexthop }) => [ip_prefix, nexthop])).toEqual([['10.100.200.0/24', '10.100.200.2']]);
});

it.each([
  ['that can, checks the length of packets', '', '1400'],
  ['that cannot, does not', 'annotations: {k8s.ovn.org/gateway-mtu-support: "false"}', undefined],
])('a node %s', (_, annotations, mtu) => {
  const { nb } = build(documents(CUDN, node('a', annotations), pod('p')));
  expect(nb.Logical_Router_Port.find(({ name }) => name.startsWith('rtos-'))!.options.get('gateway_mtu')).toBe(mtu);
});

it("has the addresses of the node's annotation, in each family", () => {
  const internal = '- {type: InternalIP, address: 198.51.100.7}\n- {type: InternalIP, address: "2001:db8:7::7"}';
  const { nb } = build(
    documents(DUAL, `${node('a')}\nstatus:\n  addresses:\n${internal.replace(/^/gm, '  ')}`, pod('p')),
  );
  const outside = nb.Logical_Router_Port.find(({ name }) => name.startsWith('rtoe-'))!;
  expect(outside.networks).toEqual(expect.arrayContaining(['198.51.100.7/24', '2001:db8:7::7/64']));
});

describe('a guest gets', () => {
  const optionsOf = (...texts: readonly string[]) =>
    build(documents(...texts)).nb.DHCP_Options.map(({ options }) => Object.fromEntries(options));

  it('the mtu of the cluster', () => {
    const [options] = optionsOf(CUDN, cluster('', 'clusterNetworkMTU: 8900'), node('a'), guest());
    expect(options).toMatchObject({ mtu: '8900' });
  });

  it('no router if its pod has none, as in the older form of the annotation', () => {
    const given = (more: string) =>
      guest(
        `k8s.ovn.org/pod-networks: '{"ns/blue": {"ip_address": "10.1.0.9/24", "mac_address": "0a:58:0a:01:00:09"${more}}}'`,
      );
    expect(optionsOf(CUDN, node('a'), given(', "gateway_ip": "10.1.0.1"'))).toMatchObject([{ router: '10.1.0.1' }]);
    const [alone] = optionsOf(CUDN, node('a'), given(''));
    expect(alone).not.toHaveProperty('router');
    expect(alone).toHaveProperty('lease_time', '3500');
  });

  it('no IPv6 DNS server if the cluster has only an IPv4 one', () => {
    const dns =
      'kind: Service\nmetadata: {name: dns-default, namespace: openshift-dns}\nspec: {clusterIPs: [172.30.0.10], ports: []}';
    const [ipv4, ipv6] = optionsOf(DUAL, node('a'), guest(), dns);
    expect(ipv4).toHaveProperty('dns_server', '172.30.0.10');
    expect(ipv6).toEqual({ server_id: '0a:58:6d:6d:c1:50', fqdn: '"vm"' });
  });
});
