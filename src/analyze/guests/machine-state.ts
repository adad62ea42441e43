/** What the pods of a virtual machine say about its state. */
import type { ClusterView, Machine, MachineInterface, MachinePod } from './cluster-view.ts';

const ENDED: readonly (string | undefined)[] = ['Succeeded', 'Failed'];

export const isEnded = ({ phase }: MachinePod): boolean => ENDED.includes(phase);

/** Whether the machine had pods and all have ended. Manifests can lack its pod. */
export function hasEnded(machine: Machine, cluster: ClusterView): boolean {
  const pods = podsOfMachine(machine, cluster);
  return pods.length > 0 && pods.every(isEnded);
}

/** An interface that no pod of the machine has, or asks for, is not plugged yet. A pod without annotations does not tell. */
export function stateOf(link: MachineInterface, machine: Machine, cluster: ClusterView): MachineInterface['state'] {
  const { network, state } = link;
  if (state !== 'up' || network === 'pod') return state;
  const pods = podsOfMachine(machine, cluster).filter(pod => !isEnded(pod));
  const isPlugged = (pod: MachinePod): boolean =>
    !pod.attachments ||
    pod.isUnreadable ||
    pod.attachments.some(({ nad }) => `${nad}/`.startsWith(`${network.namespace}/${network.name}/`)) ||
    pod.requests.some(({ namespace, name }) => namespace === network.namespace && name === network.name);
  return pods.length === 0 || pods.some(isPlugged) ? state : 'pending';
}

const podsOfMachine = ({ namespace, name }: Machine, { pods }: ClusterView): readonly MachinePod[] =>
  pods.filter(pod => pod.namespace === namespace && pod.machine === name);
