/** Inputs for use cases: bytes of recorded databases, and texts of sample manifests. */
import { readdirSync, readFileSync } from 'node:fs';
import type { BytesInput, TextInput } from '../../src/app/sources/input.ts';
import { openSources } from '../../src/app/sources/open-sources.ts';
import type { Opened, OpenOptions } from '../../src/app/sources/opened.ts';
import { map, ovsdbFile, reference, uuid } from './ovsdb-file.ts';
import { ROOT } from './udon.ts';

const RECORDINGS = `${ROOT}/test/recordings/networks/25.03.0`;

/** A database of a recorded network, as plain bytes and not as a Buffer, which users of the library lack. */
export const recorded = (database: 'nb.db' | 'sb.db', network = 'a-primary-l2'): BytesInput => ({
  name: database,
  bytes: new Uint8Array(readFileSync(`${RECORDINGS}/${network}/${database}`)),
});

/** A database with the network of a code of explanations. */
export const sample = (name: string): BytesInput => ({
  name,
  bytes: new Uint8Array(readFileSync(`${ROOT}/samples/explain/${name}`)),
});

/** The dump of a recorded network. */
export const recordedFlows = (network = 'a-primary-l2'): string =>
  readFileSync(`${RECORDINGS}/${network}/flows.txt`, 'utf8');

/** All manifests of a sample, without its tests. */
export const manifests = (sample = 'cudn2'): TextInput[] =>
  readdirSync(`${ROOT}/samples/${sample}`)
    .filter(name => name.endsWith('.yaml') && !name.endsWith('.udon.yaml'))
    .sort()
    .map(name => ({ name, text: readFileSync(`${ROOT}/samples/${sample}/${name}`, 'utf8') }));

/** Opens the inputs. Throws if that fails. */
export async function opened(inputs: Parameters<typeof openSources>[0], options: OpenOptions = {}): Promise<Opened> {
  const { value, diagnostics } = await openSources(inputs, options);
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

/** A southbound database of a node, with one switch and one flow. */
export const ofNode = (node: string): BytesInput => ({
  name: `${node}.db`,
  bytes: ovsdbFile('OVN_Southbound', {
    SB_Global: { [uuid(1)]: { options: map({ name: node }) } },
    Datapath_Binding: { [uuid(2)]: { tunnel_key: 1, external_ids: map({ name: `sw-${node}` }) } },
    Logical_Flow: {
      [uuid(3)]: { logical_datapath: reference(2), pipeline: 'ingress', match: '1', actions: 'drop;' },
    },
  }),
});

/** A line of a dump: the flow that answers DHCP requests of a port. */
export const offerTo = (port: string): string =>
  `  table=23(ls_in_dhcp_options ), priority=100  , match=(inport == "${port}" && eth.src == 0a:58:ac:16:00:06), action=(reg0[3] = put_dhcp_opts(offerip = 172.22.0.6, lease_time = 3500); next;)\n`;

/** A VM in namespace `x` with one interface, as a document of manifests. `device` and `network` are in YAML's flow style. */
export const vmManifest = (device: string, network: string): string => `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: vm1, namespace: x}
spec:
  runStrategy: Always
  template:
    spec:
      domain: {devices: {interfaces: [{${device}}]}}
      networks: [{${network}}]
`;

/** Its interface on the network of its pod, with a binding that leaves DHCP to OVN. */
export const primaryVm = vmManifest('name: default, binding: {name: l2bridge}', 'name: default, pod: {}');
