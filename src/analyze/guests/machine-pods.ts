/**
 * Which virtual machine a pod runs. A pod's manifest says it. Without one, the name of the pod does, but Kubernetes cuts
 * long names; then it is the only machine with a name that begins so.
 */
import { canLaunch, isCutName, virtualMachineIn } from '../../kubernetes/names.ts';
import type { ClusterView } from './cluster-view.ts';
import type { MachineOf } from './guest.ts';

export function machinesOfPods({ pods, networks, machines }: ClusterView): MachineOf {
  const ofPorts = networks.flatMap(({ ports }) => ports.map(({ pod }) => pod));
  const known = new Map([...ofPorts, ...pods].map(({ namespace, name, machine }) => [`${namespace}/${name}`, machine]));
  const launched = (namespace: string, pod: string): string | undefined => {
    const found = machines.filter(machine => machine.namespace === namespace && canLaunch(pod, machine.name));
    return found.length === 1 ? found[0]!.name : undefined;
  };
  return (namespace, pod) =>
    known.get(`${namespace}/${pod}`) ??
    (isCutName(pod) ? launched(namespace, pod) : undefined) ??
    virtualMachineIn(pod);
}
