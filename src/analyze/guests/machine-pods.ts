/**
 * Which virtual machine a pod runs. A pod's manifest says it. Without one, the name of the pod does, but Kubernetes cuts
 * long names; then it is the machine with a name that begins so.
 */
import { canLaunch, isCutName, virtualMachineIn } from '../../kubernetes/names.ts';
import type { ClusterView } from './cluster-view.ts';
import type { MachineOf } from './guest.ts';

export function machinesOfPods({ pods, machines }: ClusterView): MachineOf {
  const known = new Map(pods.map(({ namespace, name, machine }) => [`${namespace}/${name}`, machine]));
  const isLaunched = (namespace: string, pod: string) =>
    machines.find(machine => machine.namespace === namespace && canLaunch(pod, machine.name))?.name;
  return (namespace, pod) => {
    const found = known.get(`${namespace}/${pod}`) ?? (isCutName(pod) ? isLaunched(namespace, pod) : undefined);
    return found ?? virtualMachineIn(pod);
  };
}
