/**
 * The pods of the cluster. KubeVirt runs each virtual machine in a pod. If the manifests lack that pod, it is made here
 * as KubeVirt makes it (pkg/virt-controller/services/template.go).
 */
import { sha256 } from '../../base/bytes/sha256.ts';
import { LABELS } from '../../kubernetes/labels.ts';
import { virtLauncherName, virtualMachineIn } from '../../kubernetes/names.ts';
import type { PodSpec } from '../../manifests/types/pod-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import type { VirtualMachineInterface, VirtualMachineSpec } from '../../manifests/types/virtual-machine-spec.ts';
import type { Assume } from './zone.ts';

/** The characters of names that Kubernetes generates. */
const NAME_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
/** With these bindings, the guest's addresses differ from the pod's. */
const HIDING_BINDINGS = ['masquerade', 'slirp', 'passt', 'passtBinding'];

export function podsOf({ pods, virtualMachines }: UdnSpec, assume: Assume): readonly PodSpec[] {
  const hosted = new Set(pods.flatMap(pod => virtualMachinesIn(pod).map(name => `${pod.namespace}/${name}`)));
  const withoutPod = virtualMachines.filter(({ namespace, name }) => !hosted.has(`${namespace}/${name}`));
  return [...pods, ...withoutPod.flatMap(virtualMachine => launcherOf(virtualMachine, assume))];
}

/**
 * The virtual machine by the pod's label, and by the pod's name. A pod without the label still has the name that
 * KubeVirt gave it.
 */
const virtualMachinesIn = ({ name, virtualMachine }: PodSpec): readonly (string | undefined)[] => [
  virtualMachine,
  virtualMachineIn(name),
];

function launcherOf(virtualMachine: VirtualMachineSpec, assume: Assume): readonly PodSpec[] {
  const { namespace, name, labels, place } = virtualMachine;
  if (!virtualMachine.isRunning) {
    assume(`virtual machine ${namespace}/${name} is not running: it has no pod and no port`, place);
    return [];
  }
  const podName = virtLauncherName(name, generatedSuffix(`${namespace}/${name}`));
  assume(`virtual machine ${namespace}/${name} has no virt-launcher pod: assuming ${podName}`, place);
  return [
    {
      namespace,
      name: podName,
      uid: undefined,
      labels: new Map([...labels, [LABELS.kubevirt, 'virt-launcher'], [LABELS.virtualMachine, name]]),
      node: virtualMachine.node,
      phase: 'Running',
      usesHostNetwork: false,
      containerPorts: [],
      creationTimestamp: undefined,
      virtualMachine: name,
      isMigrationTargetReady: false,
      attachments: undefined,
      ...requestsOf(virtualMachine),
      place,
    },
  ];
}

type Requests = Pick<PodSpec, 'primaryRequest' | 'requests'>;

/**
 * The claims that KubeVirt's IPAM extension makes. Their names consist of the virtual machine's name and the
 * interface's.
 */
function requestsOf({ name: virtualMachineName, interfaces }: VirtualMachineSpec): Requests {
  const requestOf = ({ binding, mac, name }: VirtualMachineInterface) => ({
    mac: HIDING_BINDINGS.includes(binding) ? undefined : mac,
    addresses: [],
    ipamClaim: `${virtualMachineName}.${name}`,
  });
  const ofPod = interfaces.find(({ network }) => network === 'pod');
  return {
    primaryRequest: ofPod && requestOf(ofPod),
    requests: interfaces.flatMap(each => (each.network === 'pod' ? [] : [{ ...requestOf(each), ...each.network }])),
  };
}

/** Five characters that look random and are always the same for one name. */
function generatedSuffix(name: string): string {
  const bytes = [...sha256(name).subarray(0, 5)];
  return bytes.map(byte => NAME_LETTERS[byte % NAME_LETTERS.length]).join('');
}
