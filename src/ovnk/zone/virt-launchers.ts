/**
 * The pods of the cluster. KubeVirt runs each virtual machine in a pod. If the manifests lack that pod, it is made here
 * as KubeVirt makes it (pkg/virt-controller/services/template.go).
 */
import { LABELS } from '../../kubernetes/labels.ts';
import { virtLauncherName } from '../../kubernetes/names.ts';
import { generatedSuffix } from '../../manifests/reader/generated-names.ts';
import type { PodSpec } from '../../manifests/types/pod-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import type { VirtualMachineInterface, VirtualMachineSpec } from '../../manifests/types/virtual-machine-spec.ts';
import type { Assume } from './zone.ts';

export function podsOf({ pods, virtualMachines }: UdnSpec, assume: Assume): readonly PodSpec[] {
  const hosted = new Set(pods.map(({ namespace, machine }) => `${namespace}/${machine}`));
  const withoutPod = virtualMachines.filter(({ namespace, name }) => !hosted.has(`${namespace}/${name}`));
  return [...pods, ...withoutPod.flatMap(virtualMachine => launcherOf(virtualMachine, assume))];
}

function launcherOf(virtualMachine: VirtualMachineSpec, assume: Assume): readonly PodSpec[] {
  const { namespace, name, hostname, labels, place } = virtualMachine;
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
      labels: new Map([...labels, [LABELS.kubevirt, 'virt-launcher'], [LABELS.virtualMachine, hostname]]),
      node: virtualMachine.node,
      phase: 'Running',
      usesHostNetwork: false,
      containerPorts: [],
      creationTimestamp: undefined,
      machine: name,
      virtualMachine: hostname,
      isMigrationTargetReady: false,
      isUnreadable: false,
      attachments: undefined,
      ...requestsOf(virtualMachine),
      place,
    },
  ];
}

type Requests = Pick<PodSpec, 'primaryRequest' | 'requests'>;

/**
 * The requests that KubeVirt and its IPAM extension write on the pod. The names of the claims consist of the virtual
 * machine's name and the interface's.
 */
function requestsOf({ name: virtualMachineName, interfaces, addresses }: VirtualMachineSpec): Requests {
  const requestOf = ({ mac, name }: VirtualMachineInterface) => ({
    mac,
    addresses: [],
    ipamClaim: `${virtualMachineName}.${name}`.toLowerCase(),
  });
  const plugged = interfaces.filter(({ state }) => state !== 'pending');
  const ofPod = plugged.find(({ network }) => network === 'pod');
  const asked = addresses === 'malformed' ? addresses : (addresses.get(ofPod?.name ?? '') ?? []);
  return {
    primaryRequest: ofPod && { ...requestOf(ofPod), kubevirt: asked },
    requests: plugged.flatMap(each => (each.network === 'pod' ? [] : [{ ...requestOf(each), ...each.network }])),
  };
}
