/** Why a VM or pod of the manifests has no port in a network: it does not run, or it is on a network that is not compiled. */
import type { ClusterView, Machine, ObjectKey } from '../../analyze/guests/cluster-view.ts';
import { hasEnded, isEnded } from '../../analyze/guests/machine-state.ts';
import { interfaceText } from '../../analyze/guests/plugged.ts';
import { primaryNetworkOf } from '../../kubernetes/primary-network.ts';

/** Whether an object of the manifests is called `name`, with or without its namespace. */
export const isMachineCalled = (called: string, { namespace, name }: ObjectKey): boolean =>
  [name, `${namespace}/${name}`].includes(called);

/** A sentence without a full stop; undefined if the manifests do not have the name. */
export function whyWithoutPort(called: string, cluster: ClusterView): string | undefined {
  const machine = cluster.machines.find(each => isMachineCalled(called, each));
  if (machine) return whyOfMachine(machine, cluster);
  const pod = cluster.pods.find(each => isMachineCalled(called, each));
  if (!pod) return undefined;
  if (isEnded(pod)) return `pod ${pod.namespace}/${pod.name} has ended (${pod.phase})`;
  return leftOutFor(pod, cluster) ?? ON_DEFAULT(`pod ${pod.namespace}/${pod.name}`);
}

function whyOfMachine(machine: Machine, cluster: ClusterView): string {
  const title = `VM ${machine.namespace}/${machine.name}`;
  if (!machine.isRunning || hasEnded(machine, cluster)) return `${title} does not run, so it has no pod`;
  const leftOut = leftOutFor(machine, cluster);
  if (leftOut !== undefined) return leftOut;
  const interfaces = machine.interfaces.map(interfaceText).join(', ');
  const isOnPod = machine.interfaces.some(({ network }) => network === 'pod');
  return isOnPod
    ? ON_DEFAULT(`${title}, ${interfaces},`)
    : `no network of OVN here has an interface of ${title}: ${interfaces}`;
}

const leftOutFor = ({ namespace }: ObjectKey, { leftOut }: ClusterView): string | undefined => {
  const network = primaryNetworkOf(namespace, leftOut);
  return network && `namespace ${namespace}: ${network.statement}`;
};

const ON_DEFAULT = (who: string): string =>
  `${who} is on the cluster's own network, which manifests do not describe: add the databases of its node`;
