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
  const title = `pod ${pod.namespace}/${pod.name}`;
  const refusal = cluster.refusals.find(each => each.pod.namespace === pod.namespace && each.pod.name === pod.name);
  return refusal?.text ?? leftOutFor(pod, cluster) ?? withoutPrimary(title, pod, cluster) ?? ON_DEFAULT(title);
}

function whyOfMachine(machine: Machine, cluster: ClusterView): string {
  const title = `VM ${machine.namespace}/${machine.name}`;
  if (!machine.isRunning || hasEnded(machine, cluster)) return `${title} does not run, so it has no pod`;
  const leftOut = leftOutFor(machine, cluster);
  if (leftOut !== undefined) return leftOut;
  const refusal = cluster.refusals.find(
    each => each.pod.namespace === machine.namespace && each.machine === machine.name,
  );
  if (refusal) return refusal.text;
  const onPod = machine.interfaces.filter(({ network }) => network === 'pod');
  const others = machine.interfaces.filter(({ network }) => network !== 'pod');
  const elsewhere = `no network of OVN here has an interface of ${title}: ${textOf(others)}`;
  if (onPod.length === 0) return elsewhere;
  const main = withoutPrimary(title, machine, cluster) ?? ON_DEFAULT(`${title}, ${textOf(onPod)},`);
  return others.length === 0 ? main : `${main}; no network of OVN here has its other interfaces: ${textOf(others)}`;
}

const textOf = (interfaces: Machine['interfaces']): string => interfaces.map(interfaceText).join(', ');

/** A guest that belongs on a primary network of the sources: rows that have no port of it are not of its node, or not whole. */
function withoutPrimary(title: string, { namespace }: ObjectKey, { networks }: ClusterView): string | undefined {
  const network = primaryNetworkOf(namespace, networks);
  return (
    network &&
    `${title} is on network ${network.name}, the primary one of namespace ${namespace}, and the sources have no port of it there: its pod is not described, or the databases of its node are missing or cut short`
  );
}

const leftOutFor = ({ namespace }: ObjectKey, { leftOut }: ClusterView): string | undefined => {
  const network = primaryNetworkOf(namespace, leftOut);
  return network && `namespace ${namespace}: ${network.statement}`;
};

const ON_DEFAULT = (who: string): string =>
  `${who} is on the cluster's own network, which manifests do not describe: add the databases of its node`;
