/** Small clusters for tests, each as one text of manifests. */
import { readManifests } from '../../src/manifests/read-manifests.ts';
import { type BuildOptions, buildNb } from '../../src/ovnk/build-nb.ts';

export const build = (text: string, options?: BuildOptions) => {
  const { value, diagnostics } = readManifests([{ name: 'x.yaml', text }]);
  const built = buildNb(value!, options);
  return { ...built, diagnostics: [...diagnostics, ...built.diagnostics] };
};
export const documents = (...texts: readonly string[]) => texts.join('\n---\n');
export const codes = ({ diagnostics }: ReturnType<typeof build>) =>
  diagnostics.filter(({ code }) => code !== 'assumed').map(({ code }) => code);
export const portOf = ({ nb }: ReturnType<typeof build>, name: string) =>
  nb.Logical_Switch_Port.find(port => port.name.includes(name));

/** The networks of a cluster with both families. */
export const DUAL_STACK = `kind: Network
apiVersion: operator.openshift.io/v1
metadata: {name: cluster}
spec:
  clusterNetwork: [{cidr: 10.128.0.0/14, hostPrefix: 23}, {cidr: "fd01::/48", hostPrefix: 64}]
  serviceNetwork: [172.30.0.0/16, "fd02::/112"]`;

export const CUDN = `kind: ClusterUserDefinedNetwork
apiVersion: k8s.ovn.org/v1
metadata: {name: blue}
spec:
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ns}}
  network: {topology: Layer2, layer2: {role: Primary, subnets: [10.1.0.0/24]}}`;
export const DUAL = CUDN.replace('[10.1.0.0/24]', '[10.1.0.0/24, "fd00:1::/64"]');
export const LOCALNET = `kind: ClusterUserDefinedNetwork
apiVersion: k8s.ovn.org/v1
metadata: {name: lan}
spec:
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ns}}
  network:
    topology: Localnet
    localnet:
      role: Secondary
      physicalNetworkName: datacenter
      subnets: [192.168.4.0/24]
      vlan: {mode: Access, access: {id: 1924}}`;
export const node = (name: string, metadata = '') => `kind: Node\nmetadata: {name: ${name}, ${metadata}}`;
export const machine = (name: string, more = '') =>
  `kind: VirtualMachine\napiVersion: kubevirt.io/v1\nmetadata: {name: ${name}, namespace: ns}\nspec: {${more}template: {spec: {}}}`;
export const pod = (name: string, metadata = '', spec = 'nodeName: a', status = '') =>
  `kind: Pod\nmetadata: {name: ${name}, namespace: ns, ${metadata}}\nspec: {${spec}}\nstatus: {${status}}`;
