/**
 * KubeVirt's VirtualMachine and VirtualMachineInstance (kubevirt.io/v1): their interfaces, bindings and networks.
 * OVN-Kubernetes reads neither of them, only the virt-launcher pod that KubeVirt makes.
 */
import { error } from '../../base/diagnostic.ts';
import { MACHINE_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import { hostnameOf } from '../../kubernetes/names.ts';
import { metadata } from '../reader/metadata.ts';
import { readPlacelessJson } from '../reader/read-yaml.ts';
import { cidr, flag, mac, text, texts } from '../reader/scalars.ts';
import {
  listOf,
  type Made,
  mapOf,
  mapped,
  open,
  optional,
  type Report,
  required,
  type Shape,
} from '../reader/shape.ts';
import { isAbsent, type Tree } from '../reader/tree.ts';
import type {
  InstanceSpec,
  InterfaceState,
  RequestedAddresses,
  VirtualMachineInterface,
  VirtualMachineSpec,
} from '../types/virtual-machine-spec.ts';
import { shortRequest } from './pod.ts';

const PRESENT = optional(open({}));
/** The bindings that are fields. All others are plugins, named in `binding`. */
const BINDINGS = {
  masquerade: PRESENT,
  bridge: PRESENT,
  sriov: PRESENT,
  slirp: PRESENT,
  macvtap: PRESENT,
  passt: PRESENT,
  passtBinding: PRESENT,
};
const BINDING_NAMES = Object.keys(BINDINGS) as readonly (keyof typeof BINDINGS)[];

const INTERFACE = open({
  name: required(text),
  macAddress: optional(mac),
  state: optional(text),
  binding: optional(open({ name: required(text) })),
  ...BINDINGS,
});
const NETWORK_FIELDS = {
  name: required(text),
  pod: optional(open({ vmNetworkCIDR: optional(cidr) })),
  multus: optional(open({ networkName: required(text) })),
};
const INSTANCE_FIELDS = {
  hostname: optional(text),
  domain: optional(open({ devices: optional(open({ interfaces: optional(listOf(INTERFACE)) })) })),
  networks: optional(listOf(open(NETWORK_FIELDS))),
};
type Instance = Made<typeof INSTANCE_FIELDS>;
type InstanceNetwork = Made<typeof NETWORK_FIELDS>;

/** KubeVirt's default: one interface on the pod's network. */
const DEFAULT_INTERFACE: VirtualMachineInterface = {
  name: 'default',
  binding: 'bridge',
  mac: undefined,
  network: 'pod',
  vmNetworkCidr: undefined,
  state: 'up',
};

/** An interface without a state is up. One that is `absent` is not part of the virtual machine. */
const STATES: Readonly<Record<string, InterfaceState>> = { up: 'up', down: 'down' };
const ABSENT = 'absent';

function readInterfaces(guest: Instance, namespace: string, report: Report): readonly VirtualMachineInterface[] {
  const interfaces = guest.domain?.devices?.interfaces ?? [];
  if (!interfaces.length) return [DEFAULT_INTERFACE];
  const networks = new Map((guest.networks ?? []).map(network => [network.name, network]));
  return interfaces.flatMap(({ name, macAddress, binding, state, place, ...fields }) => {
    if (state === ABSENT) return [];
    const network = networks.get(name);
    if (!network) {
      const message = `interface "${name}" has no network with that name, so KubeVirt refuses the VM, and it does not run`;
      report(error('no-such-network', message, place));
    }
    const bindingName = binding?.name ?? BINDING_NAMES.find(known => fields[known]) ?? 'bridge';
    const common = { name, binding: bindingName, mac: macAddress, state: STATES[state ?? 'up'] ?? 'up' };
    return network ? [{ ...common, ...networkOf(network, namespace) }] : [];
  });
}

type Target = Pick<VirtualMachineInterface, 'network' | 'vmNetworkCidr'>;

function networkOf({ multus, pod }: InstanceNetwork, namespace: string): Target {
  if (!multus) return { network: 'pod', vmNetworkCidr: pod?.vmNetworkCIDR };
  const { name, namespace: own } = shortRequest(multus.networkName);
  return { network: { namespace: own ?? namespace, name }, vmNetworkCidr: undefined };
}

/** KubeVirt refuses a machine with an interface without a network. */
function isRefused({ domain, networks = [] }: Instance): boolean {
  const known = new Set(networks.map(({ name }) => name));
  return (domain?.devices?.interfaces ?? []).some(({ name, state }) => state !== ABSENT && !known.has(name));
}

const ANNOTATIONS = { [MACHINE_ANNOTATIONS.addresses]: optional(addresses) };

/** KubeVirt reads the annotation when it makes the pod. So a malformed one is no fault of the machine's manifest. */
function addresses(tree: Tree): RequestedAddresses {
  const held = tree.kind === 'scalar' && typeof tree.value === 'string' ? readPlacelessJson(tree) : undefined;
  if (held && isAbsent(held)) return new Map();
  const made = held && BY_INTERFACE(held, () => {});
  return made ?? 'malformed';
}
const BY_INTERFACE = mapOf(listOf(text));

export const VIRTUAL_MACHINE: Shape<VirtualMachineSpec> = mapped(
  open({
    metadata: required(metadata({})),
    spec: required(
      open({
        running: optional(flag),
        runStrategy: optional(text),
        template: required(
          open({
            metadata: optional(open({ labels: optional(texts, new Map()), annotations: optional(open(ANNOTATIONS)) })),
            spec: required(open(INSTANCE_FIELDS)),
          }),
        ),
      }),
    ),
  }),
  ({ metadata: { name, namespace }, spec: { running, runStrategy, template }, place }, report) => ({
    namespace,
    name,
    node: undefined,
    isRunning: running !== false && runStrategy !== 'Halted' && !isRefused(template.spec),
    hostname: hostnameOf(name, template.spec.hostname),
    labels: template.metadata?.labels ?? new Map(),
    addresses: template.metadata?.annotations?.[MACHINE_ANNOTATIONS.addresses] ?? new Map(),
    interfaces: readInterfaces(template.spec, namespace, report),
    place,
  }),
);

/** Phases of an instance that has ended. */
const ENDED: readonly (string | undefined)[] = ['Succeeded', 'Failed'];

/** An instance has the node of the virtual machine with the same name. It may also exist alone. */
export const VIRTUAL_MACHINE_INSTANCE: Shape<InstanceSpec> = mapped(
  open({
    metadata: required(metadata(ANNOTATIONS)),
    spec: required(open(INSTANCE_FIELDS)),
    status: optional(open({ nodeName: optional(text), phase: optional(text) })),
  }),
  ({ metadata: { name, namespace, labels, annotations }, spec, status, place }, report) => ({
    namespace,
    name,
    node: status?.nodeName,
    isRunning: !ENDED.includes(status?.phase) && !isRefused(spec),
    hostname: hostnameOf(name, spec.hostname),
    labels,
    addresses: annotations?.[MACHINE_ANNOTATIONS.addresses] ?? new Map(),
    interfaces: readInterfaces(spec, namespace, report),
    hasDomain: spec.domain !== undefined,
    place,
  }),
);
